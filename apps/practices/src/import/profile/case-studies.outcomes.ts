import type { Cells } from './case-studies.cells.js';
import { listOf } from './case-studies.cells.js';
import type { RowFindings } from './profile.js';

/** `name: value unit (year)`, where the year may be a span of years or absent. */
const OUTCOME = /^(.+): (-?\d+(?:\.\d+)?) ([^()]+?)(?: \((\d{4})(-\d{4})?\))?$/;

/** The number that the title gives for the thing an indicator counts, such as 40 in "40 … primary schools". */
function numberInTitle(title: string, name: string): number | undefined {
  const lower = title.toLowerCase();
  const at = lower.indexOf(name.toLowerCase());
  const numbers = at < 0 ? [] : [...lower.slice(0, at).matchAll(/\b\d+\b/g)];
  const last = numbers.at(-1)?.[0];
  return last === undefined ? undefined : Number(last);
}

/** Outcomes as indicators; a span of years, which an indicator cannot hold, and what has another form are kept verbatim. */
export function readOutcomes(cell: Cells, found: RowFindings): object[] {
  return listOf(cell('Outcomes')).flatMap((outcome) => {
    const match = OUTCOME.exec(outcome);
    if (!match) {
      found.warn(
        'import.outcome-as-printed',
        'Outcomes',
        `"${outcome}" is not of the form "name: value unit (year)" and was not read. It is in the notes.`,
        outcome,
      );
      return [];
    }
    const [, name = '', value = '', unit, year, until] = match;
    if (until !== undefined)
      found.warn(
        'import.indicator-period',
        'Outcomes',
        `"${outcome}" covers several years, an indicator one: it was taken without a year and is in the notes.`,
        outcome,
      );
    const inTitle = numberInTitle(cell('Title (English)'), name);
    if (inTitle !== undefined && inTitle !== Number(value))
      found.warn(
        'import.outcome-conflict',
        'Outcomes',
        `"${outcome}" was taken, but the title says ${String(inTitle)} ${name}.`,
        outcome,
      );
    return [
      { name: { en: name }, value: Number(value), unit, year: year && until === undefined ? Number(year) : undefined },
    ];
  });
}
