import { describe, expect, it } from '@jest/globals';
import { readRetryAfter } from './retry-after.js';

const NOW = new Date('2026-03-01T12:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['9999999999', 9_999_999_999_000],
  ])('in seconds: %j', (text, expected) => {
    expect(readRetryAfter(text, undefined, NOW)).toBe(expected);
  });

  it('as a date is counted from our time when the receiver does not tell its own', () => {
    expect(readRetryAfter('Sun, 01 Mar 2026 12:02:00 GMT', undefined, NOW)).toBe(120_000);
    expect(readRetryAfter('Sun, 01 Mar 2026 12:02:00 GMT', 'noon', NOW)).toBe(120_000);
  });

  it('as a date is counted from the receiver’s own time, however wrong its clock is', () => {
    const [later, its] = ['Mon, 01 Jan 2035 00:01:00 GMT', 'Mon, 01 Jan 2035 00:00:00 GMT'];
    expect(readRetryAfter(later, its, NOW)).toBe(60_000);
  });

  it('of a date that has passed is no pause', () => {
    expect(readRetryAfter('Sun, 01 Mar 2026 11:00:00 GMT', undefined, NOW)).toBe(0);
  });

  it.each([undefined, '', '-1', '1.5', 'soon', '12345678901', '2026-03-01T12:02:00Z', 'Sun, 99 Mar 2026 12:00:00 GMT'])(
    'that cannot be understood is none: %j',
    (text) => {
      expect(readRetryAfter(text, undefined, NOW)).toBeUndefined();
    },
  );
});
