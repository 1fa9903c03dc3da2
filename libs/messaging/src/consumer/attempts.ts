import { nextAttemptAt, type RetrySchedule } from '#config';

/** Attempts before an event is parked: most failures are a deadlock or a short-lived lock. */
export const QUICK_ATTEMPTS = 3;

/** When an event is retried after so many attempts; undefined when the schedule is exhausted. */
export const retryAfter = (schedule: RetrySchedule, attempts: number, now: Date): Date | undefined =>
  nextAttemptAt(schedule, Math.max(1, attempts - QUICK_ATTEMPTS + 1), now, 0.5);
