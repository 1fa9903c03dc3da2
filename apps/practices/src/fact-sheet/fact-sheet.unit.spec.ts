import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FactSheet } from './fact-sheet.js';
import { completeness, contentHash, normalise, splitContacts } from './fact-sheet.js';
import { validateFactSheet } from './validate-fact-sheet.js';

/** The fact sheet of the public API's documentation. */
const example = (): Record<string, unknown> => ({
  originalLanguage: 'it',
  title: {
    it: 'Vivere in Italia. La lingua per il lavoro e la cittadinanza',
    en: 'Live in Italy. Language for work and citizenship',
  },
  organiser: { name: 'Regione Lombardia', kind: 'region' },
  projectType: { en: 'Citizenship and language' },
  range: 'regional-municipal',
  countries: ['IT'],
  place: { name: 'Lombardia', nutsCode: 'ITC4', latitude: 45.47, longitude: 9.19 },
  period: { start: '2011', end: '2013', ongoing: false, continuedAsProgramme: false },
  dimensions: ['legal-political', 'cultural'],
  themes: ['language-training'],
  aims: ['education'],
  basicPrinciples: [4, 5],
  context: { it: '…' },
  challenges: {},
  objectives: {},
  assistance: {},
  activities: {},
  relations: {},
  outcomes: {},
  staffTraining: {},
  lessons: {},
  replicationScope: {},
  replicated: 'scope',
  targetGroups: ['women', 'job-seekers', 'low-literacy'],
  funding: {
    amounts: [
      {
        amount: '800000.00',
        currency: 'EUR',
        period: 'per-edition',
        from: '2011',
        to: '2012',
        contributor: null,
        approximate: false,
      },
    ],
    sources: ['eu', 'national'],
    unknown: false,
  },
  partners: [{ kind: 'migrant-associations', name: '…', memberId: null }],
  beneficiaries: { count: 1800, counted: { en: 'course users' }, estimate: false },
  objectivesAchieved: 'partially',
  indicators: [{ name: { en: 'courses offered' }, baseline: null, value: 154, unit: 'courses', year: 2012 }],
  nationalProgramme: { part: true, name: '…' },
  evaluation: { conducted: 'planned', kind: null, summary: {}, url: null },
  links: [{ url: 'https://example.org/', label: '…' }],
  contacts: [{ name: '…', email: 'anna@example.org', consentToPublish: true }],
  notes: { en: '…' },
  licence: 'CC-BY-4.0',
});

const least = { originalLanguage: 'de', title: { de: 'Titel' } };
const withFields = (fields: Record<string, unknown>): Record<string, unknown> => ({ ...least, ...fields });

function sheetOf(raw: unknown): FactSheet {
  const result = validateFactSheet(raw);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  return result.sheet;
}

function problemsOf(raw: unknown): string[] {
  const result = validateFactSheet(raw);
  return 'errors' in result ? result.errors.map((error) => `${error.pointer} ${error.code}`) : [];
}

describe('validateFactSheet', () => {
  it('takes the example of the API and keeps all that says something', () => {
    const sheet = sheetOf(example());
    expect(sheet.title).toEqual(example()['title']);
    expect(sheet.funding?.amounts).toEqual([
      { amount: '800000.00', currency: 'EUR', period: 'per-edition', from: '2011', to: '2012', approximate: false },
    ]);
    expect(sheet.evaluation).toEqual({ conducted: 'planned' });
    expect(sheet).not.toHaveProperty('challenges');
  });

  it('takes a draft of nothing but a title in its original language', () => {
    expect(sheetOf(least)).toEqual(least);
  });

  it('takes null for absent in every optional field, nested ones too', () => {
    const nulls = Object.fromEntries(Object.keys(example()).map((key) => [key, null]));
    expect(sheetOf({ ...nulls, ...least })).toEqual(least);
    const nested = {
      organiser: { name: null, kind: null },
      place: { name: null, nutsCode: null, latitude: null, longitude: null },
      period: { start: null, end: null, ongoing: null, continuedAsProgramme: null },
      funding: { amounts: null, sources: null, unknown: null },
      beneficiaries: { count: null, counted: null, estimate: null },
      nationalProgramme: { part: null, name: null },
      evaluation: { conducted: null, kind: null, summary: null, url: null },
      context: { de: null, en: null },
    };
    expect(sheetOf(withFields(nested))).toEqual(least);
  });

  it('gives texts back character by character', () => {
    const hostile = '👩🏽‍🎓 שלום e\u0301 <script>alert(1)</script> \'; DROP TABLE practice; -- \\ "$value"\n\t ';
    expect(sheetOf(withFields({ context: { de: hostile } })).context).toEqual({ de: hostile });
  });

  it.each<[string, Record<string, unknown>]>([
    ['an end year that holds the start month', { period: { start: '2012-05', end: '2012' } }],
    ['a start year that holds the end month', { period: { start: '2012', end: '2012-01' } }],
    ['the same day twice', { period: { start: '2012-02-29', end: '2012-02-29' } }],
    ['an end of what is not ongoing', { period: { end: '2012', ongoing: false } }],
    ['unknown sources', { funding: { unknown: true, sources: [] } }],
    ['no money', { funding: { amounts: [{ amount: '0', currency: 'EUR' }] } }],
    ['much money', { funding: { amounts: [{ amount: '999999999999999.9999', currency: 'HUF' }] } }],
    ['a partner known by kind', { partners: [{ kind: 'ngos' }] }],
    ['a partner known by name', { partners: [{ name: 'Caritas' }] }],
    ['themes of another dimension', { dimensions: ['cultural'], themes: ['employment'] }],
    ['a negative indicator', { indicators: [{ name: { en: 'change' }, value: -1.5 }] }],
    ['an empty text', { context: { de: '' } }],
    ['a country as NUTS code', { place: { nutsCode: 'IT' } }],
    ['a former NUTS code', { place: { nutsCode: 'ITD59' } }],
    ['a NUTS code of one of several countries', { countries: ['FI', 'GR'], place: { nutsCode: 'EL30' } }],
    ['a NUTS code of any country where none is named', { countries: [], place: { nutsCode: 'FI197' } }],
    ['the longest title, in code points', { title: { de: '😀'.repeat(300) } }],
  ])('takes %s', (_what, fields) => {
    expect(problemsOf(withFields(fields))).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['what is no object', 'text', [' is-object']],
    ['an array', [], [' is-object']],
    ['nothing', {}, ['/originalLanguage required', '/title required']],
    ['a title in another language only', { originalLanguage: 'de', title: { en: 'x' } }, ['/title/de required']],
    ['a blank title', { originalLanguage: 'de', title: { de: ' \n' } }, ['/title/de required']],
    ['a language in capitals', { ...least, title: { de: 'x', EN: 'y' } }, ['/title/EN code-not-listed']],
    [
      'an original language outside the list',
      { originalLanguage: 'deu', title: { de: 'x' } },
      ['/originalLanguage code-not-listed'],
    ],
    ['a title that is a string', { ...least, title: 'x' }, ['/title type']],
    ['a title that is a list', { ...least, title: ['x'] }, ['/title type']],
    ['a text that is a number', withFields({ context: { de: 1 } }), ['/context/de type']],
    ['a title too long', withFields({ title: { de: 'x'.repeat(301) } }), ['/title/de too-long']],
    ['a text too long', withFields({ notes: { de: 'x'.repeat(20_001) } }), ['/notes/de too-long']],
    ['an unknown field', withFields({ colour: 'red' }), ['/colour unknown-field']],
    [
      'an unknown nested field',
      withFields({ funding: { amounts: [{ amount: '1', currency: 'EUR', vat: 1 }] } }),
      ['/funding/amounts/0/vat unknown-field'],
    ],
    ['a pointer that needs escaping', withFields({ 'a/b~c': 1 }), ['/a~1b~0c unknown-field']],
    ['a wrong code', withFields({ range: 'local' }), ['/range code-not-listed']],
    ['a number for a code', withFields({ range: 1 }), ['/range type']],
    ['a wrong code in a list', withFields({ aims: ['education', 'fun'] }), ['/aims/1 code-not-listed']],
    ['a code twice', withFields({ aims: ['education', 'education'] }), ['/aims/1 duplicate']],
    ['a code instead of a list', withFields({ aims: 'education' }), ['/aims type']],
    ['a null in a list', withFields({ countries: ['IT', null] }), ['/countries/1 code-not-listed']],
    [
      'a country of no standard',
      withFields({ countries: ['EL', 'UK'] }),
      ['/countries/0 code-not-listed', '/countries/1 code-not-listed'],
    ],
    ['a list longer than its codes', withFields({ aims: Array(9).fill('education') }), ['/aims too-many']],
    ['a principle that is a string', withFields({ basicPrinciples: ['4'] }), ['/basicPrinciples/0 code-not-listed']],
    ['a twelfth principle', withFields({ basicPrinciples: [12] }), ['/basicPrinciples/0 code-not-listed']],
    ['month 13', withFields({ period: { start: '2012-13' } }), ['/period/start date']],
    ['30 February', withFields({ period: { start: '2012-02-30' } }), ['/period/start date']],
    ['29 February of a common year', withFields({ period: { end: '2011-02-29' } }), ['/period/end date']],
    ['a year of long ago', withFields({ period: { start: '1812' } }), ['/period/start date']],
    ['a date in another form', withFields({ period: { start: '1.3.2012' } }), ['/period/start date']],
    ['a year as a number', withFields({ period: { start: 2012 } }), ['/period/start type']],
    [
      'an end before the start',
      withFields({ period: { start: '2012-05', end: '2012-04-30' } }),
      ['/period/end end-before-start'],
    ],
    ['an end of what is ongoing', withFields({ period: { end: '2012', ongoing: true } }), ['/period/end excluded']],
    ['a period that is a list', withFields({ period: [{ start: '2012' }] }), ['/period type']],
    ['a period that is a string', withFields({ period: '2012' }), ['/period type']],
    ['"yes" for true', withFields({ period: { ongoing: 'yes' } }), ['/period/ongoing type']],
    [
      'money as a number',
      withFields({ funding: { amounts: [{ amount: 1.5, currency: 'EUR' }] } }),
      ['/funding/amounts/0/amount type'],
    ],
    [
      'money with thousands separators',
      withFields({ funding: { amounts: [{ amount: '1,500', currency: 'EUR' }] } }),
      ['/funding/amounts/0/amount money'],
    ],
    [
      'a debt',
      withFields({ funding: { amounts: [{ amount: '-1', currency: 'EUR' }] } }),
      ['/funding/amounts/0/amount money'],
    ],
    [
      'an amount without a currency',
      withFields({ funding: { amounts: [{ amount: '1' }] } }),
      ['/funding/amounts/0/currency required'],
    ],
    [
      'an amount that ends before it starts',
      withFields({
        funding: { amounts: [{ amount: '1', currency: 'EUR', from: '2012', to: '2011' }] },
      }),
      ['/funding/amounts/0/to end-before-start'],
    ],
    ['a null amount', withFields({ funding: { amounts: [null] } }), ['/funding/amounts/0 type']],
    [
      'a list in a list',
      withFields({ funding: { amounts: [[{ amount: '1', currency: 'EUR' }]] } }),
      ['/funding/amounts/0 type'],
    ],
    [
      'unknown sources beside known ones',
      withFields({ funding: { unknown: true, sources: ['eu'] } }),
      ['/funding/unknown excluded'],
    ],
    ['a latitude alone', withFields({ place: { latitude: 45 } }), ['/place/longitude required']],
    ['a longitude alone', withFields({ place: { longitude: 9 } }), ['/place/latitude required']],
    [
      'a place beyond the pole',
      withFields({ place: { latitude: 91, longitude: -181 } }),
      ['/place/latitude out-of-range', '/place/longitude out-of-range'],
    ],
    ['a NUTS code that never was', withFields({ place: { nutsCode: 'ITZ99' } }), ['/place/nutsCode code-not-listed']],
    [
      'a NUTS code of another country',
      withFields({ countries: ['IT', 'SE'], place: { nutsCode: 'FI197' } }),
      ['/place/nutsCode other-country'],
    ],
    [
      'the code of the Union for a NUTS code of Greece',
      withFields({ countries: ['IT'], place: { nutsCode: 'EL30' } }),
      ['/place/nutsCode other-country'],
    ],
    ['a NUTS code in small letters', withFields({ place: { nutsCode: 'itc4' } }), ['/place/nutsCode pattern']],
    ['a script for a link', withFields({ links: [{ url: 'javascript:alert(1)' }] }), ['/links/0/url web-address']],
    [
      'a link with a line end',
      withFields({ links: [{ url: 'https://example.org/\nx' }] }),
      ['/links/0/url web-address'],
    ],
    ['a link without a host', withFields({ evaluation: { url: 'https://' } }), ['/evaluation/url web-address']],
    ['a file for a link', withFields({ links: [{ url: 'file:///etc/passwd' }] }), ['/links/0/url web-address']],
    ['a link with a user', withFields({ links: [{ url: 'https://me@example.org/' }] }), ['/links/0/url web-address']],
    ['a password', withFields({ evaluation: { url: 'https://me:pw@example.org' } }), ['/evaluation/url web-address']],
    ['a link without an address', withFields({ links: [{ label: 'x' }] }), ['/links/0/url required']],
    ['half a person', withFields({ beneficiaries: { count: 1.5 } }), ['/beneficiaries/count type']],
    ['fewer than none', withFields({ beneficiaries: { count: -1 } }), ['/beneficiaries/count out-of-range']],
    [
      'an indicator without a name',
      withFields({ indicators: [{ name: {}, value: 1 }] }),
      ['/indicators/0/name required'],
    ],
    [
      'an indicator of another century',
      withFields({ indicators: [{ name: { en: 'x' }, year: 12 }] }),
      ['/indicators/0/year out-of-range'],
    ],
    ['a partner of whom nothing is known', withFields({ partners: [{}] }), ['/partners/0/kind required']],
    [
      'a partner whose member id is none',
      withFields({ partners: [{ memberId: '1' }] }),
      ['/partners/0/memberId pattern'],
    ],
    ['an address that is none', withFields({ contacts: [{ email: 'anna' }] }), ['/contacts/0/email email-address']],
    [
      'an address with something hidden in it',
      withFields({ contacts: [{ email: 'anna@city.example\u200b' }] }),
      ['/contacts/0/email email-address'],
    ],
    ['a contact of nobody', withFields({ contacts: [{ consentToPublish: true }] }), ['/contacts/0/name required']],
    ['a licence outside the list', withFields({ licence: 'mine' }), ['/licence code-not-listed']],
    ['a key that objects inherit', withFields({ hasOwnProperty: 1 }), ['/hasOwnProperty unknown-field']],
    ['a constructor in a text', withFields({ context: { constructor: 'x' } }), ['/context/constructor unknown-field']],
    [
      'a prototype',
      JSON.parse('{"originalLanguage":"de","title":{"de":"x"},"__proto__":{"a":1}}'),
      ['/__proto__ unknown-field'],
    ],
    ['a NUL character', withFields({ context: { de: 'a\0b' } }), ['/context/de null-byte']],
    ['half of a surrogate pair', withFields({ context: { de: 'a\ud800b' } }), ['/context/de lone-surrogate']],
    ['a very deep value', withFields({ context: deep(10_000) }), [`/context${'/a'.repeat(15)} too-deep`]],
  ])('refuses %s and names the place', (_what, raw, problems) => {
    expect(problemsOf(raw)).toEqual(problems);
  });

  it('says how to mend each problem', () => {
    const result = validateFactSheet(withFields({ range: 'local', aims: [1], period: { start: '2012-13' } }));
    expect(result).toEqual({
      errors: [
        {
          pointer: '/range',
          code: 'code-not-listed',
          detail: 'Must be one of: regional-municipal, national, eu-international.',
        },
        {
          pointer: '/period/start',
          code: 'date',
          detail: 'Must be an existing date as YYYY, YYYY-MM or YYYY-MM-DD, from 1900 to 2100.',
        },
        {
          pointer: '/aims/0',
          code: 'code-not-listed',
          detail:
            'Must be one of: employment, training, education, social-integration, cultural, health, legal-political, other.',
        },
      ],
    });
  });

  it('never throws, whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(example())), (value, field) => {
        validateFactSheet(value);
        validateFactSheet({ ...example(), [field]: value });
      }),
    );
  });
});

function deep(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}

/** Any sheet as a client may write it: some fields, some null or empty, in any order. */
const anySheet = fc
  .tuple(
    fc.subarray(Object.entries(example()).filter(([key]) => key !== 'originalLanguage' && key !== 'title')),
    fc.constantFrom(null, undefined),
    fc.shuffledSubarray(Object.keys(example())),
  )
  .map(([fields, nothing, order]) => {
    const chosen = Object.fromEntries(fields);
    const raw: Record<string, unknown> = {};
    for (const key of order) raw[key] = chosen[key] ?? nothing;
    return { ...raw, originalLanguage: 'it', title: example()['title'] };
  });

/** The same value with the keys of every object reversed. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]: [string, unknown]) => [key, turned(child)]),
  );
}

describe('normalise', () => {
  it('gives what can be written again without any change', () => {
    fc.assert(
      fc.property(anySheet, (raw) => {
        const sheet = sheetOf(raw);
        expect(normalise(sheet)).toEqual(sheet);
        expect(sheetOf(JSON.parse(JSON.stringify(sheet)))).toEqual(sheet);
      }),
    );
  });

  it('keeps false, zero, empty texts and the order of lists', () => {
    const fields = {
      period: { ongoing: false },
      beneficiaries: { count: 0 },
      context: { de: '' },
      dimensions: ['cultural', 'legal-political'],
    };
    expect(sheetOf(withFields(fields))).toEqual({ ...least, ...fields });
  });
});

describe('contentHash', () => {
  it('does not depend on the order of keys nor on what means absent', () => {
    fc.assert(
      fc.property(anySheet, (raw) => {
        const sheet = sheetOf(raw);
        expect(contentHash(turned(sheet) as FactSheet)).toBe(contentHash(sheet));
        expect(contentHash({ lessons: {}, links: [], ...sheet })).toBe(contentHash(sheet));
      }),
    );
  });

  it('stays the same from release to release', () => {
    expect(contentHash(sheetOf(least))).toBe(contentHash({ title: { de: 'Titel' }, originalLanguage: 'de' }));
    expect(contentHash(sheetOf(least))).toBe('e8d0f64d93c4dfbb3262b7d1397c3c444fed2694a736b2b2365e985b09b897f2');
  });

  it('tells one changed character, another order and another number apart', () => {
    const hashes = [
      least,
      withFields({ title: { de: 'Titel ' } }),
      withFields({ dimensions: ['cultural', 'legal-political'] }),
      withFields({ dimensions: ['legal-political', 'cultural'] }),
      withFields({ beneficiaries: { count: 1 } }),
      withFields({ beneficiaries: { count: 2 } }),
    ].map((raw) => contentHash(sheetOf(raw)));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('splitContacts', () => {
  it('leaves no person in the sheet', () => {
    const { sheet, contacts } = splitContacts(sheetOf(example()));
    expect(contacts).toEqual([{ name: '…', email: 'anna@example.org', consentToPublish: true }]);
    expect(JSON.stringify(sheet)).not.toContain('anna@example.org');
    expect(splitContacts(sheetOf(least)).contacts).toEqual([]);
  });
});

describe('completeness', () => {
  const complete = (): FactSheet =>
    sheetOf({ ...example(), objectives: { it: 'Imparare' }, activities: { en: 'Courses' } });

  it('is 100 percent when all that publication needs is there, in any language', () => {
    expect(completeness(complete())).toEqual({ percent: 100, missing: [] });
  });

  it('names everything that a bare draft lacks', () => {
    expect(completeness(sheetOf(least))).toEqual({
      percent: 16,
      missing: [
        '/organiser',
        '/range',
        '/countries',
        '/period/start',
        '/dimensions',
        '/aims',
        '/objectives',
        '/activities',
        '/targetGroups',
        '/funding/sources',
      ],
    });
  });

  it('asks no country of an EU-wide practice', () => {
    const { countries, ...euWide } = { ...complete(), range: 'eu-international' as const };
    expect(countries).toEqual(['IT']);
    expect(completeness(euWide)).toEqual({ percent: 100, missing: [] });
    expect(completeness({ ...euWide, range: 'national' })).toEqual({ percent: 91, missing: ['/countries'] });
  });

  it('takes unknown funding sources for an answer, and "not unknown" for none', () => {
    expect(completeness({ ...complete(), funding: { unknown: true } }).missing).toEqual([]);
    expect(completeness({ ...complete(), funding: { unknown: false } }).missing).toEqual(['/funding/sources']);
  });

  it('takes blank text for none', () => {
    expect(completeness({ ...complete(), objectives: { it: ' ' }, organiser: { name: ' ' } }).missing).toEqual([
      '/organiser',
      '/objectives',
    ]);
  });
});
