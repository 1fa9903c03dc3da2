import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { MAX_EXTERNAL_ID } from '#contracts';
import { contentHash } from '../../fact-sheet/fact-sheet.js';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { validateFactSheet } from '../../fact-sheet/validate-fact-sheet.js';
import { caseStudiesProfile } from './case-studies.profile.js';
import { profileForHeader, profileNamed } from './profiles.js';

type CsvRow = Record<string, string>;

const rows = parse<CsvRow>(readFileSync('demo/data/case-studies.csv'), { bom: true, columns: true });

function rowOf(number: number): CsvRow {
  const row = rows[number - 1];
  if (!row) throw new Error(`no row ${String(number)}`);
  return row;
}

function sheetOf(row: CsvRow): FactSheet {
  const result = validateFactSheet(caseStudiesProfile.toFactSheet(row).factSheet);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  return result.sheet;
}

const warningsOf = (row: CsvRow): string[] =>
  caseStudiesProfile.toFactSheet(row).warnings.map((warning) => `${warning.code} @ ${warning.field ?? ''}`);

const problemsOf = (row: CsvRow): string[] => {
  const result = validateFactSheet(caseStudiesProfile.toFactSheet(row).factSheet);
  return 'errors' in result ? result.errors.map((error) => `${error.pointer} ${error.code}`) : [];
};

describe('the case-studies profile on the study’s 37 rows', () => {
  it('is known by the header of the file, in any order of columns', () => {
    const header = Object.keys(rowOf(1));
    expect(header).toHaveLength(34);
    expect(profileForHeader(header)).toBe(caseStudiesProfile);
    expect(profileForHeader([...header].reverse())).toBe(caseStudiesProfile);
    expect(caseStudiesProfile.matches(header.slice(1))).toBe(false);
    expect(caseStudiesProfile.matches([...header, 'Colour'])).toBe(false);
    expect(profileNamed('case-studies')).toBe(caseStudiesProfile);
  });

  it('gives 37 valid fact sheets with ids cs-01 to cs-37', () => {
    expect(rows.map(problemsOf).flat()).toEqual([]);
    expect(rows.map((row) => caseStudiesProfile.toFactSheet(row).externalId)).toEqual(
      Array.from({ length: 37 }, (_, index) => ({ id: `cs-${String(index + 1).padStart(2, '0')}` })),
    );
  });

  it('gives every sheet the range regional-municipal, one country, one dimension and one theme', () => {
    for (const sheet of rows.map(sheetOf)) {
      expect(sheet.range).toBe('regional-municipal');
      expect([sheet.countries?.length, sheet.dimensions?.length, sheet.themes?.length]).toEqual([1, 1, 1]);
      expect(sheet.aims).toBeUndefined();
    }
  });

  it('reads row 1, which has only an original title and goes on', () => {
    expect(sheetOf(rowOf(1))).toEqual({
      originalLanguage: 'fr',
      title: { fr: 'Conseil Roubaisien de l’Interculturalité et de la Citoyenneté (CRIC)' },
      organiser: { name: 'Ville de Roubaix', kind: 'city' },
      projectType: { en: 'Citizenship' },
      range: 'regional-municipal',
      countries: ['FR'],
      place: { name: 'Roubaix' },
      period: { start: '2011', ongoing: true },
      dimensions: ['legal-political'],
      themes: ['civic-participation'],
      replicated: 'no',
      targetGroups: ['general'],
      funding: {
        amounts: [{ amount: '8000', currency: 'EUR', period: 'per-year', from: '2011' }],
        sources: ['local'],
      },
      partners: [{ kind: 'migrant-associations' }, { kind: 'ngos' }, { kind: 'public-authorities' }],
      indicators: [{ name: { en: 'member associations' }, value: 42, unit: 'associations' }],
      evaluation: { conducted: 'no' },
      notes: { en: 'Source: ewsi\nEnd as printed: On-going\nBudget in summary table: €8,000 p.a.' },
    });
  });

  it('reads row 2, which has both titles and two amounts', () => {
    expect(sheetOf(rowOf(2))).toMatchObject({
      originalLanguage: 'it',
      title: {
        it: 'Vivere in Italia. La lingua per il lavoro e la cittadinanza',
        en: 'Live in Italy. Language for work and citizenship',
      },
      place: { name: 'Lombardy' },
      period: { start: '2011', end: '2013', ongoing: false },
      funding: {
        amounts: [
          { amount: '800000', currency: 'EUR', period: 'per-edition' },
          { amount: '2400000', currency: 'EUR', period: 'per-edition' },
        ],
        sources: ['eu', 'national'],
      },
      beneficiaries: { count: 1800, counted: { en: 'course users, first edition' } },
      targetGroups: ['general', 'women', 'parents', 'job-seekers', 'low-literacy'],
      evaluation: { conducted: 'planned' },
      replicated: 'scope',
    });
  });

  it('reads row 7 as a project that ended and continued as a programme', () => {
    const sheet = sheetOf(rowOf(7));
    expect(sheet.period).toEqual({ start: '2000', end: '2003', ongoing: false, continuedAsProgramme: true });
    expect(sheet.notes?.en).toContain('End as printed: 2003 (continued as a programme)');
    expect(sheet.indicators?.[2]).toEqual({
      name: { en: 'welcome offices funded' },
      value: 8,
      unit: 'offices',
      year: 2012,
    });
  });

  it('keeps the odd dates of row 8 verbatim beside their reading', () => {
    const sheet = sheetOf(rowOf(8));
    expect(sheet.period).toEqual({ start: '2008-12-01', end: '2011-10', ongoing: false });
    expect(sheet.notes?.en?.split('\n')).toEqual(
      expect.arrayContaining(['Start as printed: I.12.08', 'End as printed: X.2011']),
    );
    expect(sheet.funding?.amounts).toEqual([
      { amount: '39420.68', currency: 'EUR', period: 'total', from: '2008-12-01', to: '2011-10' },
      { amount: '987488.01', currency: 'CZK', period: 'equivalent-of-previous' },
    ]);
  });

  it.each([
    [5, '€1.0m', ['1637964 PLN', '399308.63 EUR', '2706779 PLN', '659868.11 EUR']],
    [10, '€ 167.00', ['167 EUR']],
    [17, '€70 for 2010', ['70000 EUR']],
    [19, '€68, 200 in 2012', ['14400000 HUF', '49600 EUR', '19800000 HUF', '68200 EUR']],
    [25, '€99,000', ['80000 GBP', '100000 GBP']],
    [30, '€600,00 per 1.5 years', ['600000 EUR']],
    [33, '€350,000 per year', ['250000 EUR']],
    [34, '£270 000 (2 years)', ['270000 GBP']],
  ])('takes the amounts of row %i as they are and keeps the summary "%s" verbatim', (number, summary, amounts) => {
    const sheet = sheetOf(rowOf(number));
    expect(sheet.funding?.amounts?.map((item) => `${item.amount} ${item.currency}`)).toEqual(amounts);
    expect(sheet.notes?.en).toContain(`Budget in summary table: ${summary}`);
  });

  it('reports what contradicts itself or cannot be read with certainty, and nothing else', () => {
    const reported = Object.fromEntries(
      rows
        .map((row) => [row['No'], warningsOf(row).filter((warning) => !warning.startsWith('import.language-assumed'))])
        .filter(([, warnings]) => warnings?.length),
    ) as Record<string, string[]>;
    expect(reported).toEqual({
      5: ['import.budget-conflict @ Budget in summary table'],
      7: ['import.period-conflict @ Ongoing'],
      8: ['import.date-as-printed @ Start as printed', 'import.date-as-printed @ End as printed'],
      9: ['import.indicator-period @ Outcomes'],
      11: ['import.indicator-period @ Outcomes', 'import.indicator-period @ Outcomes'],
      15: ['import.date-as-printed @ Start as printed', 'import.date-as-printed @ End as printed'],
      17: ['import.budget-conflict @ Budget in summary table'],
      19: ['import.budget-as-printed @ Budget in summary table'],
      20: ['import.budget-as-printed @ Budget in summary table'],
      23: ['import.date-as-printed @ Start as printed', 'import.date-as-printed @ End as printed'],
      25: ['import.budget-conflict @ Budget in summary table'],
      29: [
        'import.indicator-period @ Outcomes',
        'import.indicator-period @ Outcomes',
        'import.indicator-period @ Outcomes',
      ],
      30: ['import.budget-conflict @ Budget in summary table'],
      33: ['import.budget-conflict @ Budget in summary table', 'import.indicator-period @ Outcomes'],
      34: ['import.currency-unexpected @ Budget currencies', 'import.outcome-conflict @ Outcomes'],
    });
  });

  it('assumes English, with a warning, for the rows without an original language and for no other', () => {
    const assumed = rows.filter((row) => warningsOf(row).some((code) => code.startsWith('import.language-assumed')));
    expect(assumed.map((row) => Number(row['No']))).toEqual([
      6, 8, 10, 12, 13, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 27, 28, 32, 33, 34, 37,
    ]);
    expect(assumed.every((row) => row['Original language'] === '' && sheetOf(row).originalLanguage === 'en')).toBe(
      true,
    );
  });

  it('reads the same row the same way each time', () => {
    for (const row of rows) expect(contentHash(sheetOf({ ...row }))).toBe(contentHash(sheetOf(row)));
  });
});

describe('the case-studies profile on changed rows', () => {
  const changed = (number: number, cells: CsvRow): CsvRow => ({ ...rowOf(number), ...cells });

  it('ignores the column Conflicts', () => {
    expect(contentHash(sheetOf(changed(2, { Conflicts: 'C-01' })))).toBe(contentHash(sheetOf(rowOf(2))));
  });

  it('lets a change of any other cell of any row be seen', () => {
    const content = (row: CsvRow): string => {
      const { externalId, factSheet } = caseStudiesProfile.toFactSheet(row);
      return JSON.stringify([externalId, factSheet]);
    };
    const unseen = rows.flatMap((row) =>
      Object.keys(row)
        .filter((column) => column !== 'Conflicts')
        .filter((column) => content({ ...row, [column]: `${row[column] ?? ''}1` }) === content(row))
        .map((column) => `${row['No'] ?? ''}: ${column}`),
    );
    expect(unseen).toEqual([]);
  });

  it('leaves codes outside their list to validation, which names the place', () => {
    expect(
      problemsOf(
        changed(2, {
          Country: 'UK',
          'Organiser type': 'town',
          'Funding sources': 'eu; church',
          'Budget periods': 'per-edition; weekly',
          'Original language': 'xx',
        }),
      ).sort(),
    ).toEqual([
      '/countries/0 code-not-listed',
      '/funding/amounts/1/period code-not-listed',
      '/funding/sources/1 code-not-listed',
      '/organiser/kind code-not-listed',
      '/originalLanguage code-not-listed',
      '/title/xx code-not-listed',
    ]);
    expect(problemsOf(changed(2, { Start: '2014' }))).toEqual(['/period/end end-before-start']);
    expect(problemsOf(changed(2, { End: '2013-13' }))).toEqual(['/period/end date']);
    expect(problemsOf(changed(2, { 'Title (original)': '' }))).toEqual(['/title/it required']);
  });

  it.each<[unknown, object]>([
    ['7', { id: 'cs-07' }],
    ['007', { id: 'cs-07' }],
    [7, { id: 'cs-07' }],
    ['0', { id: 'cs-00' }],
    ['', { refused: expect.stringContaining('has no id (No)') }],
    [undefined, { refused: expect.stringContaining('has no id (No)') }],
    ['2a', { refused: expect.stringContaining('No must be a whole number') }],
    ['1.0', { refused: expect.stringContaining('No must be a whole number') }],
    ['1'.repeat(MAX_EXTERNAL_ID), { refused: expect.stringContaining('at most') }],
  ])('has an id for a row with a number, or says why it has none', (No, id) => {
    expect(caseStudiesProfile.toFactSheet({ ...rowOf(2), No }).externalId).toEqual(id);
  });

  it('has no id for a value that is not a row', () => {
    expect(caseStudiesProfile.toFactSheet('no row').externalId).toHaveProperty('refused');
  });

  it.each([[true], [['2011']], [{ year: 2011 }]])('keeps what is no text verbatim: %j', (Start) => {
    const row = { ...rowOf(2), Start, 'Start as printed': '', 'Start precision': '' };
    const { factSheet, warnings } = caseStudiesProfile.toFactSheet(row);
    expect(warnings).toMatchObject([{ code: 'import.cell-as-printed', field: 'Start' }]);
    expect(factSheet).toMatchObject({ notes: { en: expect.stringContaining(`Start: ${JSON.stringify(Start)}`) } });
  });

  describe.each(['8.000', '1.500', '1,500', '999.999'])('a figure that means another number in another country: %s', (figure) => {
    const amount = { 'Budget amounts': figure, 'Budget currencies': 'EUR', 'Budget periods': 'per-year 2011', 'Budget in summary table': '' };
    const outcome = `language courses: ${figure} courses (2012)`;
    it.each<[string, CsvRow, string, (sheet: FactSheet) => unknown]>([
      ['an amount', amount, `Budget amounts: ${figure} EUR per-year 2011`, ({ funding }) => funding?.amounts],
      ['an outcome', { Outcomes: outcome }, `Outcomes: ${outcome}`, ({ indicators }) => indicators],
      ['beneficiaries', { Beneficiaries: figure }, `Beneficiaries: ${figure}`, ({ beneficiaries }) => beneficiaries],
    ])('is not read but kept as it is printed, with a warning that names both: %s', (_, cells, note, read) => {
      const row = changed(1, { Outcomes: '', ...cells });
      expect(caseStudiesProfile.toFactSheet(row).warnings.map(({ detail }) => detail)).toEqual([
        expect.stringContaining(`may mean ${figure.replace(/\D/, '')} or ${figure.replace(',', '.')}`),
      ]);
      expect(sheetOf(row).notes?.en).toContain(note);
      expect(read(sheetOf(row)) ?? []).toEqual([]);
    });
  }); // prettier-ignore

  it.each([
    ['12.500,00', '12500.00', 12500],
    ['12,500.50', '12500.50', 12500.5],
    ['8,5', '8.5', 8.5],
    ["1'000", '1000', 1000],
    ['1 000', '1000', 1000],
    ['1\u00A0000', '1000', 1000],
    ['1\u2009000', '1000', 1000],
    ['1\u202F000', '1000', 1000],
    ['1.234.567', '1234567', 1234567],
  ])('reads a figure that is clear from itself without a word: %s', (printed, amount, value) => {
    const row = changed(1, {
      'Budget amounts': printed, 'Budget in summary table': '', Outcomes: `courses: ${printed} courses (2012)`,
      Beneficiaries: Number.isInteger(value) && !printed.endsWith(',00') ? printed : '',
    }); // prettier-ignore
    expect(warningsOf(row)).toEqual([]);
    const { funding, indicators, beneficiaries } = sheetOf(row);
    expect(funding?.amounts).toMatchObject([{ amount }]);
    expect(indicators).toMatchObject([{ value, unit: 'courses', year: 2012 }]);
    if (row['Beneficiaries'] !== '') expect(beneficiaries).toMatchObject({ count: value });
  });

  it.each(['1 50 courses', '40 3-day courses', '12345678901234567890 courses', '1.2.3 courses', '5 a (b) (2012)'])(
    'keeps an outcome verbatim whose value may end elsewhere: %s',
    (measured) => {
      const row = changed(1, { Outcomes: `courses: ${measured}` });
      expect(warningsOf(row)).toEqual(['import.outcome-as-printed @ Outcomes']);
      expect(sheetOf(row).notes?.en).toContain(`courses: ${measured}`);
    },
  );

  it.each([
    ['1,500 courses', '1500', false],
    ['1.500 courses', '1500', false],
    ['1 500 courses', '1500', false],
    ['1,500 courses', '500', true],
    ['v1.2.3 courses', '3', false],
  ])('holds the title "%s" against the outcome %s', (title, value, conflict) => {
    const row = changed(1, { 'Title (English)': title, Outcomes: `courses: ${value} courses` });
    expect(warningsOf(row)).toEqual(conflict ? ['import.outcome-conflict @ Outcomes'] : []);
  });

  it.each(['total 2010 2013', 'total 2010/2013/2014', 'total 2010/2013 or so'])(
    'tells what of a period was not read, and keeps all of it: %s',
    (period) => {
      const row = changed(1, { 'Budget periods': period, 'Budget in summary table': '' });
      expect(warningsOf(row)).toEqual(['import.period-as-printed @ Budget periods']);
      expect(sheetOf(row).notes?.en).toContain(`Budget periods: ${period}`);
      expect(sheetOf(row).funding?.amounts).toMatchObject([{ period: 'total', from: '2010' }]);
    },
  );

  it.each<[string, number, CsvRow, string, string]>([
    [
      'parallel lists of unequal length',
      2,
      { 'Budget amounts': '800000' },
      'import.budget-lists-unequal',
      'Budget amounts: 800000',
    ],
    [
      'an amount that is no number',
      1,
      { 'Budget amounts': 'c. 8000' },
      'import.amount-as-printed',
      'c. 8000 EUR per-year 2011',
    ],
    [
      'an evaluation that never was',
      1,
      { 'Evaluation kind': 'external' },
      'import.evaluation-conflict',
      'Evaluation kind: external',
    ],
    ['beneficiaries in words', 2, { Beneficiaries: 'about 1,800' }, 'import.beneficiaries-as-printed', 'about 1,800'],
    ['an outcome in words', 1, { Outcomes: 'many friends' }, 'import.outcome-as-printed', 'Outcomes: many friends'],
    [
      'a printed start that is another one',
      2,
      { 'Start as printed': '2010' },
      'import.date-conflict',
      'Start as printed: 2010',
    ],
    [
      'an end of what is printed as on-going',
      2,
      { 'End as printed': 'On-going' },
      'import.date-conflict',
      'End as printed: On-going',
    ],
    [
      'an ongoing practice with a printed end',
      1,
      { 'End as printed': '2012' },
      'import.date-conflict',
      'End as printed: 2012',
    ],
    [
      'a precision that does not fit',
      2,
      { 'Start precision': 'month' },
      'import.date-conflict',
      'Start precision: month',
    ],
    ['an answer that is neither yes nor no', 2, { Ongoing: 'maybe' }, 'import.ongoing-as-printed', 'Ongoing: maybe'],
    [
      'a total printed as yearly',
      6,
      { 'Budget in summary table': '€2.5m p.a.' },
      'import.budget-conflict',
      '€2.5m p.a.',
    ],
    ['two English titles', 2, { 'Original language': 'en' }, 'import.title-conflict', 'Title (English): Live in Italy'],
    ['a column of its own', 1, { Colour: 'red' }, 'import.column-unknown', 'Colour: red'],
  ])('reports %s and keeps it verbatim', (_what, number, cells, code, note) => {
    const row = changed(number, cells);
    expect(warningsOf(row).map((warning) => warning.split(' @ ')[0])).toContain(code);
    expect(sheetOf(row).notes?.en).toContain(note);
  });

  it.each([
    ['€12,000', '12200', true],
    ['€12,000', '11500', false],
    ['€100,000', '149000', false],
    ['€8m', '8000000', true],
    ['€1.9m', '1940000', false],
    ['€270 000 (2 years)', '270000', true],
    ['€ 56.336,45', '56336.45', false],
  ])('takes "%s" and the amount %s for the same sum: %s', (summary, amount, same) => {
    const row = changed(1, {
      'Budget in summary table': summary,
      'Budget amounts': amount,
      'Budget periods': 'total 2011',
    });
    expect(warningsOf(row)).toHaveLength(same ? 0 : 1);
  });
});
