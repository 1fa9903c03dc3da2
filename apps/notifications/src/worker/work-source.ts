/** What the webhook worker does: takes jobs whose time has come, so that no other instance does the same. */
export interface WorkSource {
  /** Jobs of this source that one instance has in hand at most. */
  readonly capacity: number;
  /** Takes up to `limit` jobs under a lease. A job settles when its outcome is stored. */
  claim(limit: number): Promise<readonly (() => Promise<void>)[]>;
  /** When the next job falls due, if one waits for its time. */
  nextDueAt(): Promise<Date | undefined>;
}

/**
 * How long a claimed job is left to who claimed it, in milliseconds: an attempt's 10 s and the time to store its outcome.
 * After a crash the job waits that long.
 */
export const LEASE_MS = 15_000;
