import { intervalOf } from '../../fact-sheet/partial-date.js';
import type { Cells } from './case-studies.cells.js';
import type { RowFindings } from './profile.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const LENGTHS: Readonly<Record<string, number>> = { year: 4, month: 7, date: 10 };

/** What a printed date certainly means: a partial date or `ongoing`; undefined for every other spelling. */
function plainReading(printed: string): string | undefined {
  if (/^(?:on-?going|continuing)$/i.test(printed)) return 'ongoing';
  if (intervalOf(printed)) return printed;
  const named = /^([A-Za-z]{3})[a-z]* (\d{4})$/.exec(printed);
  const month = MONTHS.indexOf(named?.[1]?.toLowerCase() ?? '') + 1;
  return month > 0 ? `${named?.[2] ?? ''}-${String(month).padStart(2, '0')}` : undefined;
}

/** Whether two partial dates have no day in common. */
function apart(one: string, other: string): boolean {
  const [a, b] = [intervalOf(one), intervalOf(other)];
  return a !== undefined && b !== undefined && (a.latest < b.earliest || b.latest < a.earliest);
}

/** Compares a date with its stated precision. */
function comparePrecision(which: 'Start' | 'End', cell: Cells, found: RowFindings): void {
  const precision = cell(`${which} precision`);
  if (precision === '' || LENGTHS[precision] === cell(which).length) return;
  const detail = `Does not match the date "${cell(which)}", which was used.`;
  found.warn('import.date-conflict', `${which} precision`, detail, precision);
}

/** Compares the parsed date (or `ongoing`) with the printed one. */
function comparePrinted(which: 'Start' | 'End', value: string, cell: Cells, found: RowFindings): void {
  const field = `${which} as printed` as const;
  const printed = cell(field);
  const reading = plainReading(printed);
  // The exact spelling is kept too: if somebody corrects it in the file, the practice is updated.
  if (printed !== '' && printed !== value) found.keep(field, printed);
  if (printed === '' || reading === value) return;
  if (reading === undefined)
    found.warn('import.date-as-printed', field, `"${printed}" is ambiguous; "${value}" was used.`);
  else if (apart(reading, value) || reading === 'ongoing' || value === '' || value === 'ongoing')
    found.warn('import.date-conflict', field, `"${printed}" contradicts "${value}", which was used.`);
  else found.warn('import.date-as-printed', field, `Only "${printed}" is printed; "${value}" was used.`);
}

/**
 * Start, end and whether it continues. If something that continues has an end, a project ended and became a programme:
 * the end is kept, with a warning.
 */
export function readPeriod(cell: Cells, found: RowFindings): object {
  const [start, end, ongoing] = [cell('Start'), cell('End'), cell('Ongoing')];
  const printedEnd = cell('End as printed');
  comparePrecision('Start', cell, found);
  comparePrecision('End', cell, found);
  comparePrinted('Start', start, cell, found);
  if (ongoing === 'yes' && end !== '') {
    found.warn(
      'import.period-conflict',
      'Ongoing',
      `Ends in ${end} and is ongoing: imported as a project that ended and continued as a programme.`,
      ongoing,
    );
    if (printedEnd !== '' && printedEnd !== end) found.keep('End as printed', printedEnd);
    return { start: start || undefined, end, ongoing: false, continuedAsProgramme: true };
  }
  comparePrinted('End', ongoing === 'yes' ? 'ongoing' : end, cell, found);
  if (ongoing !== '' && ongoing !== 'yes' && ongoing !== 'no')
    found.warn('import.ongoing-as-printed', 'Ongoing', 'Is neither yes nor no; it was not imported.', ongoing);
  return {
    start: start || undefined,
    end: end || undefined,
    ongoing: ongoing === 'yes' ? true : ongoing === 'no' ? false : undefined,
  };
}
