import { describe, expect, it } from '@jest/globals';
import { ndcgAt10 } from './ndcg.js';

const others = (count: number): string[] => Array.from({ length: count }, (_, index) => `other ${String(index)}`);

describe('nDCG at 10', () => {
  // Gains 7, 3, 1; discounts 1, 1/log2(3) = 0.630930, 1/2: at best 7 + 1.892789 + 0.5 = 9.392789.
  const relevant = { a: 3, b: 2, c: 1 };

  it.each([
    ['the best order', ['a', 'b', 'c'], 1],
    ['the best order among others below', ['a', 'b', 'c', ...others(20)], 1],
    // (1 + 1.892789 + 3.5) / 9.392789
    ['the reverse', ['c', 'b', 'a'], 0.680606],
    // (0 + 1.892789 + 3.5) / 9.392789
    ['another one first and one missing', ['other', 'b', 'a'], 0.574141],
    // 7 × 1/log2(11) / 9.392789 = 7 × 0.289065 / 9.392789
    ['the best one at the tenth place', [...others(9), 'a'], 0.215427],
    ['everything after the tenth place', [...others(10), 'a', 'b', 'c'], 0],
    ['no result', [], 0],
  ])('is right for %s', (_, ranked, expected) => {
    expect(ndcgAt10(ranked, relevant)).toBeCloseTo(expected, 5);
  });

  it('is 1 when the ten places are full of the best, though more are relevant', () => {
    const ids = others(12);
    const grades = Object.fromEntries(ids.map((id, index) => [id, index < 10 ? 3 : 2]));
    expect(ndcgAt10(ids.slice(0, 10), grades)).toBe(1);
  });

  it('refuses what cannot be measured', () => {
    expect(() => ndcgAt10(['a', 'a'], relevant)).toThrow('twice');
    expect(() => ndcgAt10(['a'], { a: 0 })).toThrow('relevant');
  });
});
