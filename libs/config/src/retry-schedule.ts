/** The waits between attempts, in milliseconds: the first entry follows the first failed attempt. */
export type RetrySchedule = readonly number[];

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A wait beyond a year is a typing mistake (`5000d` for `5000ms`), and sums of them would exceed the range of dates. */
const LONGEST_WAIT_MS = 365 * 86_400_000;

/** More attempts than this mean a generated or mistaken setting; each costs a row and a request. */
const MOST_WAITS = 100;

/** Waits vary by this share in both directions, so that jobs that failed together do not retry together. */
const JITTER = 0.2;

/**
 * Reads a retry schedule such as `5s,5m,30m,2h,5h,10h,14h,20h,24h`.
 *
 * @param text whole numbers above zero, each with a unit (`ms`, `s`, `m`, `h`, `d`), separated by commas
 * @returns the waits in milliseconds, in the order given
 * @throws Error with one sentence that names the bad entry
 */
export function parseSchedule(text: string): number[] {
  const waits = text.split(',').map((entry) => parseWait(entry.trim()));
  if (waits.length > MOST_WAITS) {
    throw new Error(`A retry schedule may have at most ${MOST_WAITS} waits, but this one has ${waits.length}.`);
  }
  return waits;
}

/** Milliseconds of a whole number with a unit (`ms`, `s`, `m`, `h`, `d`); NaN for anything else. */
function millisecondsIn(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,12})(ms|s|m|h|d)$/.exec(text) ?? [];
  return Number(digits) * (UNIT_MS[unit] ?? Number.NaN);
}

/**
 * Reads one duration such as `15s`, above zero.
 *
 * @param longestMs the longest that is allowed, in milliseconds
 * @returns milliseconds
 * @throws Error with one sentence
 */
export function parseDuration(text: string, longestMs: number): number {
  const duration = millisecondsIn(text);
  if (duration > 0 && duration <= longestMs) return duration;
  throw new Error(
    `The duration "${text}" must be a whole number above zero with a unit (ms, s, m, h or d), at most ${longestMs / 1000}s, such as 15s.`,
  );
}

function parseWait(entry: string): number {
  const wait = millisecondsIn(entry);
  if (!(wait > 0 && wait <= LONGEST_WAIT_MS)) {
    throw new Error(
      `The retry schedule's entry "${entry}" must be a whole number above zero with a unit (ms, s, m, h or d), at most 365d, such as 30s.`,
    );
  }
  return wait;
}

/**
 * When to retry after a failed attempt.
 *
 * @param schedule the waits in milliseconds
 * @param attempt how many attempts were made so far, including the failed one (1 after the first failure)
 * @param now the time of the failure
 * @param jitter01 a random number from 0 to below 1, which varies the wait by ±20 %; 0.5 does not vary it
 * @returns the time of the next attempt, or undefined when the schedule is exhausted
 * @throws RangeError when `attempt` or `jitter01` is outside its range, which is a bug of the caller
 */
export function nextAttemptAt(schedule: RetrySchedule, attempt: number, now: Date, jitter01: number): Date | undefined {
  if (!Number.isInteger(attempt) || attempt < 1) {
    throw new RangeError(`attempt must be a whole number from 1, not ${attempt}`);
  }
  if (!(jitter01 >= 0 && jitter01 <= 1)) {
    throw new RangeError(`jitter01 must be a number from 0 to 1, not ${jitter01}`);
  }
  const wait = schedule[attempt - 1];
  if (wait === undefined) {
    return undefined;
  }
  return new Date(now.getTime() + Math.round(wait * (1 - JITTER + 2 * JITTER * jitter01)));
}
