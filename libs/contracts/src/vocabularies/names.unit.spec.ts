import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { euLanguages, vocabularies } from './index.js';
import { namesIn, type NamesFile } from './names.js';

const english = namesIn('en').names;
/** The names that CLDR has, and the codes that keep their English name. */
const mayBeLeft = ['countries', 'languages', 'currencies', 'licences'];

const entriesOf = <T>(of: Readonly<Record<string, Readonly<Record<string, T>>>>) =>
  Object.entries(of).flatMap(([list, codes]) =>
    Object.entries(codes).map(([code, value]) => ({ list, code, place: `${list}/${code}`, value })),
  );
const plain = (text: string) => text.normalize('NFC').toLowerCase();
const repeated = (texts: readonly string[]) =>
  texts.map(plain).filter((text, index, all) => all.indexOf(text) !== index);
const known = new Map(entriesOf(english).map(({ place, value }) => [place, value]));

/** The errors in a file, by place. English names are pinned, not translated; some have straight apostrophes. */
function faultsOf({ names, synonyms }: Pick<NamesFile, 'names' | 'synonyms'>, pinned = false): string[] {
  const named = entriesOf(names);
  const searched = entriesOf(synonyms);
  const places = new Set(named.map(({ place }) => place));
  const must = [...known.keys()].filter((place) => !mayBeLeft.includes(place.split('/')[0]!));
  const words = searched.flatMap(({ place, value }) => value.map((word) => ({ place, value: word })));
  const faults = (of: readonly { place: string; value: string }[], fault: string, is: (text: string) => boolean) =>
    of.filter(({ value }) => is(value)).map(({ place }) => `${place}: ${fault}`);
  return [
    ...must.filter((place) => !places.has(place)).map((place) => `${place}: no name`),
    ...[...named, ...searched].filter(({ place }) => !known.has(place)).map(({ place }) => `${place}: unknown code`),
    ...faults([...named, ...words], 'empty, or blanks around it', (text) => text === '' || text.trim() !== text),
    ...faults([...named, ...words], 'letters and accents apart', (text) => text.normalize('NFC') !== text),
    ...faults(pinned ? words : [...named, ...words], 'straight apostrophe', (text) => text.includes("'")),
    ...(pinned ? [] : named)
      .filter(({ place, value }) => value.split(' ').length >= 3 && plain(value) === plain(known.get(place) ?? ''))
      .map(({ place }) => `${place}: in English`),
    ...Object.entries(names).flatMap(([list, codes]) =>
      repeated(Object.values(codes)).map((name) => `${list}: ${name} twice`),
    ),
    ...searched.flatMap(({ list, code, place, value }) =>
      repeated([names[list]?.[code] ?? '', ...value]).map((word) => `${place}: ${word} twice`),
    ),
  ];
}

describe('the names of codes', () => {
  it('stand in one file for each language', () => {
    const files = readdirSync(new URL('names', import.meta.url));
    expect(files.sort()).toEqual(euLanguages.map((language) => `${language}.json`).sort());
  });

  it.each(euLanguages)('are whole and unmistakable in %s', (language) => {
    const { reviewed, names, synonyms } = namesIn(language);
    expect(typeof reviewed).toBe('boolean');
    expect(faultsOf({ names, synonyms }, language === 'en')).toEqual([]);
  });

  it.each(euLanguages)('have words for every subject in %s, none of them twice', (language) => {
    const { subjects } = namesIn(language);
    expect(Object.keys(subjects)).toEqual(Object.keys(namesIn('en').subjects));
    for (const [subject, words] of Object.entries(subjects)) {
      const faults = words.filter(
        (word) => word.trim() !== word || word.normalize('NFC') !== word || /^$|'/.test(word),
      );
      expect({ subject, faults: [...faults, ...repeated(words)], any: words.length > 0 }).toEqual({ subject, faults: [], any: true }); // prettier-ignore
    }
  });

  it.each([
    ['a code without a name', { names: { aims: { health: undefined } } }, 'aims/health: no name'],
    ['an unknown code', { names: { aims: { sport: 'Sport' } } }, 'aims/sport: unknown code'],
    ['an unknown list', { synonyms: { sports: { rowing: ['Rudern'] } } }, 'sports/rowing: unknown code'],
    ['an empty name', { names: { aims: { health: '' } } }, 'aims/health: empty, or blanks around it'],
    ['an empty synonym', { synonyms: { aims: { health: [' '] } } }, 'aims/health: empty, or blanks around it'],
    ['a synonym given twice', { synonyms: { aims: { health: ['Arzt', 'arzt'] } } }, 'aims/health: arzt twice'],
    ['a synonym that is the name', { synonyms: { aims: { health: ['gesundheit'] } } }, 'aims/health: gesundheit twice'],
    ['one name for two codes', { names: { aims: { health: 'Bildung' } } }, 'aims: bildung twice'],
    ['a straight apostrophe', { names: { aims: { health: "Geht's gut" } } }, 'aims/health: straight apostrophe'],
    ['accents apart', { names: { aims: { health: 'A\u0308rzte' } } }, 'aims/health: letters and accents apart'],
    ['English', { names: { aims: { 'legal-political': 'Legal and Political' } } }, 'aims/legal-political: in English'],
  ] as const)('are refused with %s', (_, change, fault) => {
    const { names, synonyms } = namesIn('de');
    const changed = JSON.parse(
      JSON.stringify({
        names: { ...names, aims: { ...names['aims'], ...('names' in change && change.names.aims) } },
        synonyms: { ...synonyms, ...('synonyms' in change && change.synonyms) },
      }),
    ) as NamesFile;
    expect(faultsOf(changed)).toEqual([fault]);
  });

  it('are those of CLDR for countries, languages and currencies in other languages than English', () => {
    const german = vocabularies('de');
    const label = (list: keyof typeof german, code: string) => german[list].find((entry) => entry.code === code)?.label;
    expect(label('countries', 'GR')).toBe('Griechenland');
    expect(label('languages', 'ti')).toBe('Tigrinya');
    expect(label('currencies', 'HUF')).toBe('Ungarischer Forint');
    expect(label('licences', 'CC-BY-4.0')).toBe(english['licences']!['CC-BY-4.0']);
  });

  it.each(euLanguages)('mark Kosovo in %s, with the note that belongs to it', (language) => {
    const marked = vocabularies(language).countries.filter(({ label, note }) => label.endsWith('*') || note);
    expect(marked).toEqual([{ ...vocabularies().countries.find(({ code }) => code === 'XK'), label: expect.stringMatching(/^[^*]+\*$/) }]); // prettier-ignore
  });

  it('bring synonyms only when a language is asked for', () => {
    const themes = (of: ReturnType<typeof vocabularies>) => of.themes.find(({ code }) => code === 'language-training');
    expect(themes(vocabularies())).not.toHaveProperty('synonyms');
    expect(themes(vocabularies('en'))?.synonyms).toContain('language course');
    expect(themes(vocabularies('de'))).toMatchObject({ label: 'Sprachförderung', dimension: 'cultural' });
  });
});
