import { RowFindings, recordOf, rowId, sameColumns } from './profile.js';
import type { Profile } from './profile.js';

const KEYS = [
  'id',
  'synthetic',
  'title',
  'titleLang',
  'range',
  'country',
  'countryRow',
  'startYear',
  'endYear',
  'ongoing',
  'endCategory',
  'aims',
  'fundingSources',
] as const;

/** A year as a partial date; any other value stays as it is, so that validation reports it. */
const yearOf = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);

/** The row of the study's Table 3.9 to which an end belongs. */
function endCategoryOf(endYear: unknown, ongoing: unknown): string | undefined {
  if (ongoing === true) return 'continuing';
  if (typeof endYear !== 'number') return undefined;
  return endYear < 2010 ? 'before-2010' : String(endYear);
}

/**
 * The synthetic registry with the margins of the study's Tables 3.7 to 3.11. The table's row "Other" has no country;
 * neither has the sheet, and the notes name the row.
 */
export const registry628Profile: Profile = {
  name: 'registry-628',
  version: 1,
  formats: ['ndjson', 'json'],
  columns: KEYS,
  matches: (header) => sameColumns(header, KEYS),
  toFactSheet(raw) {
    const row = recordOf(raw);
    const found = new RowFindings();
    if (row['synthetic'] === true) found.keep('synthetic', 'true; no real practice is described');
    if (row['country'] === null && typeof row['countryRow'] === 'string') found.keep('countryRow', row['countryRow']);
    const category = endCategoryOf(row['endYear'], row['ongoing']);
    if (typeof row['endCategory'] === 'string' && row['endCategory'] !== category)
      found.warn(
        'import.period-conflict',
        'endCategory',
        'Contradicts endYear and ongoing, which were used. The value is in the notes.',
        row['endCategory'],
      );
    const language = typeof row['titleLang'] === 'string' && row['titleLang'] !== '' ? row['titleLang'] : 'en';
    if (language !== row['titleLang'])
      found.warn('import.language-assumed', 'titleLang', 'No original language is given; English was assumed.');
    found.keepUnknown(row, KEYS);
    return {
      externalId: rowId('id', row['id']),
      factSheet: {
        originalLanguage: language,
        title: { [language]: row['title'] },
        range: row['range'],
        countries: row['country'] === null || row['country'] === undefined ? [] : [row['country']],
        period: { start: yearOf(row['startYear']), end: yearOf(row['endYear']), ongoing: row['ongoing'] },
        aims: row['aims'],
        funding: { sources: row['fundingSources'] },
        notes: found.notes(),
      },
      warnings: found.warnings,
    };
  },
};
