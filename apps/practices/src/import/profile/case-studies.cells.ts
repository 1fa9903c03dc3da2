/** The header of the file. */
export const COLUMNS = [
  'No',
  'Title (English)',
  'Title (original)',
  'Original language',
  'Organiser',
  'Organiser type',
  'Country',
  'City',
  'Region',
  'Dimension',
  'Sub-theme',
  'Source',
  'Start',
  'Start precision',
  'End',
  'End precision',
  'Ongoing',
  'Start as printed',
  'End as printed',
  'Type of project',
  'Budget amounts',
  'Budget currencies',
  'Budget periods',
  'Budget in summary table',
  'Funding sources',
  'Partners',
  'Target groups',
  'Beneficiaries',
  'Beneficiaries count',
  'Evaluation conducted',
  'Evaluation kind',
  'Replicated',
  'Outcomes',
  // Ids in another file, which lists contradictions between the printed sources: not read.
  'Conflicts',
] as const;

/** A column of the file. */
export type Column = (typeof COLUMNS)[number];

/** A cell without surrounding spaces; empty if there is none. */
export type Cells = (column: Column) => string;

/** A list cell: values separated by semicolons. */
export const listOf = (cell: string): string[] =>
  cell
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '');
