import { createHash, randomBytes, scrypt, timingSafeEqual, type BinaryLike } from 'node:crypto';

const BITS_256 = 32;
const SCRYPT_KEY_BYTES = 32;

/** A secret with 256 random bits, as text. */
export const newSecret = (): string => randomBytes(BITS_256).toString('base64url');

/** The stored form of a token or a random secret: nobody can guess it, so a fast hash is enough. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The stored form of a secret from `newSecret`. */
export const hashOfRandom = (secret: string): string => `sha256:${hashOf(secret).toString('base64url')}`;

/** The stored form of a secret that a person chose: slow to try, and salted. */
export async function hashOfChosen(secret: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt:${salt.toString('base64url')}:${(await derive(secret, salt)).toString('base64url')}`;
}

/** Whether `secret` is the one that was hashed. */
export async function isSecret(secret: string, kept: string): Promise<boolean> {
  const [kind, first = '', second = ''] = kept.split(':');
  return kind === 'scrypt'
    ? timingSafeEqual(await derive(secret, Buffer.from(first, 'base64url')), Buffer.from(second, 'base64url'))
    : timingSafeEqual(hashOf(secret), Buffer.from(first, 'base64url'));
}

const derive = (secret: string, salt: BinaryLike): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(secret, salt, SCRYPT_KEY_BYTES, (error, key) => (error ? reject(error) : resolve(key)));
  });
