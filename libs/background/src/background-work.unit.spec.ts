import { afterEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { BackgroundWork } from './background-work.js';

/** Longer than any test: a turn within the test was not the poll's. */
const NEVER_MS = 600_000;

describe('background work', () => {
  Logger.overrideLogger(false);
  let work: BackgroundWork;
  afterEach(() => work.stop());

  /** Work whose n-th turn ends as the n-th of `ends` says, further ones with nothing more to do. */
  const turns = (ends: readonly (number | undefined | Error)[], pollMs = NEVER_MS) => {
    let begun = 0;
    let reached: (() => void) | undefined;
    let wanted = 0;
    work = new BackgroundWork({
      name: 'Tests',
      pollMs,
      turn: async () => {
        begun += 1;
        if (begun === wanted) reached?.();
        await Promise.resolve();
        const end = ends[begun - 1];
        if (end instanceof Error) throw end;
        return end;
      },
    });
    return {
      count: () => begun,
      until: (n: number) =>
        new Promise<void>((resolve) => {
          wanted = n;
          reached = resolve;
          if (begun >= n) resolve();
        }),
    };
  };

  it('goes on at once as long as there is more, then waits for a notice', async () => {
    const { until, count } = turns([0, 0, undefined]);
    work.start();
    await until(3);
    work.wake();
    await until(4);
    expect(count()).toBe(4);
  });

  it('takes another turn for a notice that came during one', async () => {
    const { until } = turns([undefined]);
    work.start();
    work.wake();
    await until(2);
  });

  it('takes a turn when its next work falls due, and polls when nothing else tells', async () => {
    const due = turns([20]);
    work.start();
    await due.until(2);
    await work.stop();
    const polled = turns([], 20);
    work.start();
    await polled.until(3);
  });

  it('tries again after a failure, and a notice does not make it spin meanwhile', async () => {
    const { until, count } = turns([new Error('away'), new Error('away'), undefined], 50);
    work.start();
    await until(1);
    for (let n = 0; n < 100; n += 1) {
      work.wake();
      await Promise.resolve();
    }
    expect(count()).toBe(1);
    await until(3);
  });

  it('ends a pause at its stop, begins no turn after it, and can be started again', async () => {
    const { until, count } = turns([undefined]);
    work.start();
    await until(1);
    await work.stop();
    work.wake();
    expect(count()).toBe(1);
    work.start();
    await until(2);
  });
});
