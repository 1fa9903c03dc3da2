import { createHmac } from 'node:crypto';
import type { Settings } from '#config';

/** The key that signs identities, which all instances of the gateway share. @throws when it is not set */
export function identityKeyOf({ identityKey }: Settings): string {
  if (identityKey === undefined) throw new Error('LRA_IDENTITY_KEY is needed to sign identities.');
  return identityKey;
}

/** A key for one purpose, derived from the one that all instances share. */
export const derivedKey = (settings: Settings, purpose: 'attempts' | 'cookies'): Buffer =>
  createHmac('sha256', (JSON.parse(identityKeyOf(settings)) as { d: string }).d)
    .update(`lra ${purpose}`)
    .digest();
