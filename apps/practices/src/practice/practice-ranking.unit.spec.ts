import { describe, expect, it } from '@jest/globals';
import { Seek } from '#database';
import { Ordinals } from './ordinals.js';
import { best, scoresOf, type Place } from './practice-ranking.js';
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
