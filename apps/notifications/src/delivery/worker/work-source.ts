import type { Load } from './places.js';

/** A claimed job that sends something. */
export interface Job {
  /** The party whose share of the places it takes. */
  readonly party: string;
  /** Settles when the outcome is stored. */
  run(): Promise<void>;
}

/** Claims jobs that are due for the webhook worker, so that no other instance sends the same. */
export interface WorkSource {
  /** Places for jobs of this source in one instance. */
  readonly capacity: number;
  /** Claims jobs under a lease, for each party no more than its share. */
  claim(places: Pick<Load, 'free' | 'held'>): Promise<readonly Job[]>;
  /** When the next job falls due after that moment, if there is one. */
  nextDueAt(after: Date): Promise<Date | undefined>;
}

/** The identity of a claim, and how long it holds by the database's clock, which all instances share. */
export interface Lease {
  readonly claim: string;
  readonly now: Date;
  readonly leaseMs: number;
}

/** The time to store the outcome of an attempt, in milliseconds. */
const STORE_WITHIN_MS = 5_000;

/**
 * How long a claimed job stays with its claimant, in milliseconds: its attempt and the time to store its outcome. After a
 * crash the job waits that long.
 */
export const leaseFor = (attemptMs: number): number => attemptMs + STORE_WITHIN_MS;
