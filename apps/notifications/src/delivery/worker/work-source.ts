import type { Load } from './places.js';

/** Something to be sent, in hand. */
export interface Job {
  /** Whose share of the places it takes. */
  readonly party: string;
  /** Settles when the outcome is stored. */
  run(): Promise<void>;
}

/** What the webhook worker does: takes jobs whose time has come, so that no other instance does the same. */
export interface WorkSource {
  /** Places for jobs of this source in one instance. */
  readonly capacity: number;
  /** Takes jobs under a lease, of each party no more than its share. */
  claim(places: Pick<Load, 'free' | 'held'>): Promise<readonly Job[]>;
  /** When the next job falls due after that moment, if one does. */
  nextDueAt(after: Date): Promise<Date | undefined>;
}

/** What a claim is known by, and how long it holds by the database's clock, which all instances share. */
export interface Lease {
  readonly claim: string;
  readonly now: Date;
  readonly leaseMs: number;
}

/**
 * How long a claimed job is left to who claimed it, in milliseconds: an attempt's 10 s and the time to store its outcome.
 * After a crash the job waits that long.
 */
export const LEASE_MS = 15_000;
