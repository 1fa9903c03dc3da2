import { notValid, type Problem, type ProblemPlace } from '#problems';
import { untrustworthy } from '#validation';

/** One row of a file: its content, or why it cannot be read. */
export type FileRow = { readonly raw: unknown } | { readonly errors: readonly ProblemPlace[] };

/** Longest row, in characters. */
export const MAX_ROW = 1_000_000;

export const fileRefused = (code: string, detail: string): Problem =>
  notValid([{ pointer: '/file', code, detail }], code);

export const emptyFile = (): Problem => fileRefused('import.empty', 'The file has no rows.');

export const unreadable = (line: number, code: string, detail: string): FileRow => ({
  errors: [{ pointer: '', code, detail: `Line ${line}: ${detail}` }],
});

export const tooLong = (line: number): FileRow =>
  unreadable(line, 'import.row-too-long', `A row must have at most ${MAX_ROW} characters.`);

/**
 * A row that can be stored; values that PostgreSQL cannot hold, or that validators cannot be trusted with, are refused
 * here.
 */
export function rowOf(raw: unknown): FileRow {
  const errors = untrustworthy(raw);
  return errors.length > 0 ? { errors } : { raw };
}
