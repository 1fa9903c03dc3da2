import { describe, expect, it } from '@jest/globals';
import { completeSheet } from '../practice/practice.example.js';
import { localised, localisedText, type Translations } from './localised.js';
import { hashOf } from './prose.js';
import { wantedLanguages } from './wanted-languages.js';

const made = (text: string, of: string, origin: 'human' | 'machine' = 'human') => ({
  text, sourceHash: hashOf(of), origin, version: 1, at: '2027-01-01T00:00:00Z',
}); // prettier-ignore
const sheet = { originalLanguage: 'it' } as const;
const read = (map: object, wanted: ('de' | 'fr' | 'en' | 'it')[], translations: Translations = new Map()) =>
  localisedText(map, '/title', sheet, translations, wanted);

describe('a text for a reader', () => {
  it('is the one that the fact sheet has in the wanted language, before any translation', () => {
    const translations = new Map([['de', { '/title': made('Übersetzt', 'Ciao') }]] as const);
    expect(read({ it: 'Ciao', de: 'Hallo' }, ['de'], translations)).toEqual({
      text: 'Hallo',
      lang: 'de',
      translation: 'none',
      stale: false,
    });
  });

  it('is a translation where the fact sheet has none, and says by whom it was made', () => {
    const translations = new Map([['de', { '/title': made('Hallo', 'Ciao', 'machine') }]] as const);
    expect(read({ it: 'Ciao' }, ['de'], translations)).toEqual({
      text: 'Hallo',
      lang: 'de',
      translation: 'machine',
      stale: false,
    });
  });

  it('is stale when it was made from another text than the present one', () => {
    const translations = new Map([['de', { '/title': made('Hallo', 'Ciao') }]] as const);
    expect(read({ it: 'Buongiorno' }, ['de'], translations)).toMatchObject({ text: 'Hallo', stale: true });
  });

  it.each([
    [['fr', 'de'], { it: 'Ciao', de: 'Hallo', en: 'Hello' }, 'de'],
    [['fr'], { it: 'Ciao', de: 'Hallo', en: 'Hello' }, 'en'],
    [['fr'], { it: 'Ciao', de: 'Hallo' }, 'it'],
    [['fr'], { de: 'Hallo', el: 'Γεια' }, 'de'],
    [['fr'], { fr: ' ', en: '', it: 'Ciao' }, 'it'],
  ] as const)(
    'wanted in %j of %j is in %s: the wanted ones in their order, English, the original language, any',
    (wanted, map, lang) => {
      expect(read(map, [...wanted])?.lang).toBe(lang);
    },
  );

  it('is nothing where there is no text in any language', () => {
    expect(read({ en: '' }, ['de'])).toBeUndefined();
  });

  it('stands in the place of every map of languages, also inside of other fields', () => {
    const whole = completeSheet({
      beneficiaries: { count: 1, counted: { en: 'users' } },
      evaluation: { conducted: 'yes', summary: { it: 'Buono' } },
      indicators: [{ name: { en: 'courses' }, value: 3 }, { name: { it: 'corsi' } }],
    });
    const { contacts, ...stored } = whole;
    expect(contacts).toHaveLength(2);
    const shown = localised(stored, new Map(), ['en']) as Record<string, any>;
    expect(shown['title']).toMatchObject({ text: 'Live in Italy', lang: 'en' });
    expect(shown['beneficiaries']).toEqual({ count: 1, counted: expect.objectContaining({ text: 'users' }) });
    expect(shown['evaluation'].summary).toMatchObject({ text: 'Buono', lang: 'it' });
    expect(shown['indicators'].map(({ name }: { name: { text: string } }) => name.text)).toEqual(['courses', 'corsi']);
    expect(shown['countries']).toEqual(['IT']);
  });
});

describe('the languages that a reader wants', () => {
  it.each([
    ['de-AT, fr;q=0.5, en;q=0.9', undefined, ['de', 'en', 'fr']],
    ['fr, en', ['it'], ['it', 'fr', 'en']],
    ['nb-NO,nb;q=0.9,en;q=0.5', undefined, ['nb', 'no', 'nn', 'en']],
    ['en, pt-BR;q=0.5', ['nn'], ['nn', 'no', 'nb', 'en', 'pt']],
    ['sh, iw;q=0.5', undefined, ['sr', 'hr', 'bs', 'he']],
    ['*, xx, tlh;q=1', undefined, []],
    ['\n;;q=,', undefined, []],
    [undefined, undefined, []],
  ])('of %j and %j are %j', (header, asked, expected) => {
    expect(wantedLanguages(asked, header)).toEqual(expected);
  });
});
