import { createHmac } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Settings } from '#config';
import { Clock } from '#database';
import { blocked, limitsOf, SUSPICIOUS_FAILURES, TRUSTED_DAYS, type Attempt, type Scope } from './attempt.js';
import { AttemptRepository, type Remembered } from './attempt.repository.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The settings it needs, and the key of the hashes. */
export interface AttemptSettings extends Pick<Settings, 'rateLimit'> {
  readonly key: Buffer;
}
export const ATTEMPT_SETTINGS = Symbol('attempt settings');

/** An attempt that may be made, and what was stored before it. */
export interface Standing {
  readonly attempt: Attempt;
  readonly isTrusted: boolean;
  readonly pair: Remembered | undefined;
}

/**
 * Slows down attackers that guess secrets, over all instances of the gateway.
 *
 * - From one address, an account is blocked after 20 failures: for a minute, then twice as long with each further
 *   failure, up to a quarter of an hour. Attempts during a block are not counted, so hammering does not prolong it.
 * - An account under attack from many addresses, and an address that tries many accounts, are blocked likewise after
 *   more failures. This does not affect an account at an address where it signed in within 30 days (as with OWASP's
 *   device cookies). So nobody can lock a city's system out: where it works it continues to work, whatever is tried
 *   elsewhere. Somebody who signs in for the first time from a new address during an attack must wait for the end of a
 *   block.
 * - Accounts that do not exist are counted like those that do, with the same work for both.
 *
 * Attempts of a burst are checked against the failures before it; a guess beyond the limit receives 429. Account and
 * address are stored and logged only as keyed hashes. Sources: NIST SP 800-63B-4, 3.2.2; OWASP Authentication Cheat
 * Sheet, "Account Lockout"; OWASP "Slow Down Online Guessing Attacks with Device Cookies".
 */
@Injectable()
export class Attempts {
  private readonly log = new Logger(Attempts.name);

  constructor(
    @Inject(ATTEMPT_SETTINGS) private readonly settings: AttemptSettings,
    private readonly attempts: AttemptRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 429 with `Retry-After` */
  async assertMayTry(attempt: Attempt): Promise<Standing> {
    const now = this.clock.now();
    const keys = this.keysOf(attempt);
    const rows = await this.attempts.remembered([...keys.values()], now);
    const at = (scope: Scope) => rows.find(({ key }) => keys.get(scope)?.equals(key));
    const pair = at('pair');
    const isTrusted = (pair?.trustedUntil ?? now) > now;
    const judged = isTrusted ? [pair] : [pair, at('account'), at('address')];
    const until = judged.flatMap((row) => row?.blockedUntil ?? []).sort((a, b) => b.getTime() - a.getTime())[0];
    if (until && until > now) throw blocked(until, now);
    return { attempt, isTrusted, pair };
  }

  /**
   * Counts a failure.
   * @param client id of the client that was tried, if it exists: for the log
   * @throws {Problem} 429 when it exceeds the limit
   */
  async failed({ attempt, isTrusted }: Standing, client?: string): Promise<void> {
    const now = this.clock.now();
    const limits = limitsOf(attempt.kind, this.settings);
    const counted = [...this.keysOf(attempt)]
      .filter(([scope]) => scope === 'pair' || !isTrusted)
      .map(([scope, key]) => ({ scope, key, limit: limits[scope] }));
    let refusal: Date | undefined;
    for (const row of await this.attempts.countFailure(counted, now)) {
      const { scope, limit } = counted.find(({ key }) => key.equals(row.key))!;
      if (!row.blockedUntil) continue;
      this.tell('attempt.blocked', attempt, {
        scope,
        failures: row.failures,
        until: row.blockedUntil,
        ...(client === undefined ? {} : { client }),
      });
      if (row.failures > limit) refusal = row.blockedUntil;
    }
    if (refusal) throw blocked(refusal, now);
  }

  /** Forgets the failures of this account at this address, and trusts the account there from now on. */
  async succeeded({ attempt, pair }: Standing, client: string): Promise<void> {
    const now = this.clock.now();
    const failures = pair?.failures ?? 0;
    if (failures >= SUSPICIOUS_FAILURES) this.tell('attempt.succeeded-after-failures', attempt, { failures, client });
    const isFresh = (pair?.trustedUntil?.getTime() ?? 0) > now.getTime() + (TRUSTED_DAYS - 1) * DAY_MS;
    const key = this.keysOf(attempt).get('pair');
    if (key && (failures > 0 || !isFresh)) await this.attempts.trust(key, now);
  }

  private keysOf({ kind, account, address }: Attempt): Map<Scope, Buffer> {
    const keys = new Map<Scope, Buffer>([['address', this.hash(kind, 'address', address)]]);
    if (account === undefined) return keys;
    return keys
      .set('pair', this.hash(kind, 'pair', account, address))
      .set('account', this.hash(kind, 'account', account));
  }

  private hash(...parts: readonly string[]): Buffer {
    return createHmac('sha256', this.settings.key).update(JSON.stringify(parts)).digest();
  }

  /** For monitoring: the hashes show whether two lines concern the same address or account. */
  private tell(event: string, { kind, account, address }: Attempt, more: object): void {
    const short = (hash: Buffer) => hash.toString('hex').slice(0, 16);
    this.log.warn({
      event,
      kind,
      ...more,
      address: short(this.hash(kind, 'address', address)),
      ...(account === undefined ? {} : { account: short(this.hash(kind, 'account', account)) }),
    });
  }
}
