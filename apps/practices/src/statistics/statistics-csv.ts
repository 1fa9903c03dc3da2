import { stringify } from 'csv-stringify/sync';
import Negotiator from 'negotiator';
import type { Statistics } from './practice-statistics.repository.js';

/** The media type of the table as CSV. */
export const CSV = 'text/csv; charset=utf-8; header=present';

/**
 * The table as CSV (RFC 4180): a column per dimension, then count, percent and the base of the percent. Values that a
 * spreadsheet would take for a formula become text (OWASP, CSV injection).
 */
export const statisticsCsv = ({ dimensions, rows, base }: Statistics): string =>
  stringify(
    rows.map(({ key, count, percent }) => [...dimensions.map((one) => key[one]), count, percent.toFixed(1), base]),
    {
      header: true,
      columns: [...dimensions, 'count', 'percent', 'base'],
      escape_formulas: true,
      record_delimiter: 'windows',
      quote_record_delimiter: true,
    },
  );

/** Whether an `Accept` header asks for CSV before JSON (RFC 9110, 12.5.1). */
export const prefersCsv = (accept: string | undefined): boolean =>
  accept !== undefined && new Negotiator({ headers: { accept } }).mediaType(['application/json', CSV]) === CSV;
