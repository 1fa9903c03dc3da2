import { describe, expect, it } from '@jest/globals';
import { bodyOf, sentOf, sourceOf, type Pair } from './pairs.js';

const pairs = ['/title', '/objectives', '/lessons', '/notes'].map((pointer) => ({
  field: { pointer, kind: 'text', label: pointer },
  name: pointer,
  source: { text: 'x', lang: 'it' },
})) as readonly Pair[];
const text = (pointer: string, words: string, more = {}) =>
  ({ pointer, text: words, translation: 'human', stale: false, ...more }) as const;

describe('a translation', () => {
  it('sends what is new, keeps what people wrote and nobody has compared again, and leaves a machine’s to the machine', () => {
    const stored = [
      text('/title', 'Leben'),
      text('/objectives', 'Sprache', { stale: true }),
      text('/lessons', 'Maschine', { translation: 'machine' }),
      text('/gone', 'Weg', { stale: true }),
    ];
    const values = new Map([['/title', 'Gut leben'], ['/objectives', 'Sprache'], ['/lessons', 'Maschine'], ['/notes', ' ']]); // prettier-ignore
    const { texts, kept } = sentOf(pairs, stored, values, new Set());
    expect([[...texts], kept]).toEqual([[['/title', 'Gut leben']], ['/objectives', '/gone']]);
  });

  it('sends what somebody has checked as it is, whoever wrote it', () => {
    const stored = [text('/objectives', 'Sprache', { stale: true }), text('/lessons', 'Gut', { translation: 'machine' })]; // prettier-ignore
    const values = new Map([['/objectives', 'Sprache'], ['/lessons', 'Gut']]); // prettier-ignore
    const { texts, kept } = sentOf(pairs, stored, values, new Set(['/objectives', '/lessons', '/notes']));
    expect([[...texts.keys()], kept]).toEqual([['/objectives', '/lessons'], []]);
  });

  it('neither sends nor keeps what was emptied', () => {
    const { texts, kept } = sentOf(pairs, [text('/title', 'Leben')], new Map([['/title', '']]), new Set());
    expect([[...texts], kept]).toEqual([[], []]);
  });

  it('becomes what the API takes, with gaps in lists', () => {
    const texts = new Map([['/title', 'a'], ['/indicators/2/name', 'b'], ['/evaluation/summary', 'c']]); // prettier-ignore
    expect(bodyOf(texts)).toEqual({ title: 'a', indicators: [{}, {}, { name: 'b' }], evaluation: { summary: 'c' } });
  });

  it.each([
    [
      { it: 'a', en: 'b' },
      { lang: 'it', text: 'a' },
    ],
    [
      { it: ' ', de: 'c', en: 'b' },
      { lang: 'en', text: 'b' },
    ],
    [
      { pl: 'd', de: 'c' },
      { lang: 'de', text: 'c' },
    ],
    [{}, undefined],
  ])('is made from the original, else from English, else from any: %j', (texts, source) => {
    expect(sourceOf(texts as Record<string, string>, 'it')).toEqual(source);
  });
});
