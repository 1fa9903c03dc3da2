import { stringify } from 'csv-stringify/sync';
import Negotiator from 'negotiator';
import type { Statistics, StatisticsDimension } from './practice-statistics.repository.js';
import type { StatisticsWords } from './statistics-words.js';

/** The media type of the table as CSV. */
export const CSV = 'text/csv; charset=utf-8; header=present';

/** How CSV is written. */
interface CsvForm {
  /** Each code with its name in a language beside it, and each row with its list; unset: codes alone. */
  readonly words?: StatisticsWords;
  /** Whether a byte order mark comes first, by which Excel knows UTF-8. */
  readonly bom?: boolean;
}

/**
 * The table as CSV (RFC 4180): a column per dimension, then count, percent and the base of the percent. Values that a
 * spreadsheet would take for a formula become text (OWASP, CSV injection).
 */
export const statisticsCsv = ({ dimensions, rows, base }: Statistics, { words, bom = false }: CsvForm = {}): string =>
  stringify(
    rows.map(({ key, count, percent, list }) => [
      ...dimensions.flatMap((one) => [key[one], ...(words ? [nameWithNote(words, one, key[one] ?? null)] : [])]),
      count,
      percent.toFixed(1),
      base,
      ...(words ? [list] : []),
    ]),
    {
      header: true,
      columns: [
        ...dimensions.flatMap((one) => [one, ...(words ? [`${one}Label`] : [])]),
        'count',
        'percent',
        'base',
        ...(words ? ['list'] : []),
      ],
      bom,
      escape_formulas: true,
      record_delimiter: 'windows',
      quote_record_delimiter: true,
    },
  );

function nameWithNote({ name, note }: StatisticsWords, dimension: StatisticsDimension, key: string | null): string {
  const [label, more] = [name(dimension, key), note(dimension, key)];
  return more === undefined ? label : `${label} (${more})`;
}

/** Whether an `Accept` header asks for CSV before JSON (RFC 9110, 12.5.1). */
export const prefersCsv = (accept: string | undefined): boolean =>
  accept !== undefined && new Negotiator({ headers: { accept } }).mediaType(['application/json', CSV]) === CSV;
