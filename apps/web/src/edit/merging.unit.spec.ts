import { describe, expect, it } from '@jest/globals';
import { bodyOf, nearest, valuesIn, type Field } from '../form/form.js';
import { digestsOf, mergedWith, patchOf } from './merging.js';

const fields: readonly Field[] = [
  { pointer: '/title/en', kind: 'text', label: 'Title' },
  { pointer: '/notes/en', kind: 'lines', label: 'Notes' },
  { pointer: '/themes', kind: 'codes', label: 'Themes', options: [['a', 'A'], ['b', 'B'], [3, 'C']] },
  { pointer: '/ongoing', kind: 'flag', label: 'Ongoing' },
  { pointer: '/countries', kind: 'list', label: 'Countries', of: [{ pointer: '', kind: 'select', label: 'Country' }] },
  {
    pointer: '/indicators', kind: 'list', label: 'Indicators',
    of: [{ pointer: '/name/en', kind: 'text', label: 'Name' }, { pointer: '/value', kind: 'number', label: 'Value' }],
  },
]; // prettier-ignore

const sheet = {
  title: { en: 'Café', de: 'Kaffeehaus' },
  themes: ['b', 3],
  ongoing: true,
  countries: ['FI', 'SE'],
  indicators: [{ name: { en: 'courses', de: 'Kurse' }, value: 0, year: 2012 }, { value: 7 }],
};
const now = valuesIn(fields, sheet);
const was = digestsOf(fields, now);
const with_ = (more: Record<string, string | undefined>) =>
  new Map(Object.entries({ ...Object.fromEntries(now), ...more }).filter((one): one is [string, string] => one[1] !== undefined)); // prettier-ignore

describe('what is held becomes a form, and the form what is held', () => {
  it('with all that the form does not show of the things of a list', () => {
    const { de, ...title } = sheet.title;
    expect(de).toBeDefined();
    expect(bodyOf(fields, now)).toEqual({ ...sheet, title });
  });

  it('without the things of a list whose fields are empty, though there is more of them', () => {
    const emptied = with_({ '/indicators/0/name/en': ' ', '/indicators/0/value': '', '/countries/0': '' });
    expect(bodyOf(fields, emptied)).toMatchObject({ countries: ['SE'], indicators: [{ value: 7 }] });
  });

  it.each(['{', '"x"', '[1]', 'null'])('whatever is sent as the rest of a thing: %s', (rest) => {
    const [first] = (bodyOf(fields, with_({ '/indicators/0/~': rest })) as typeof sheet).indicators;
    expect(first).toEqual({ name: { en: 'courses' }, value: 0 });
  });

  it('in time and memory of what was sent, whatever number a thing has', () => {
    expect(bodyOf(fields, new Map([['/countries/9007199254740991', 'FI'], ['/countries/-1', 'SE'], ['/countries/x', 'DE']]))).toEqual({ countries: ['SE', 'FI'] }); // prettier-ignore
  });

  it.each([
    ['/indicators/1/value', '/indicators/1/value'],
    ['/indicators/1/name', '/indicators/1/name/en'],
    ['/indicators/0', '/indicators/0/name/en'],
    ['/indicators', '/indicators'],
    ['/themes/4', '/themes'],
    ['/countries/1', '/countries/1'],
    ['/unheard', undefined],
  ])('so that what is wrong at %s is told at %s', (pointer, shown) => {
    expect(nearest(fields, pointer)).toBe(shown);
  });
});

describe('what was typed and what others saved meanwhile', () => {
  it('is put together where they changed different fields', () => {
    const typed = with_({ '/notes/en': 'Mine.', '/themes/3': undefined });
    const saved = valuesIn(fields, { ...sheet, title: { en: 'Theirs' }, ongoing: false });
    const { changed, conflicts, values } = mergedWith(fields, typed, was, saved);
    expect(conflicts).toEqual([]);
    expect(patchOf(changed, values)).toEqual({ notes: { en: 'Mine.' }, themes: ['b'] });
    expect(values.get('/title/en')).toBe('Theirs');
    expect(values.has('/ongoing')).toBe(false);
  });

  it('is not typed where only the ends of lines and spaces around differ, as browsers send them', () => {
    const held = valuesIn(fields, { ...sheet, notes: { en: ' One.\nTwo.\r\nThree. ' } });
    const typed = with_({ '/notes/en': 'One.\r\nTwo.\r\nThree.' });
    expect(mergedWith(fields, typed, digestsOf(fields, held), held).changed).toEqual([]);
    expect(bodyOf(fields, typed)).toMatchObject({ notes: { en: 'One.\nTwo.\nThree.' } });
  });

  it('is no conflict where both say the same', () => {
    const both = { ...sheet, countries: ['NO'] };
    const { changed } = mergedWith(fields, valuesIn(fields, both), was, valuesIn(fields, both));
    expect(changed).toEqual([]);
  });

  it('is a conflict at each field that both changed otherwise, a list as a whole', () => {
    const typed = with_({ '/indicators/1/value': '8', '/title/en': 'Mine' });
    const saved = valuesIn(fields, { ...sheet, title: { en: 'Theirs' }, indicators: [] });
    const { conflicts, values } = mergedWith(fields, typed, was, saved);
    expect(conflicts.map(({ pointer }) => pointer)).toEqual(['/title/en', '/indicators']);
    expect(values.get('/indicators/1/value')).toBe('8');
  });

  it('removes what was emptied, and leaves alone what was not typed', () => {
    const { changed, values } = mergedWith(fields, with_({ '/title/en': '', '/ongoing': undefined }), was, now);
    expect(patchOf(changed, values)).toEqual({ title: { en: null }, ongoing: null });
  });

  it('counts as typed throughout where the form does not say what it said', () => {
    const { changed } = mergedWith(fields, with_({ '/title/en': 'Mine' }), {}, now);
    expect(changed.map(({ pointer }) => pointer)).toEqual(['/title/en']);
  });
});
