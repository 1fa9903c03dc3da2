import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { completeSheet } from '../practice/practice.example.js';
import { changesBetween } from './fact-sheet-changes.js';
import { isInFactSheet } from './fact-sheet-pointer.js';

const leaves = changesBetween({}, completeSheet()).map(({ pointer }) => pointer);

describe('a pointer into a fact sheet', () => {
  it.each([...leaves, '', '/title', '/partners', '/partners/499/memberId', '/indicators/0/name/fi', '/evaluation/summary/de', '/funding/amounts/99/amount', '/contacts/0', '/basicPrinciples/10'])(
    'may name each place that one can have, filled or not: %j',
    (pointer) => expect(isInFactSheet(pointer)).toBe(true),
  ); // prettier-ignore

  it('may name whatever holds a place', () => {
    for (const leaf of leaves)
      for (let end = leaf.length; end > 0; end = leaf.lastIndexOf('/', end - 1))
        expect([leaf.slice(0, end), isInFactSheet(leaf.slice(0, end))]).toEqual([leaf.slice(0, end), true]);
  });

  it.each([
    '/', '/nope', '/Title', '/title/', '/title/xx', '/title/en/0', '/title/EN', '/aims/8', '/aims/-1', '/aims/01', '/aims/-', '/aims/1e0', '/aims/0/0', '/partners/0/0', '/aims/education',
    '/partners/500', '/partners/name', '/partners/0/nope', '/partners/0/name/en', '/funding/amounts/100', '/contacts/50', '/place/0', '/organiser/name/en',
    '/__proto__', '/constructor', '/partners/length', '/title/constructor', '/title~1en', '//title', '/basicPrinciples/11', '/externalId',
  ])('names nothing elsewhere: %s', (pointer) => expect(isInFactSheet(pointer)).toBe(false)); // prettier-ignore

  it('names nothing below a value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...leaves), fc.string(), (leaf, below) => !isInFactSheet(`${leaf}/${below}`)),
    );
  });
});
