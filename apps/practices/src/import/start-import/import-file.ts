import { parse } from 'csv-parse/sync';
import { notValid, Problem, type ProblemPlace } from '#problems';
import { MAX_KEYS, parseJson, untrustworthy } from '#validation';

/** Kinds of files that are read. */
export const importFormats = ['csv', 'ndjson', 'json'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** One row of a file: what it says, or why it cannot be read. */
export type FileRow = { readonly raw: unknown } | { readonly errors: readonly ProblemPlace[] };

export interface ImportFile {
  /** The columns, when the file names them once for all rows. */
  readonly header: readonly string[] | undefined;
  readonly rows: AsyncIterable<FileRow> | Iterable<FileRow>;
}

/** Longest row, in characters. */
export const MAX_ROW = 1_000_000;
/** A JSON array is held in memory as a whole; larger files come as NDJSON. In characters. */
export const MAX_JSON = 20_000_000;

const fileRefused = (code: string, detail: string): Problem => notValid([{ pointer: '/file', code, detail }], code);

export const emptyFile = (): Problem => fileRefused('import.empty', 'The file has no rows.');

/**
 * The kind of a file, by its name, else by its media type, else by how it begins.
 * @throws {Problem} 422 `import.format` for spreadsheets
 */
export function formatOf(fileName: string, mediaType: string, start: Buffer): ImportFormat {
  const zip = start.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'));
  if (zip || /\.(?:xlsx?|ods)$/i.test(fileName)) {
    throw fileRefused(
      'import.format',
      'Spreadsheets are not read. Save the sheet as CSV (UTF-8), or send JSON or NDJSON.',
    );
  }
  const [, extension = ''] = /\.([a-z]+)$/i.exec(fileName) ?? [];
  switch (extension.toLowerCase()) {
    case 'csv':
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

/** Bytes as text. @throws {Problem} 422 `import.not-text` when they are not UTF-8 */
export async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw fileRefused('import.not-text', 'The file is not text in UTF-8. Save it as CSV (UTF-8), JSON or NDJSON.');
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  yield decode();
}

/** Begins to read a file. @throws {Problem} 422 when it is no file of its kind, at once or while its rows are read */
export async function openImportFile(format: ImportFormat, text: AsyncIterable<string>): Promise<ImportFile> {
  switch (format) {
    case 'csv':
      return openCsv(linesOf(text));
    case 'ndjson':
      return { header: undefined, rows: ndjsonRows(linesOf(text)) };
    case 'json':
      return { header: undefined, rows: await jsonRows(text) };
  }
}

interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line feed; undefined when it is longer than a row may be. */
  readonly text: string | undefined;
}

/** Cuts text into lines; of one that is too long nothing is held. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 1;
  let text: string | undefined = '';
  for await (const chunk of chunks) {
    const [head = '', ...tail] = chunk.split('\n');
    text = joined(text, head);
    for (const next of tail) {
      yield { number, text };
      number += 1;
      text = joined('', next);
    }
  }
  if (text !== '') yield { number, text };
}

const joined = (text: string | undefined, more: string): string | undefined =>
  text === undefined || text.length + more.length > MAX_ROW ? undefined : text + more;

const unreadable = (line: number, code: string, detail: string): FileRow => ({
  errors: [{ pointer: '', code, detail: `Line ${line}: ${detail}` }],
});

const tooLong = (line: number): FileRow =>
  unreadable(line, 'import.row-too-long', `A row has ${MAX_ROW} characters at most.`);

/** A row that can be stored; what PostgreSQL cannot hold or no validator can be trusted with ends here. */
function rowOf(raw: unknown): FileRow {
  const errors = untrustworthy(raw);
  return errors.length > 0 ? { errors } : { raw };
}

/** What was refused of a line as JSON, told as of a row. */
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
    throw fileRefused('import.format', 'Not a single line is JSON. An NDJSON file has one JSON object on each line.');
}

async function jsonRows(chunks: AsyncIterable<string>): Promise<FileRow[]> {
  let text = '';
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length > MAX_JSON) {
      throw fileRefused(
        'import.json-too-large',
        `A JSON file has ${MAX_JSON} characters at most. Send NDJSON, one object on each line.`,
      );
    }
  }
  if (text.trim() === '') throw emptyFile();
  let rows: unknown;
  try {
    rows = parseJson(text);
  } catch (error) {
    throw error instanceof Problem ? fileRefused('import.format', `The file cannot be read. ${error.detail}`) : error;
  }
  if (!Array.isArray(rows))
    throw fileRefused('import.format', 'A JSON file is an array of rows. For one object on each line use NDJSON.');
  return rows.map(rowOf);
}

async function openCsv(lines: AsyncIterable<Line>): Promise<ImportFile> {
  const records = csvRecords(lines);
  const next = await records.next();
  if (next.done === true) throw emptyFile();
  const first = next.value;
  if ('error' in first)
    throw fileRefused('import.format', `The header cannot be read. Line ${first.line}: ${first.error.detail}`);
  const header = first.cells.map((cell) => cell.trim());
  const twice = header.find((column, index) => header.indexOf(column) !== index);
  if (twice !== undefined)
    throw fileRefused('import.format', `The header names the column "${twice.slice(0, 100)}" twice.`);
  return { header, rows: csvRows(header, records) };
}

async function* csvRows(header: readonly string[], records: AsyncIterable<CsvRecord>): AsyncGenerator<FileRow> {
  for await (const record of records) {
    if ('error' in record) yield unreadable(record.line, record.error.code, record.error.detail);
    else if (record.cells.length === header.length) {
      yield rowOf(Object.fromEntries(header.map((column, index) => [column, record.cells[index]])));
    } else {
      const detail = `Has ${record.cells.length} cells, while the header has ${header.length}.`;
      yield unreadable(record.line, 'import.cells', detail);
    }
  }
}

type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly error: { readonly code: string; readonly detail: string } };

/** Quotes come in pairs within a record (RFC 4180): with an odd number of them it goes on in the next line. */
const oddQuotes = (text: string): boolean => {
  let odd = false;
  for (let i = text.indexOf('"'); i >= 0; i = text.indexOf('"', i + 1)) odd = !odd;
  return odd;
};

/**
 * The records of a CSV file. A stray quote spoils its own line only: the record that it seems to open is given up after
 * its first line, and reading goes on with the next one.
 */
async function* csvRecords(lines: AsyncIterable<Line>): AsyncGenerator<CsvRecord> {
  let pending: Line[] = [];
  /** How many of them are done with. Taking each off by itself would move all others each time. */
  let done = 0;
  const source = lines[Symbol.asyncIterator]();
  const lineAt = async (index: number): Promise<Line | undefined> => {
    if (done + index < pending.length) return pending[done + index];
    const next = await source.next();
    if (next.done) return undefined;
    pending.push(next.value);
    return next.value;
  };
  const finish = (lines: number) => {
    done += lines;
    if (done < pending.length / 2) return;
    pending = pending.slice(done);
    done = 0;
  };
  for (let first = await lineAt(0); first; first = await lineAt(0)) {
    if (first.text === undefined) {
      finish(1);
      yield {
        line: first.number,
        error: { code: 'import.row-too-long', detail: `A row has ${MAX_ROW} characters at most.` },
      };
      continue;
    }
    let text: string = first.text;
    let length = 1;
    let open = oddQuotes(text);
    while (open) {
      const more = await lineAt(length);
      if (more?.text === undefined || text.length + more.text.length > MAX_ROW) break;
      text = `${text}\n${more.text}`;
      length += 1;
      if (oddQuotes(more.text)) open = false;
    }
    const record = open
      ? { line: first.number, error: { code: 'import.csv', detail: 'A quote is opened and never closed.' } }
      : csvRecord(first.number, text);
    finish(record && 'error' in record ? 1 : length);
    if (record) yield record;
  }
}

/** Asked before a record is parsed. */
function hasTooManyCells(record: string): boolean {
  let cells = 1;
  let quoted = false;
  for (let at = 0; at < record.length && cells <= MAX_KEYS; at += 1) {
    if (record[at] === '"') quoted = !quoted;
    else if (record[at] === ',' && !quoted) cells += 1;
  }
  return cells > MAX_KEYS;
}

/** One record; undefined for an empty line. */
function csvRecord(line: number, text: string): CsvRecord | undefined {
  const record = text.replace(/\r$/, '');
  if (record.trim() === '') return undefined;
  if (hasTooManyCells(record))
    return { line, error: { code: 'import.cells', detail: `Has more than ${MAX_KEYS} cells.` } };
  try {
    const [cells = []] = parse(record, {
      columns: false,
      relax_column_count: true,
      record_delimiter: '\0\n\0',
      max_record_size: 2 * MAX_ROW,
    });
    return { line, cells };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return {
      line,
      error: {
        code: 'import.csv',
        detail: `Is not CSV: ${code ?? ''} ${message.replace(/ at line \d+/g, '').slice(0, 200)}.`,
      },
    };
  }
}
