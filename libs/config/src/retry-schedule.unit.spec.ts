import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextAttemptAt, parseDuration, parseSchedule } from './retry-schedule.js';

const NOW = new Date('2012-03-01T12:00:00Z');

describe('parseSchedule', () => {
  it('reads the default schedule of webhooks in milliseconds', () => {
    expect(parseSchedule('5s,5m,30m,2h,5h,10h,14h,20h,24h')).toEqual([
      5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000,
    ]);
  });

  it('knows every unit and takes blanks around entries', () => {
    expect(parseSchedule(' 10ms, 2s ,3m,4h,365d ')).toEqual([10, 2_000, 180_000, 14_400_000, 31_536_000_000]);
  });

  it.each([
    ['', '""'],
    ['5s,,5m', '""'],
    ['5s,', '""'],
    ['5', '"5"'],
    ['5 s', '"5 s"'],
    ['0s', '"0s"'],
    ['-5s', '"-5s"'],
    ['1.5h', '"1.5h"'],
    ['5S', '"5S"'],
    ['5w', '"5w"'],
    ['1e3s', '"1e3s"'],
    ['366d', '"366d"'],
    ['999999999999d', '"999999999999d"'],
    ['5s,soon', '"soon"'],
    ['5constructor', '"5constructor"'],
  ])('refuses %j with one sentence that names the bad entry', (text, named) => {
    expect(() => parseSchedule(text)).toThrow(new RegExp(`^[^.]*${named}[^.]*\\.$`));
  });

  it('refuses more than a hundred waits', () => {
    expect(parseSchedule(Array(100).fill('1s').join())).toHaveLength(100);
    expect(() => parseSchedule(Array(101).fill('1s').join())).toThrow('has 101');
  });
});

describe('parseDuration', () => {
  it('reads one duration up to a limit', () => {
    expect([parseDuration('300ms', 60_000), parseDuration('60s', 60_000)]).toEqual([300, 60_000]);
  });

  it.each(['', '15', '0s', '61s', '2m', '1s,2s', 'soon'])('refuses %j with one sentence that names it', (text) => {
    expect(() => parseDuration(text, 60_000)).toThrow(new RegExp(`^[^.]*"${text}"[^.]*60s[^.]*\\.$`));
  });
});

describe('nextAttemptAt', () => {
  it('takes the wait that belongs to the failed attempt', () => {
    expect(nextAttemptAt([5_000, 60_000], 1, NOW, 0.5)).toEqual(new Date('2012-03-01T12:00:05Z'));
    expect(nextAttemptAt([5_000, 60_000], 2, NOW, 0.5)).toEqual(new Date('2012-03-01T12:01:00Z'));
  });

  it('ends when the schedule is used up', () => {
    expect(nextAttemptAt([5_000, 60_000], 3, NOW, 0.5)).toBeUndefined();
    expect(nextAttemptAt([], 1, NOW, 0.5)).toBeUndefined();
  });

  it('varies the wait from eight to twelve tenths', () => {
    expect(nextAttemptAt([10_000], 1, NOW, 0)).toEqual(new Date('2012-03-01T12:00:08Z'));
    expect(nextAttemptAt([10_000], 1, NOW, 1)).toEqual(new Date('2012-03-01T12:00:12Z'));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31_536_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (wait, jitter01) => {
          const actual = (nextAttemptAt([wait], 1, NOW, jitter01)?.getTime() ?? Number.NaN) - NOW.getTime();
          expect(actual).toBeGreaterThanOrEqual(Math.round(wait * 0.8) - 1);
          expect(actual).toBeLessThanOrEqual(Math.round(wait * 1.2) + 1);
        },
      ),
    );
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the attempt number %d', (attempt) => {
    expect(() => nextAttemptAt([1], attempt, NOW, 0.5)).toThrow(RangeError);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses the jitter %d', (jitter01) => {
    expect(() => nextAttemptAt([1], 1, NOW, jitter01)).toThrow(RangeError);
  });
});
