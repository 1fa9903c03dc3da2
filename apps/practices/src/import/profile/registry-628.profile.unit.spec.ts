import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_EXTERNAL_ID } from '#contracts';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { validateFactSheet } from '../../fact-sheet/validate-fact-sheet.js';
import { plainProfile } from './plain.profile.js';
import { profileForHeader } from './profiles.js';
import { registry628Profile } from './registry-628.profile.js';

interface TableRow {
  code?: string;
  country?: string | null;
  label: string;
  count: number;
  regionalMunicipal?: number;
  national?: number;
  total?: number;
  percent: number;
}

const { tables } = JSON.parse(readFileSync('demo/data/study-tables.json', 'utf8')) as {
  tables: { id: string; rows: TableRow[] }[];
};

function tableRows(id: string): TableRow[] {
  const table = tables.find((candidate) => candidate.id === id);
  if (!table) throw new Error(`no table ${id}`);
  return table.rows;
}

const rows = readFileSync('demo/data/registry-628.ndjson', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Record<string, unknown>);

function sheetOf(row: unknown): FactSheet {
  const result = validateFactSheet(registry628Profile.toFactSheet(row).factSheet);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  return result.sheet;
}

/** Percent of a base with one decimal, half up, in whole numbers: the study rounds so. */
const percent = (count: number, base: number): number => Math.floor((count * 2000 + base) / (2 * base)) / 10;

/** The rows of Table 3.9. */
function endOf({ period }: FactSheet): string | null {
  if (period?.ongoing) return 'continuing';
  if (period?.end === undefined) return null;
  return period.end < '2010' ? 'before-2010' : period.end;
}

describe('the registry-628 profile', () => {
  let sheets: FactSheet[] = [];
  const count = (which: (sheet: FactSheet) => boolean): number => sheets.filter(which).length;

  beforeAll(() => {
    sheets = rows.map(sheetOf);
  });

  it('is known by the keys of a row', () => {
    expect(profileForHeader(Object.keys(rows[0] ?? {}))).toBe(registry628Profile);
    expect(profileForHeader(['externalId', 'originalLanguage', 'title'])).toBe(plainProfile);
    expect(profileForHeader(['name'])).toBeUndefined();
  });

  it('gives 628 valid fact sheets with ids of their own and no warning', () => {
    expect(sheets).toHaveLength(628);
    const read = rows.map((row) => registry628Profile.toFactSheet(row));
    expect(new Set(read.map((row) => row.externalId)).size).toBe(628);
    expect(read.flatMap((row) => row.warnings)).toEqual([]);
  });

  it('reads a row as it is and says that it is synthetic', () => {
    expect(registry628Profile.toFactSheet(rows[0]).externalId).toEqual({ id: 'syn-0001' });
    expect(sheets[0]).toEqual({
      originalLanguage: 'en',
      title: { en: 'Synthetic practice 0001 (Germany)' },
      range: 'regional-municipal',
      countries: ['DE'],
      period: { start: '2010', end: '2012', ongoing: false },
      aims: ['legal-political'],
      funding: { sources: ['local'] },
      notes: { en: 'synthetic: true; no real practice is described' },
    });
  });

  it('counts to Table 3.7: practices by range', () => {
    for (const row of tableRows('3.7')) {
      expect([row.code, count((sheet) => sheet.range === row.code)]).toEqual([row.code, row.count]);
      expect(percent(row.count, 628)).toBe(row.percent);
    }
  });

  it('counts to Table 3.8: practices by country and range, the row "Other" without a country', () => {
    for (const row of tableRows('3.8')) {
      const here = (sheet: FactSheet): boolean => (sheet.countries?.[0] ?? null) === (row.country ?? null);
      expect([
        row.label,
        count((sheet) => here(sheet) && sheet.range === 'regional-municipal'),
        count((sheet) => here(sheet) && sheet.range === 'national'),
      ]).toEqual([row.label, row.regionalMunicipal, row.national]);
      expect(percent(row.total ?? 0, 628)).toBe(row.percent);
    }
    expect(count((sheet) => sheet.countries === undefined && sheet.range === 'eu-international')).toBe(32);
    expect(count((sheet) => sheet.notes?.en?.includes('countryRow: Other') ?? false)).toBe(3);
  });

  it('counts to Table 3.9: practices by end', () => {
    for (const row of tableRows('3.9')) {
      expect([row.code, count((sheet) => endOf(sheet) === row.code)]).toEqual([row.code, row.count]);
      expect(percent(row.count, 628)).toBe(row.percent);
    }
    expect(count((sheet) => endOf(sheet) === null)).toBe(0);
  });

  it.each<[string, string, (sheet: FactSheet) => readonly string[]]>([
    ['3.10', 'aims', (sheet) => sheet.aims ?? []],
    ['3.11', 'funding sources', (sheet) => sheet.funding?.sources ?? []],
  ])('counts to Table %s: %s of regional and municipal practices, of 490 that answered', (id, _what, codes) => {
    const local = sheets.filter((sheet) => sheet.range === 'regional-municipal');
    expect(local.filter((sheet) => codes(sheet).length > 0)).toHaveLength(490);
    for (const row of tableRows(id)) {
      const found = local.filter((sheet) => codes(sheet).includes(row.code ?? '')).length;
      expect([row.code, found, percent(found, 490)]).toEqual([row.code, row.count, row.percent]);
    }
  });

  it('reports a row that contradicts itself, a missing language and an unknown key, and keeps what stood there', () => {
    const row = { ...rows[0], endCategory: 'continuing', titleLang: null, colour: 'red' };
    expect(registry628Profile.toFactSheet(row).warnings.map((warning) => warning.code)).toEqual([
      'import.period-conflict',
      'import.language-assumed',
      'import.column-unknown',
    ]);
    expect(sheetOf(row).notes?.en).toContain('endCategory: continuing\ncolour: red');
  });

  it('leaves wrong values to validation, which names the place', () => {
    const row = { ...rows[0], country: 'XX', endYear: 1990, aims: 'education', title: 7 };
    const result = validateFactSheet(registry628Profile.toFactSheet(row).factSheet);
    expect('errors' in result ? result.errors.map((error) => error.pointer).sort() : []).toEqual([
      '/aims',
      '/countries/0',
      '/period/end',
      '/title/en',
    ]);
    expect(registry628Profile.toFactSheet(null).externalId).toHaveProperty('refused');
  });
});

describe('the plain profile', () => {
  it('takes the external id out and leaves the fact sheet as it is', () => {
    const factSheet = { originalLanguage: 'de', title: { de: 'Titel' }, unheardOf: 1 };
    expect(plainProfile.toFactSheet({ externalId: 'a-1', ...factSheet })).toEqual({
      externalId: { id: 'a-1' },
      factSheet,
      warnings: [],
    });
  });

  it.each([[7], [null], ['text'], [[1]]])('hands %j to validation, which refuses it', (row) => {
    const read = plainProfile.toFactSheet(row);
    expect(read.externalId).toHaveProperty('refused');
    expect(validateFactSheet(read.factSheet)).toHaveProperty('errors');
  });

  it.each([
    ['externalId', plainProfile],
    ['id', registry628Profile],
  ])('takes no id that is of another type than a string, and says so: %s', (field, profile) => {
    for (const value of [815, 0, 8.15, true, false, ['a'], {}, [], { $oid: 'a' }])
      expect(profile.toFactSheet({ [field]: value }).externalId).toEqual({ refused: `${field} must be a string` });
    for (const value of ['', ' \u00A0', null, undefined])
      expect(profile.toFactSheet({ [field]: value }).externalId).toEqual({
        refused: expect.stringContaining('has no id ('),
      });
    expect(profile.toFactSheet({ [field]: 'x'.repeat(MAX_EXTERNAL_ID + 1) }).externalId).toHaveProperty('refused');
  });
});
