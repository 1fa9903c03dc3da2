import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { etagOf, isStale, readIfMatch, strongTags } from './revision.js';

const revision = fc.integer({ min: 0, max: 1_000_000 });
/** What may stand in a tag: commas and spaces beside other tags among it, quotation marks not. */
const otherTag = fc
  .string({ unit: fc.constantFrom('a', '1', ',', '/', 'W', '*', '-', '\u00e9') })
  .filter((text) => !/^\d+$/.test(text))
  .map((text) => `"${text}"`);
const asSent = (tag: fc.Arbitrary<string>) => fc.tuple(fc.constantFrom('', 'W/'), tag).map((parts) => parts.join(''));
const separator = fc.constantFrom(',', ', ', ' ,', ',\t', ', ,');

describe('If-Match', () => {
  it('holds when one of its tags is that of the present state, strong or weak, among whatever others', () => {
    fc.assert(
      fc.property(revision, fc.array(asSent(otherTag)), fc.array(asSent(otherTag)), separator, fc.constantFrom('', 'W/'),
        (present, before, after, comma, strength) => {
          const header = [...before, strength + etagOf(present), ...after].join(comma);
          expect(isStale(present, readIfMatch(header, true))).toBe(false);
          expect(isStale(present + 1, readIfMatch(header, true))).toBe(true);
        },
      ),
    ); // prettier-ignore
  });

  it.each(['*', ' * '])('holds in any state with %j', (header) => {
    expect(isStale(7, readIfMatch(header, true))).toBe(false);
  });

  it.each(['7', 'W/7', '"07"', '"7', '7"', "'7'", 'W/"7-gzip"', '"*"', '"7 "', ',', 'W/', '"1", "2"'])(
    'does not hold in state 7 with %s',
    (header) => {
      expect(isStale(7, readIfMatch(header, true))).toBe(true);
    },
  );

  it.each(['"p7"', '"p7-de"', 'W/"p7"', '"p1", "x"'])(
    'is refused where it is about what everyone sees: %s',
    (header) => {
      expect(() => isStale(7, readIfMatch(header, true))).toThrow('if-match.public');
    },
  );

  it('holds when the state itself is among what everyone sees', () => {
    expect(isStale(7, readIfMatch('"p7", "7"', true))).toBe(false);
  });

  it.each([undefined, '', ' '])('is missing when it says nothing: %j', (header) => {
    expect(readIfMatch(header, true)).toBe('missing');
    expect(readIfMatch(header, false)).toBe('any');
  });
});

describe('the tags of If-None-Match', () => {
  it('are compared without regard to their strength, commas in them included', () => {
    fc.assert(
      fc.property(fc.array(otherTag), fc.infiniteStream(fc.constantFrom('', 'W/')), separator, (tags, strengths, comma) => {
        const header = tags.map((tag) => String(strengths.next().value) + tag).join(comma);
        expect(strongTags(header)).toEqual(tags);
      }),
    ); // prettier-ignore
  });
});
