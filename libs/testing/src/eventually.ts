import { setTimeout as pause } from 'node:timers/promises';

/** Polls until `look` returns something other than undefined or false; fails with the last value. */
export async function eventually<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
  within = 10_000,
): Promise<T> {
  const deadline = Date.now() + within;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`It did not happen within ${within} ms.`, { cause: last });
    await pause(20);
  }
}
