import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Seek } from '#database';
import { Ordinals } from './ordinals.js';
import { best, bestJoined, type Place, type TermFound } from './practice-ranking.js';
import { termRank, type Way } from './practice-search.js';

function setOf(...numbers: readonly number[]): Ordinals {
  const set = Ordinals.none();
  for (const number of numbers) set.add(number);
  return set;
}

const way = (as: Way['as'], worth: number, ...numbers: readonly number[]) => ({
  as, worth, condition: () => 'true', set: setOf(...numbers),
}); // prettier-ignore

const placeOf = ({ score, ordinal }: Place) => [String(score), 'id', String(ordinal)];

/** The score of one practice, way by way. */
function scoreOf(ordinal: number, terms: readonly TermFound[]): number {
  const ranks = terms.map((ways) => {
    const best = new Map<string, number>();
    for (const { as, worth, set } of ways)
      if (set.numbers().includes(ordinal)) best.set(as, Math.max(worth, best.get(as) ?? 0));
    return termRank([...best.values()].reduce((sum, one) => sum + one, 0));
  });
  return ranks.reduce((sum, one) => sum + one, 0);
}

describe('the score of a practice', () => {
  it('is higher with more of the terms, however well another has fewer', () => {
    const well = (['words', 'code', 'title', 'prose'] as const).map((as) => way(as, 100, 9));
    const terms = [
      [way('words', 0.01, 1), ...well],
      [way('words', 0.01, 1, 2), ...well],
      [way('words', 0.01, 1, 2, 3)],
    ];
    const ordered = best(setOf(1, 2, 3, 9), terms, new Seek(), 4);
    expect(ordered.map(({ ordinal }) => ordinal)).toEqual([1, 9, 2, 3]);
  });

  it('sums over the terms what the best way of each kind is worth', () => {
    const terms = [[way('words', 0.3, 1, 2, 3), way('code', 0.7, 3, 4), way('words', 1.5, 2)], [way('words', 0.3, 2)]];
    expect(best(setOf(0, 1, 2, 3, 4), terms, new Seek(), 5)).toEqual([
      { ordinal: 2, score: termRank(1.5) + termRank(0.3) },
      { ordinal: 3, score: termRank(0.3 + 0.7) },
      { ordinal: 4, score: termRank(0.7) },
      { ordinal: 1, score: termRank(0.3) },
      { ordinal: 0, score: 0 },
    ]);
  });
});

describe('what is found by words and by meaning', () => {
  const terms = [[way('words', 0.3, 3), way('words', 0.8, 2), way('code', 0.1, 1)]];
  const near = [9, 3, 5].map((ordinal) => ({ ordinal, score: 1 / ordinal }));

  it('stands first when both find it, then by the rank in either, and is ranked among what filters leave', () => {
    const ordered = bestJoined(setOf(1, 2, 3, 5, 9), terms, near, new Seek(), 10);
    expect(ordered.map(({ ordinal }) => ordinal)).toEqual([3, 9, 2, 5, 1]);
    const scores = new Map(ordered.map(({ ordinal, score }) => [ordinal, score]));
    expect(scores.get(9)).toBe(scores.get(2));

    const left = bestJoined(setOf(1, 5), terms, near, new Seek(), 10);
    expect(left).toEqual([
      { ordinal: 5, score: scores.get(9) },
      { ordinal: 1, score: scores.get(2) },
    ]);
  });
});

describe('the best practices', () => {
  const numbers = fc.uniqueArray(fc.nat(300));
  const someWay = fc.record({ as: fc.constantFrom('words', 'code', 'title', 'prose'), worth: fc.constantFrom(0.3, 0.8, 1.5, 1, 0.15), in: numbers }); // prettier-ignore
  const query = fc.array(fc.array(someWay, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 });

  it('are listed by score, then the newest, page by page there and back, whatever they have of which terms', () => {
    fc.assert(
      fc.property(query, numbers, fc.integer({ min: 1, max: 25 }), (asked, ordinals, most) => {
        const terms = asked.map((ways) => ways.map((one) => way(one.as, one.worth, ...one.in)));
        const found = setOf(...ordinals);
        const all = ordinals
          .map((ordinal) => ({ ordinal, score: scoreOf(ordinal, terms) }))
          .sort((a, b) => b.score - a.score || b.ordinal - a.ordinal);
        const listed: Place[] = [];
        for (let page = best(found, terms, new Seek(), most); page.length > 0;) {
          listed.push(...page);
          page = best(found, terms, new Seek(placeOf(page.at(-1)!), 'after'), most);
        }
        expect(listed).toEqual(all);
        const last = listed.at(-1);
        const back = last ? best(found, terms, new Seek(placeOf(last), 'before'), most) : [];
        expect(back).toEqual(all.slice(0, -1).slice(-most).reverse());
      }),
    );
  });

  const terms = Array.from({ length: 6 }, (_, n) => [
    way('words', 0.3, ...Array.from({ length: 100 }, (_, ordinal) => ordinal).filter((ordinal) => ordinal % 7 > n)),
  ]);
  const found = setOf(...Array.from({ length: 100 }, (_, ordinal) => ordinal));
  const all = best(found, terms, new Seek(), 100);

  it.each([
    ['after', [11, 12]],
    ['from', [10, 11]],
    ['before', [9, 8]],
    ['upTo', [10, 9]],
  ] as const)('are those nearest to a place, %s it', (way, expected) => {
    const page = best(found, terms, new Seek(placeOf(all[10]!), way), 2);
    expect(page.map((one) => all.findIndex(({ ordinal }) => ordinal === one.ordinal))).toEqual(expected);
  });
});
