import { MAX_EXTERNAL_ID } from '#contracts';
import type { ImportFormat } from '../start-import/import-file.js';

/** A doubtful value in a row: `detail` says what was done, the notes contain the value. */
export interface ImportWarning {
  code: string;
  /** The column (or key) of the file. */
  field?: string;
  detail: string;
}

/** The id of a row in its source, or why it has none by which a later file could find its practice again. */
export type RowId = { readonly id: string } | { readonly refused: string };

/** A row read by a profile. */
export interface ImportedRow {
  externalId: RowId;
  /** Not yet validated; `validateFactSheet` does that. */
  factSheet: unknown;
  warnings: ImportWarning[];
}

/** How the rows of one kind of file become fact sheets. A profile never guesses silently and never throws. */
export interface Profile {
  name: string;
  /** Raised whenever the same row would become a different fact sheet; practices record the version that imported them. */
  version: number;
  /** Kinds of files whose rows it can read. */
  formats: readonly ImportFormat[];
  /** The columns (or keys) of such a file. */
  columns: readonly string[];
  /** Whether a file with these columns (or keys of its first row) is of this kind. */
  matches(header: readonly string[]): boolean;
  /** `row` is one record of the file: cells by column, or a JSON value. */
  toFactSheet(row: unknown): ImportedRow;
}

/** An id from a field of the row. */
export function rowId(field: string, value: unknown): RowId {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
    return {
      refused: `The row has no id (${field}); without one a later file could not find its practice again.`,
    };
  if (typeof value !== 'string') return { refused: `${field} must be a string` };
  return value.length > MAX_EXTERNAL_ID
    ? { refused: `${field} must have at most ${MAX_EXTERNAL_ID} characters.` }
    : { id: value };
}

/** The same columns, in any order. */
export function sameColumns(header: readonly string[], columns: readonly string[]): boolean {
  return header.length === columns.length && columns.every((column) => header.includes(column));
}

/** A record, whatever the file contains. */
export function recordOf(row: unknown): Readonly<Record<string, unknown>> {
  return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Record<string, unknown>) : {};
}

/** What a profile collects while it reads a row: warnings, and the values that are kept verbatim in the notes. */
export class RowFindings {
  readonly warnings: ImportWarning[] = [];
  readonly #notes: string[] = [];

  /** Keeps a value as it is in the file. */
  keep(field: string, value: string): void {
    const line = `${field}: ${value}`;
    if (!this.#notes.includes(line)) this.#notes.push(line);
  }

  /** Reports a value; with `verbatim` it is kept as well. */
  warn(code: string, field: string, detail: string, verbatim?: string): void {
    this.warnings.push({ code, field, detail });
    if (verbatim !== undefined) this.keep(field, verbatim);
  }

  /** Columns that the profile does not know are reported and kept. */
  keepUnknown(row: Readonly<Record<string, unknown>>, known: readonly string[]): void {
    for (const [field, value] of Object.entries(row)) {
      if (known.includes(field) || value === null || value === '') continue;
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      this.warn(
        'import.column-unknown',
        field,
        'The profile does not know this column. Its value is in the notes.',
        text,
      );
    }
  }

  /** The notes, in English, or undefined if there is nothing to keep. */
  notes(): { en: string } | undefined {
    return this.#notes.length > 0 ? { en: this.#notes.join('\n') } : undefined;
  }
}
