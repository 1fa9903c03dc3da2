import { createHash } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { anonymous, type Principal } from './principal.js';

/** Header in which the gateway tells an app who is calling. No other statement of the caller is trusted. */
export const IDENTITY_HEADER = 'x-lra-identity';

const ALGORITHM = 'EdDSA';
/** The issuer and the audience of a token. */
export interface Trust {
  readonly issuer: string;
  readonly audience: string;
}

const gatewayTrust: Trust = { issuer: 'lra-gateway', audience: 'lra-apps' };

/**
 * Who looks at a page, told to the pages. They return it to the gateway as the credential of what they ask of the API;
 * the apps do not accept it.
 */
export const pagesTrust: Trust = { issuer: 'lra-gateway', audience: 'lra-pages' };

/** A token that an app signs itself is only for the gateway, and speaks for no caller. */
export const appTrust = (app: string): Trust => ({ issuer: `lra-${app}`, audience: 'lra-gateway' });

/**
 * Seconds for which an identity is valid: long enough for a slow request, short enough to make a stolen one worthless
 * soon.
 */
const LIFETIME_S = 60;

/** A key is fetched again at most this often, so that a restarted gateway's new key is learned quickly. */
const KEY_COOL_DOWN_MS = 500;

/** The most verified identities kept at once; each is a few hundred bytes. */
const CACHE_SIZE = 10_000;

interface Claims {
  readonly kind: Principal['kind'];
  readonly name: string;
  readonly roles: Principal['roles'];
  readonly memberId?: string;
  readonly affiliation?: string;
  readonly grants: Principal['grants'];
}

/** A new private Ed25519 key as JWK text, suitable for `LRA_IDENTITY_KEY`. */
export async function newIdentityKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
}

/** Signs who is calling. Only the gateway has one for callers from outside. */
export class IdentitySigner {
  private constructor(
    private readonly key: CryptoKey,
    /** Public half, for the key set that the apps fetch. */
    readonly publicKey: JWK,
    private readonly trust: Trust,
  ) {}

  /** @throws {Error} when `jwk` is not a private Ed25519 key */
  static async fromKey(jwk: string, trust = gatewayTrust): Promise<IdentitySigner> {
    let parsed: JWK;
    try {
      parsed = JSON.parse(jwk) as JWK;
    } catch {
      throw new Error('LRA_IDENTITY_KEY must be a private Ed25519 key as JWK (JSON)');
    }
    const { kty, crv, x, d } = parsed;
    if (kty !== 'OKP' || crv !== 'Ed25519' || !x || !d) {
      throw new Error('LRA_IDENTITY_KEY must be a private Ed25519 key as JWK (JSON)');
    }
    const kid = createHash('sha256').update(x).digest('base64url').slice(0, 16);
    const key = (await importJWK(parsed, ALGORITHM)) as CryptoKey;
    return new IdentitySigner(key, { kty, crv, x, kid, alg: ALGORITHM, use: 'sig' }, trust);
  }

  /** @param more claims that only the signer itself reads */
  sign(principal: Principal, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { kind, id, name, roles, memberId, affiliation, grants } = principal;
    return new SignJWT({ kind, name, roles, memberId, affiliation, grants, ...more })
      .setProtectedHeader({ alg: ALGORITHM, kid: this.publicKey.kid })
      .setSubject(id)
      .setIssuer(this.trust.issuer)
      .setAudience(this.trust.audience)
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME_S}s`)
      .sign(this.key);
  }
}

/**
 * Checks identities against the signer's public keys. The signer is the gateway; the gateway itself checks those of the
 * apps.
 */
export class IdentityVerifier {
  private keys: JWTVerifyGetKey | undefined;
  private readonly verified = new Map<string, { principal: Principal; expiresAt: number }>();

  /**
   * @param signer its public key, or where it is fetched from. That is called at the first use: in the embedded form,
   *   the gateway's address is known only after it listens
   */
  constructor(
    private readonly signer: JWK | (() => string),
    private readonly trust = gatewayTrust,
  ) {}

  /** The caller, or undefined unless the signer signed the token and it is still valid. */
  async verify(token: string, now = Date.now()): Promise<Principal | undefined> {
    const known = this.verified.get(token);
    if (known) return known.expiresAt > now ? known.principal : undefined;
    this.keys ??= keysOf(this.signer);
    try {
      const { payload } = await jwtVerify<Claims>(token, this.keys, {
        ...this.trust,
        algorithms: [ALGORITHM, 'Ed25519'],
      });
      const { kind, name, roles, memberId, affiliation, grants } = payload;
      const principal: Principal =
        kind === 'anonymous' ? anonymous : { kind, id: payload.sub ?? '', name, roles, memberId, affiliation, grants };
      if (this.verified.size >= CACHE_SIZE) this.verified.clear();
      this.verified.set(token, { principal, expiresAt: (payload.exp ?? 0) * 1000 });
      return principal;
    } catch (error) {
      if (isInvalidToken(error)) return undefined;
      throw error;
    }
  }
}

const keysOf = (signer: JWK | (() => string)): JWTVerifyGetKey =>
  typeof signer === 'function'
    ? createRemoteJWKSet(new URL('/.well-known/jwks.json', signer()), { cooldownDuration: KEY_COOL_DOWN_MS })
    : createLocalJWKSet({ keys: [signer] });

/** jose gives an invalid token an error code; any other error means that the key set cannot be reached. */
function isInvalidToken(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^ERR_(JWT|JWS|JOSE_ALG|JWKS_NO_MATCHING|JWKS_MULTIPLE)/.test(code);
}
