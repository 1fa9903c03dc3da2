import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Problem } from '#problems';
import { MAX_DEPTH, parseJson } from './index.js';

const refusalOf = (text: string): Problem | undefined => {
  try {
    parseJson(text);
    return undefined;
  } catch (error) {
    return error as Problem;
  }
};
const places = (text: string) => refusalOf(text)?.more.places?.map(({ pointer, code }) => `${pointer} ${code}`) ?? [];

describe('a JSON text', () => {
  it('is read as JSON.parse reads it when no key stands twice', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(3), (value, indent) => {
        expect(parseJson(JSON.stringify(value, null, indent))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['side by side', '{"a":1,"a":1}', ['/a duplicate-key']],
    ['apart', '{"a":{"a":[]},"b":"a","a":2}', ['/a duplicate-key']],
    ['spelt with an escape', String.raw`{"title":1,"t\u0069tle":2}`, ['/title duplicate-key']],
    ['below others', '{"x":[{"a":1},{"b":{"c":1,"c":2}}]}', ['/x/1/b/c duplicate-key']],
    ['with signs of pointers', '{"a/b~":1,"a/b~":2}', ['/a~1b~0 duplicate-key']],
    ['more than once', '{"a":1,"a":2,"a":3,"b":1,"b":2}', ['/a duplicate-key', '/a duplicate-key', '/b duplicate-key']],
    ['empty', '{"":1,"":2}', ['/ duplicate-key']],
    ['after a text that looks like one', String.raw`{"a":"\",\"b\":","b":1,"b":2}`, ['/b duplicate-key']],
  ])('with a key twice, %s, is refused by its name', (_, text, expected) => {
    expect(refusalOf(text)?.status).toBe(422);
    expect(places(text)).toEqual(expected);
  });

  it('is refused wherever one key of it is said again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (object, n) => {
        const entries = Object.entries(object).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
        entries.splice(n % (entries.length + 1), 0, entries[n % entries.length]!);
        expect(places(`{"in":[{${entries.join(',')}}]}`)).toHaveLength(1);
      }),
    );
  });

  it('may have the same key in two objects, and the same text twice in a list', () => {
    expect(places('{"a":{"b":1},"c":{"b":1},"d":["b","b"]}')).toEqual([]);
  });

  it.each([
    '',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1,}',
    ']',
    '}',
    '"',
    '"\\',
    '{"\\u":1}',
    '{"a":1,"a"',
    '[1,]',
    'nul',
    '{"a":1}}',
  ])('that is none is refused: %s', (text) =>
    expect(refusalOf(text)).toMatchObject({ code: 'request.not-json', status: 400 }),
  );

  it.each([
    ['deep', '['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH), undefined],
    ['too deep', '['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1), 'request.too-deep'],
    ['too deep in objects', '{"a":'.repeat(500_000), 'request.too-deep'],
    ['of many brackets in a text', JSON.stringify('['.repeat(1_000)), undefined],
  ])('%s', (_, text, code) => expect(refusalOf(text)?.code).toBe(code));
});
