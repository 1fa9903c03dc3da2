import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FAILURES_KEPT_S, FIRST_BLOCK_S, LONGEST_BLOCK_S, TRUSTED_DAYS } from './attempt.js';

/** What is stored under one key. */
export interface Remembered {
  readonly key: Buffer;
  readonly failures: number;
  readonly blockedUntil: Date | null;
  readonly trustedUntil: Date | null;
}

/** The most rows that are kept; beyond them the rows that expire first are deleted first. */
const KEPT = 200_000;

/** Rows that one statement of the purge deletes, so that no lock is held for long. */
const PURGE_BATCH = 1_000;

@Injectable()
export class AttemptRepository {
  constructor(private readonly dataSource: DataSource) {}

  async remembered(keys: readonly Buffer[], now: Date): Promise<Remembered[]> {
    return this.dataSource.query<Remembered[]>(
      `select key, case when failing_until > $2 then failures else 0 end as failures,
              blocked_until as "blockedUntil", trusted_until as "trustedUntil"
         from attempt where key = any($1) and expires_at > $2`,
      [keys, now],
    );
  }

  /**
   * Counts a failure under each key, and blocks keys that reach their limit. In the order of the keys, so that two
   * transactions with the same keys do not deadlock.
   */
  async countFailure(counted: readonly { key: Buffer; limit: number }[], now: Date): Promise<Remembered[]> {
    return this.dataSource.query<Remembered[]>(
      `insert into attempt as a (key, failures, failing_until, blocked_until)
       select key, 1, $3::timestamptz + $4 * interval '1 second', null
         from unnest($1::bytea[], $2::int[]) as counted (key, allowed) order by key
       on conflict (key) do update set
         failures = case when a.failing_until > $3 then a.failures + 1 else 1 end,
         failing_until = excluded.failing_until,
         blocked_until = (
           select case when a.failing_until > $3 and a.failures + 1 >= allowed
                       then $3::timestamptz + least($6, $5 * 2 ^ least(a.failures + 1 - allowed, 20)) * interval '1 second'
                  end
             from unnest($1::bytea[], $2::int[]) as counted (key, allowed) where counted.key = a.key)
       returning key, failures, blocked_until as "blockedUntil", trusted_until as "trustedUntil"`,
      [
        counted.map(({ key }) => key),
        counted.map(({ limit }) => limit),
        now,
        FAILURES_KEPT_S,
        FIRST_BLOCK_S,
        LONGEST_BLOCK_S,
      ],
    );
  }

  /** Forgets the failures under a key and trusts it from now on. */
  async trust(key: Buffer, now: Date): Promise<void> {
    await this.dataSource.query(
      `insert into attempt (key, trusted_until) values ($1, $2::timestamptz + $3 * interval '1 day')
       on conflict (key) do update
         set failures = 0, failing_until = null, blocked_until = null, trusted_until = excluded.trusted_until`,
      [key, now, TRUSTED_DAYS],
    );
  }

  /** Deletes expired rows, and rows beyond the maximum, in batches. */
  async purge(now: Date, kept = KEPT): Promise<void> {
    const batch = async (which: string, parameters: readonly unknown[]): Promise<void> => {
      for (let deleted = PURGE_BATCH; deleted === PURGE_BATCH;) {
        [, deleted] = await this.dataSource.query<[unknown, number]>(
          `delete from attempt where key in (select key from attempt ${which} for update skip locked)`,
          [...parameters, PURGE_BATCH],
        );
      }
    };
    await batch('where expires_at <= $1 order by expires_at limit $2', [now]);
    await batch('order by expires_at desc offset $1 limit $2', [kept]);
  }
}
