import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Ordinals } from './ordinals.js';

const numbers = fc.array(fc.integer({ min: 0, max: 5_000 }));
const ascending = (list: Iterable<number>): number[] => [...new Set(list)].sort((a, b) => a - b);

function setOf(list: readonly number[]): Ordinals {
  const sent = Buffer.alloc(list.length * 4);
  for (const [index, number] of list.entries()) sent.writeUInt32BE(number, index * 4);
  return Ordinals.sent(sent);
}

function listOf(set: Ordinals): number[] {
  const list: number[] = [];
  set.forEach((number) => list.push(number));
  return list;
}

describe('a set of ordinals', () => {
  it('has what was sent, in ascending order, without what was removed', () => {
    fc.assert(
      fc.property(numbers, numbers, (sent, removed) => {
        const set = setOf(sent);
        for (const number of removed) set.delete(number);
        const left = ascending(sent).filter((number) => !removed.includes(number));
        expect([listOf(set), set.size]).toEqual([left, left.length]);
        expect(left.every((number) => number < 32 * set.blocks)).toBe(true);
      }),
    );
  });

  it('is united, intersected, diminished and counted as sets are', () => {
    fc.assert(
      fc.property(numbers, numbers, (some, others) => {
        const [a, b] = [setOf(some), setOf(others)];
        const both = ascending(some).filter((number) => others.includes(number));
        expect(listOf(Ordinals.union([a, b]))).toEqual(ascending([...some, ...others]));
        expect([listOf(Ordinals.common([a, b])), a.sizeWith(b)]).toEqual([both, both.length]);
        expect(listOf(a.without(b))).toEqual(ascending(some).filter((number) => !others.includes(number)));
        expect([listOf(a), listOf(b)]).toEqual([ascending(some), ascending(others)]);
      }),
    );
  });
});
