import { describe, expect, it } from '@jest/globals';
import { Seek } from '#database';
import { Ordinals } from './ordinals.js';
import { best, joinedByRank, scoresOf, type Place } from './practice-ranking.js';
import { termRank, type Way } from './practice-search.js';

function setOf(...numbers: readonly number[]): Ordinals {
  const set = Ordinals.none();
  for (const number of numbers) set.add(number);
  return set;
}

const way = (as: Way['as'], worth: number, ...numbers: readonly number[]) => ({
  as, worth, condition: () => 'true', set: setOf(...numbers),
}); // prettier-ignore

describe('the score of a practice', () => {
  it('sums over the terms what the best way of each kind is worth', () => {
    const scores = scoresOf([
      [way('words', 0.3, 1, 2, 3), way('code', 0.7, 3, 4), way('words', 1.5, 2)],
      [way('words', 0.3, 2)],
    ]);
    expect([1, 2, 3, 4].map((ordinal) => scores[ordinal])).toEqual([
      termRank(0.3), termRank(1.5) + termRank(0.3), termRank(0.3 + 0.7), termRank(0.7),
    ]); // prettier-ignore
    expect(scores[0]).toBe(0);
  });
});

describe('what is found by words and by meaning', () => {
  const byWords = Float64Array.from([0, 0.1, 0.9, 0.5]);
  const near = [9, 3, 5].map((ordinal) => ({ ordinal, score: 1 / ordinal }));

  it('stands first when both find it, then by the rank in either, and is ranked among what filters leave', () => {
    const found = setOf(1, 2, 3, 5, 9);
    const scores = joinedByRank(found, byWords, near);
    const ordered = best(found, scores, new Seek(), 10).map(({ ordinal }) => ordinal);
    expect(ordered).toEqual([3, 9, 2, 5, 1]);
    expect(scores[9]).toBe(scores[2]);

    const left = joinedByRank(setOf(1, 5), byWords, near);
    expect([left[1], left[5]]).toEqual([scores[2], scores[9]]);
  });
});

describe('the best practices', () => {
  const scores = Float64Array.from({ length: 100 }, (_, ordinal) => ordinal % 7);
  const found = setOf(...scores.keys());
  const all = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || b - a);

  const placeOf = ({ score, ordinal }: Place) => [String(score), 'id', String(ordinal)];

  it.each([1, 3, 20, 99, 100, 200])('are listed by score, then the newest, page by page of %i', (most) => {
    const listed: number[] = [];
    let page = best(found, scores, new Seek(), most);
    while (page.length > 0) {
      listed.push(...page.map(({ ordinal }) => ordinal));
      page = best(found, scores, new Seek(placeOf(page.at(-1)!), 'after'), most);
    }
    expect(listed).toEqual(all);
  });

  it.each([
    ['after', [11, 12]],
    ['from', [10, 11]],
    ['before', [9, 8]],
    ['upTo', [10, 9]],
  ] as const)('are those nearest to a place, %s it', (way, expected) => {
    const ordinal = all[10]!;
    const page = best(found, scores, new Seek(placeOf({ score: scores[ordinal]!, ordinal }), way), 2);
    expect(page.map((one) => all.indexOf(one.ordinal))).toEqual(expected);
  });
});
