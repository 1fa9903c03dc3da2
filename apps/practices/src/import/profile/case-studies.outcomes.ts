import type { Cells } from './case-studies.cells.js';
import { listOf } from './case-studies.cells.js';
import { clearReading, FIGURE, readingsOf } from './printed-number.js';
import type { RowFindings } from './profile.js';

/**
 * After the last `: `, `value unit (year)`, where the year may be a range or absent. A unit that begins with a digit
 * may be the rest of the value.
 */
const MEASURED = new RegExp(`^(-?)(${FIGURE}) (\\D[^()]*?)(?: \\((\\d{4})(-\\d{4})?\\))?$`);

const FIGURES = new RegExp(`(?<![\\w.,])${FIGURE}(?!\\w)`, 'g');

/** Longer titles are refused anyway. */
const LONGEST_TITLE = 1_000;

/** The figure that the title gives for the thing an indicator counts, such as 40 in "40 … primary schools". */
function figureInTitle(title: string, name: string): string {
  const at = title.indexOf(name.toLowerCase());
  return title.slice(0, Math.max(at, 0)).match(FIGURES)?.at(-1) ?? '';
}

/** Outcomes as indicators. An indicator cannot hold a range of years: that, and text of another form, is kept verbatim. */
export function readOutcomes(cell: Cells, found: RowFindings): object[] {
  const title = cell('Title (English)').slice(0, LONGEST_TITLE).toLowerCase();
  return listOf(cell('Outcomes')).flatMap((outcome) => {
    const asPrinted = (why: string): [] => {
      found.warn('import.outcome-as-printed', 'Outcomes', `${why} It is in the notes.`, outcome);
      return [];
    };
    const colon = outcome.lastIndexOf(': ');
    const match = colon > 0 ? MEASURED.exec(outcome.slice(colon + 2)) : null;
    if (!match) return asPrinted(`"${outcome}" does not have the form "name: value unit (year)" and was not imported.`);
    const [, sign = '', printed = '', unit, year, until] = match;
    const reading = clearReading(printed);
    if ('because' in reading) return asPrinted(reading.because);
    const name = outcome.slice(0, colon);
    const value = Number(sign + reading.figure);
    if (until !== undefined)
      found.warn(
        'import.indicator-period',
        'Outcomes',
        `"${outcome}" covers several years, but an indicator only one: it was imported without a year and is in the notes.`,
        outcome,
      );
    const inTitle = figureInTitle(title, name);
    const said = readingsOf(inTitle).map(Number);
    if (said.length > 0 && !said.includes(value))
      found.warn(
        'import.outcome-conflict',
        'Outcomes',
        `"${outcome}" was used, but the title says ${inTitle} ${name}.`,
        outcome,
      );
    return [{ name: { en: name }, value, unit, year: year && until === undefined ? Number(year) : undefined }];
  });
}
