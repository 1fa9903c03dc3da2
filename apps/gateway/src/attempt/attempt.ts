import type { Settings } from '#config';
import { Problem } from '#problems';

/** Somebody presents a secret: that of a client, or an applicant that of an activation link. */
export interface Attempt {
  readonly kind: 'token' | 'activation';
  /** The account that the caller names; undefined when it is known not to exist. */
  readonly account: string | undefined;
  /** As `addressKey` gives it. */
  readonly address: string;
}

/**
 * What failures are counted for:
 * - `pair`: this account from this address
 * - `account`: this account from addresses where it was never let in
 * - `address`: all accounts that were never let in from this address
 */
export type Scope = 'pair' | 'account' | 'address';

/** Failures after which a scope is blocked. */
export type Limits = Readonly<Record<Scope, number>>;

/**
 * NIST SP 800-63B-4 (3.2.2) allows at most 100 consecutive failures for one account; OWASP's Authentication Cheat Sheet
 * asks for a lock-out that grows. One address may serve a whole administration, so its limit rises with the general
 * limit beyond its default.
 */
export const limitsOf = (kind: Attempt['kind'], { rateLimit }: Pick<Settings, 'rateLimit'>): Limits =>
  kind === 'token'
    ? { pair: 20, account: 100, address: Math.max(100, Math.ceil(rateLimit / 6)) }
    : { pair: 20, account: 100, address: Math.max(20, Math.ceil(rateLimit / 30)) };

/** The first block, in seconds. Each further failure doubles it, up to the longest. */
export const FIRST_BLOCK_S = 60;
export const LONGEST_BLOCK_S = 15 * 60;

/** After this time without another failure, earlier ones are forgotten, in seconds. */
export const FAILURES_KEPT_S = 60 * 60;

/** How long an account that signed in successfully is trusted at its address, in days. */
export const TRUSTED_DAYS = 30;

/** A success after this many failures is worth a look. */
export const SUSPICIOUS_FAILURES = 5;

export const blocked = (until: Date, now: Date): Problem => {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  return new Problem('request.too-many', 429, `Too many failed attempts. Try again in ${seconds} s.`, {
    headers: { 'retry-after': String(seconds) },
  });
};
