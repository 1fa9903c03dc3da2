import { Problem } from '#problems';
import { parseJson } from '#validation';
import { openCsv } from './csv-file.js';
import { emptyFile, fileRefused, rowOf, tooLong, unreadable, type FileRow } from './file-row.js';
import { linesOf, withoutMarks, type Line } from './file-text.js';

/** Kinds of files that can be read. */
export const importFormats = ['csv', 'ndjson', 'json'] as const;
export type ImportFormat = (typeof importFormats)[number];

export interface ImportFile {
  /** The columns, if the file names them once for all rows. */
  readonly header: readonly string[] | undefined;
  /** What stands between cells, in words. */
  readonly separator?: string;
  readonly rows: AsyncIterable<FileRow> | Iterable<FileRow>;
}

/** A JSON array is held in memory as a whole; larger files must be NDJSON. In characters. */
export const MAX_JSON = 20_000_000;

/** How a zipped spreadsheet begins, and one from before 2007. */
const SPREADSHEETS = [Buffer.from('504b0304', 'hex'), Buffer.from('d0cf11e0', 'hex')];

/**
 * The kind of a file, by its name, otherwise by its media type, otherwise by its beginning.
 * @throws {Problem} 422 `import.format` for spreadsheets
 */
export function formatOf(fileName: string, mediaType: string, start: Buffer): ImportFormat {
  if (SPREADSHEETS.some((mark) => start.subarray(0, 4).equals(mark)) || /\.(?:xlsx?|ods)$/i.test(fileName)) {
    throw fileRefused(
      'import.format',
      'Spreadsheets are not supported. Save the sheet as CSV (UTF-8), or send JSON or NDJSON.',
    );
  }
  const [, extension = ''] = /\.([a-z]+)$/i.exec(fileName) ?? [];
  switch (extension.toLowerCase()) {
    case 'csv':
    case 'tsv':
      return 'csv';
    case 'json':
      return 'json';
    case 'ndjson':
    case 'jsonl':
      return 'ndjson';
  }
  if (/^text\/csv\b/i.test(mediaType)) return 'csv';
  if (/^application\/json\b/i.test(mediaType)) return 'json';
  if (/^application\/(?:x-)?(?:ndjson|jsonl|json-?lines)\b/i.test(mediaType)) return 'ndjson';
  const [first] = start
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return first === '[' ? 'json' : first === '{' ? 'ndjson' : 'csv';
}

/**
 * Begins to read a file.
 * @param spelling our spelling of a column that a header names differently
 * @throws {Problem} 422 when the file is not of its kind, at once or while its rows are read
 */
export async function openImportFile(
  format: ImportFormat,
  text: AsyncIterable<string>,
  spelling: (column: string) => string,
): Promise<ImportFile> {
  switch (format) {
    case 'csv':
      return openCsv(linesOf(text), spelling);
    case 'ndjson':
      return { header: undefined, rows: ndjsonRows(linesOf(text)) };
    case 'json':
      return { header: undefined, rows: await jsonRows(text) };
  }
}

/** The refusal of a line as JSON, reported for its row. */
const refusedLine = (line: number, { code, detail, more: { places } }: Problem): FileRow =>
  places
    ? { errors: places.map((place) => ({ ...place, detail: `Line ${line}: ${place.detail}` })) }
    : unreadable(line, code.replace('request.', 'import.'), detail);

async function* ndjsonRows(lines: AsyncIterable<Line>): AsyncGenerator<FileRow> {
  let readable = false;
  for await (const { number, text } of lines) {
    if (text === undefined) yield tooLong(number);
    else if (text.trim() !== '') {
      let row: FileRow;
      try {
        row = rowOf(parseJson(text));
        readable = true;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        row = refusedLine(number, error);
        readable ||= error.code !== 'request.not-json';
      }
      yield row;
    }
  }
  if (!readable)
    throw fileRefused('import.format', 'No line is JSON. An NDJSON file has one JSON object on each line.');
}

async function jsonRows(chunks: AsyncIterable<string>): Promise<Iterable<FileRow>> {
  let text = '';
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length > MAX_JSON) {
      throw fileRefused(
        'import.json-too-large',
        `A JSON file must have at most ${MAX_JSON} characters. Send NDJSON, with one object on each line.`,
      );
    }
  }
  text = withoutMarks(text.trim());
  if (text === '') throw emptyFile();
  let rows: unknown;
  try {
    rows = parseJson(text);
  } catch (error) {
    throw error instanceof Problem
      ? fileRefused(
          'import.format',
          `The file is not a JSON array of rows. ${error.detail} For one object on each line use NDJSON.`,
        )
      : error;
  }
  if (!Array.isArray(rows))
    throw fileRefused('import.format', 'A JSON file must be an array of rows. For one object on each line use NDJSON.');
  return rowsOf(rows);
}

/** One after the other, as they are stored: checking all rows of a large file at once would delay everybody. */
function* rowsOf(rows: readonly unknown[]): Generator<FileRow> {
  for (const raw of rows) yield rowOf(raw);
}
