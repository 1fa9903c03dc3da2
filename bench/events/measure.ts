import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../results-file.js';
import type { Effects, Servers, Side, SideName } from './side.js';

/** How much is measured. */
export interface Sizes {
  /** Events before the measurement, so that code is compiled and tables are warm. */
  readonly warmUp: number;
  /** Events that the writers commit as fast as they can. */
  readonly written: number;
  readonly drained: number;
  /** Seconds of the even load. */
  readonly evenSeconds: number;
  readonly idleSeconds: number;
}

/** What the main program sends to the process of one side. */
export interface Order {
  readonly name: SideName;
  readonly servers: Servers;
  readonly sizes: Sizes;
}

/** What the process of a side sends back: progress lines and finally the result. */
export type Told = { readonly line: string } | { readonly measured: Measured };

export const WRITERS = 8;
/** Events a second of the even load. */
export const EVEN_RATE = 200;
/** Pause between the last work and the measurement of "idle", in milliseconds. */
const SETTLE_MS = 5_000;
/** Longest wait for effects, in milliseconds. */
const EFFECTS_WITHIN_MS = 120_000;

/** The result of one side. */
export interface Measured {
  /** Events a second from the first write to the last effect. */
  readonly written: number;
  /** Events a second from the moment the relay starts before a full outbox to the last effect. */
  readonly drained: number;
  /** From commit to effect under the even load, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Share of one core that the idle process uses, in percent. */
  readonly idleCpu: number;
  /** Resident memory of the process at the end, and its peak, in MB. */
  readonly memory: number;
  readonly peakMemory: number;
}

export async function measure(
  side: Side,
  effects: Effects,
  sizes: Sizes,
  report: (line: string) => void,
): Promise<Measured> {
  let next = 0;
  const take = (count: number): number => {
    next += count;
    return next - count;
  };
  await write(side, take(sizes.warmUp), sizes.warmUp);
  await effects.until(next, EFFECTS_WITHIN_MS);

  report(`${WRITERS} writers, ${sizes.written} events`);
  let begun = performance.now();
  await write(side, take(sizes.written), sizes.written);
  await effects.until(next, EFFECTS_WITHIN_MS);
  const written = sizes.written / ((performance.now() - begun) / 1000);

  report(`a full outbox of ${sizes.drained} events (filling)`);
  await side.fill(take(sizes.drained), sizes.drained);
  report('draining it');
  begun = performance.now();
  await side.release();
  await effects.until(next, EFFECTS_WITHIN_MS);
  const drained = sizes.drained / ((performance.now() - begun) / 1000);

  report(`${EVEN_RATE} events/s for ${sizes.evenSeconds} s`);
  const count = EVEN_RATE * sizes.evenSeconds;
  const delays = await evenly(side, effects, take(count), count);

  report(`idle for ${sizes.idleSeconds} s`);
  await pause(SETTLE_MS);
  const before = process.cpuUsage();
  await pause(sizes.idleSeconds * 1000);
  const { user, system } = process.cpuUsage(before);
  await side.verify(next);
  return {
    written,
    drained,
    p50: percentile(delays, 50),
    p99: percentile(delays, 99),
    idleCpu: ((user + system) / (sizes.idleSeconds * 1_000_000)) * 100,
    memory: process.memoryUsage().rss / 1_000_000,
    peakMemory: (process.resourceUsage().maxRSS * 1024) / 1_000_000,
  };
}

/** Each writer commits one event after the other. */
async function write(side: Side, from: number, count: number): Promise<void> {
  let n = from;
  const writer = async () => {
    while (n < from + count) {
      n += 1;
      await side.write(n - 1);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

/** Starts a write at each tick, even while earlier ones run. Returns the milliseconds from commits to effects. */
async function evenly(side: Side, effects: Effects, from: number, count: number): Promise<number[]> {
  const committed: number[] = [];
  const writes: Promise<void>[] = [];
  const begun = performance.now();
  for (let n = 0; n < count; n += 1) {
    const wait = begun + (n * 1000) / EVEN_RATE - performance.now();
    if (wait > 0) await pause(wait);
    const written = side.write(from + n).then(() => {
      committed[n] = performance.now();
    });
    written.catch(() => undefined); // reported below
    writes.push(written);
  }
  await Promise.all(writes);
  await effects.until(from + count, EFFECTS_WITHIN_MS);
  return committed.map((at, n) => effects.timeOf(from + n) - at);
}
