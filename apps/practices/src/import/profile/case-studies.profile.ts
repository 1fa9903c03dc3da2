import { COLUMNS, listOf } from './case-studies.cells.js';
import type { Cells } from './case-studies.cells.js';
import { readBudget } from './case-studies.budget.js';
import { readOutcomes } from './case-studies.outcomes.js';
import { readPeriod } from './case-studies.period.js';
import { RowFindings, recordOf, sameColumns } from './profile.js';
import type { Profile } from './profile.js';

const optional = (cell: string): string | undefined => (cell === '' ? undefined : cell);

const english = (cell: string): { en: string } | undefined => (cell === '' ? undefined : { en: cell });

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
        'Two English titles; the original one was taken.',
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
  const plain = /^\d+$/.test(printed);
  if (printed !== '' && !plain)
    found.warn(
      'import.beneficiaries-as-printed',
      'Beneficiaries',
      'Is not a plain whole number; it was not read. The value is in the notes.',
      printed,
    );
  return plain || counted ? { count: plain ? Number(printed) : undefined, counted } : undefined;
}

function readEvaluation(cell: Cells, found: RowFindings): object | undefined {
  const conducted = optional(cell('Evaluation conducted'));
  const kind = optional(cell('Evaluation kind'));
  if (conducted === 'no' && kind !== undefined)
    found.warn(
      'import.evaluation-conflict',
      'Evaluation kind',
      'No evaluation was conducted, yet its kind is given. Both were taken as they are.',
      kind,
    );
  return conducted || kind ? { conducted, kind } : undefined;
}

/**
 * The 37 case studies of the 2012 study (Tables 3.12 to 3.15, Appendix A). All are regional or municipal. Codes outside their list are
 * left for validation to refuse; printed figures and dates that cannot be read with certainty, or contradict another cell, are reported
 * and kept verbatim in the notes.
 */
export const caseStudiesProfile: Profile = {
  name: 'case-studies',
  version: 1,
  matches: (header) => sameColumns(header, COLUMNS),
  toFactSheet(raw) {
    const row = recordOf(raw);
    const found = new RowFindings();
    const cell: Cells = (column) => {
      const value = row[column];
      return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
    };
    if (cell('Source') !== '') found.keep('Source', cell('Source'));
    const number = cell('No');
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
      externalId: /^\d+$/.test(number) ? `cs-${number.padStart(2, '0')}` : '',
      factSheet: { ...factSheet, notes: found.notes() },
      warnings: found.warnings,
    };
  },
};
