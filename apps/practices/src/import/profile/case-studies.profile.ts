import { COLUMNS, listOf } from './case-studies.cells.js';
import type { Cells, Column } from './case-studies.cells.js';
import { readBudget } from './case-studies.budget.js';
import { readOutcomes } from './case-studies.outcomes.js';
import { readPeriod } from './case-studies.period.js';
import { clearReading } from './printed-number.js';
import { RowFindings, recordOf, rowId, sameColumns } from './profile.js';
import type { Profile, RowId } from './profile.js';

const optional = (cell: string): string | undefined => (cell === '' ? undefined : cell);

const english = (cell: string): { en: string } | undefined => (cell === '' ? undefined : { en: cell });

/** A cell as text. In JSON it may be another value, of which a cell can only hold a number. */
function readCell(column: Column, value: unknown, found: RowFindings): string {
  if (typeof value === 'string') return value.trim();
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(value);
  found.warn('import.cell-as-printed', column, 'Is not text; it was not imported.', JSON.stringify(value));
  return '';
}

function readNumber(printed: string): RowId {
  if (printed === '') return rowId('No', printed);
  if (!/^\d+$/.test(printed)) return { refused: 'No must be a whole number, such as 7.' };
  return rowId('No', `cs-${printed.replace(/^0+(?=\d)/, '').padStart(2, '0')}`);
}

function readTitle(cell: Cells, found: RowFindings): { originalLanguage: string; title: Record<string, string> } {
  const original = cell('Title (original)');
  const translated = cell('Title (English)');
  const stated = cell('Original language');
  if (stated === '') {
    found.warn('import.language-assumed', 'Original language', 'No original language is given; English was assumed.');
    if (original !== '' && translated !== '') found.keep('Title (original)', original);
    return { originalLanguage: 'en', title: { en: translated || original } };
  }
  const title: Record<string, string> = {};
  if (translated !== '') title['en'] = translated;
  if (original !== '') {
    if (stated === 'en' && translated !== '' && translated !== original)
      found.warn(
        'import.title-conflict',
        'Title (English)',
        'Two English titles; the original one was used.',
        translated,
      );
    title[stated] = original;
  }
  return { originalLanguage: stated, title };
}

function readPlace(cell: Cells): { name: string } | undefined {
  const parts = [...new Set([cell('City'), cell('Region')])].filter((part) => part !== '');
  return parts.length > 0 ? { name: parts.join(', ') } : undefined;
}

function readBeneficiaries(cell: Cells, found: RowFindings): object | undefined {
  const printed = cell('Beneficiaries');
  const counted = english(cell('Beneficiaries count'));
  if (printed === '') return counted && { counted };
  const reading = clearReading(printed);
  if ('figure' in reading && !reading.figure.includes('.')) return { count: Number(reading.figure), counted };
  const why = 'because' in reading ? reading.because : `"${printed}" is not a whole number; it was not imported.`;
  found.warn('import.beneficiaries-as-printed', 'Beneficiaries', why, printed);
  return counted && { counted };
}

function readEvaluation(cell: Cells, found: RowFindings): object | undefined {
  const conducted = optional(cell('Evaluation conducted'));
  const kind = optional(cell('Evaluation kind'));
  if (conducted === 'no' && kind !== undefined)
    found.warn(
      'import.evaluation-conflict',
      'Evaluation kind',
      'No evaluation was conducted, yet its kind is given. Both were imported unchanged.',
      kind,
    );
  return conducted || kind ? { conducted, kind } : undefined;
}

/**
 * The 37 case studies of the 2012 study (Tables 3.12 to 3.15, Appendix A). All are regional or municipal. Validation
 * refuses unknown codes. Printed figures and dates that are uncertain, or contradict another cell, are reported and
 * kept verbatim in the notes.
 */
export const caseStudiesProfile: Profile = {
  name: 'case-studies',
  version: 2,
  formats: ['csv', 'ndjson', 'json'],
  columns: COLUMNS,
  matches: (header) => sameColumns(header, COLUMNS),
  toFactSheet(raw) {
    const row = recordOf(raw);
    const found = new RowFindings();
    const cells = new Map(COLUMNS.map((column) => [column, readCell(column, row[column], found)]));
    const cell: Cells = (column) => cells.get(column) ?? '';
    if (cell('Source') !== '') found.keep('Source', cell('Source'));
    const factSheet = {
      ...readTitle(cell, found),
      organiser: { name: optional(cell('Organiser')), kind: optional(cell('Organiser type')) },
      projectType: english(cell('Type of project')),
      range: 'regional-municipal',
      countries: listOf(cell('Country')),
      place: readPlace(cell),
      period: readPeriod(cell, found),
      dimensions: listOf(cell('Dimension')),
      themes: listOf(cell('Sub-theme')),
      replicated: optional(cell('Replicated')),
      targetGroups: listOf(cell('Target groups')),
      funding: { amounts: readBudget(cell, found), sources: listOf(cell('Funding sources')) },
      partners: listOf(cell('Partners')).map((kind) => ({ kind })),
      beneficiaries: readBeneficiaries(cell, found),
      indicators: readOutcomes(cell, found),
      evaluation: readEvaluation(cell, found),
    };
    found.keepUnknown(row, COLUMNS);
    return {
      externalId: readNumber(cell('No')),
      factSheet: { ...factSheet, notes: found.notes() },
      warnings: found.warnings,
    };
  },
};
