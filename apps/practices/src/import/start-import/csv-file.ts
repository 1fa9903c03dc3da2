import { parse } from 'csv-parse/sync';
import { MAX_KEYS } from '#validation';
import { emptyFile, fileRefused, MAX_ROW, rowOf, unreadable, type FileRow } from './file-row.js';
import type { Line } from './file-text.js';

/** Separators of cells. The header shows which one applies, or a line `sep=;` before it, as Excel writes it. */
const separators = [',', ';', '\t', '|'] as const;
type Separator = (typeof separators)[number];

const nameOf = (separator: Separator): string => (separator === '\t' ? 'the tab' : `"${separator}"`);

/** A CSV file with its header. Columns without a name are surplus: they must be empty. */
export interface CsvFile {
  /** Columns that have a name. */
  readonly header: readonly string[];
  readonly separator: string;
  readonly rows: AsyncIterable<FileRow>;
}

/**
 * Begins to read a CSV file.
 * @param spelling our spelling of a column that a header names differently
 * @throws {Problem} 422 when there is no readable header
 */
export async function openCsv(lines: AsyncIterable<Line>, spelling: (column: string) => string): Promise<CsvFile> {
  let separator: Separator | undefined;
  const records = csvRecords(lines, (text) => {
    const stated = separator === undefined ? statedSeparator(text) : undefined;
    separator ??= stated ?? separatorOf(text);
    return stated === undefined ? recordOf(text, separator) : undefined;
  });
  const next = await records.next();
  if (next.done === true || separator === undefined) throw emptyFile();
  const first = next.value;
  if ('error' in first)
    throw fileRefused('import.format', `The header cannot be read. Line ${first.line}: ${first.error.detail}`);
  const columns = first.cells.map((cell) => spelling(cell.replace(/\s+/g, ' ')));
  const header = columns.filter((column) => column !== '');
  const twice = header.find((column, index) => header.indexOf(column) !== index);
  if (twice !== undefined)
    throw fileRefused('import.format', `The header contains the column "${twice.slice(0, 100)}" twice.`);
  return { header, separator: nameOf(separator), rows: csvRows(columns, separator, records) };
}

async function* csvRows(
  columns: readonly string[],
  separator: Separator,
  records: AsyncIterable<CsvRecord>,
): AsyncGenerator<FileRow> {
  for await (const record of records) {
    const error = 'error' in record ? record.error : misplaced(record, columns, separator);
    if (error || !('cells' in record)) yield unreadable(record.line, error!.code, error!.detail);
    else
      yield rowOf(
        Object.fromEntries(
          columns.flatMap((column, index) => (column === '' ? [] : [[column, record.cells[index] ?? '']])),
        ),
      );
  }
}

/** What a spreadsheet writes instead of a value that it could not compute. */
const SHEET_ERROR = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)$/;

/** Why cells cannot be assigned to the columns of the header, or have no meaning. */
function misplaced(
  { text, cells, count }: CsvCells,
  columns: readonly string[],
  separator: Separator,
): RecordError | undefined {
  const named = columns.findLastIndex((column) => column !== '') + 1;
  const surplus = cells.findIndex((cell, index) => cell !== '' && !columns[index]);
  if (surplus >= 0 || count < named) {
    const other = separators.find((one) => one !== separator && 1 + separatorsIn(text)[one] === columns.length);
    const what =
      surplus < 0
        ? `Has ${count} cells, but the header has ${named}.`
        : `Cell ${surplus + 1} contains "${cells[surplus]!.slice(0, 50)}", but the header has no column there.`;
    const why = other
      ? `The separator of this line seems to be ${nameOf(other)}, but that of the header is ${nameOf(separator)}.`
      : `A cell that contains ${nameOf(separator)} or a line break must be in double quotes.`;
    return { code: 'import.cells', detail: `${what} ${why}` };
  }
  const broken = cells.findIndex((cell) => SHEET_ERROR.test(cell));
  if (broken >= 0)
    return {
      code: 'import.sheet-error',
      detail: `The column "${columns[broken]!}" contains ${cells[broken]!}, an error of the spreadsheet.`,
    };
  const repeated = columns.every((column, index) => column.toLowerCase() === (cells[index] ?? '').toLowerCase());
  return repeated ? { code: 'import.header-again', detail: 'Repeats the header.' } : undefined;
}

interface RecordError {
  readonly code: string;
  readonly detail: string;
}

interface CsvCells {
  readonly text: string;
  /** Without surrounding spaces; blank ones at the end are omitted. */
  readonly cells: readonly string[];
  /** Their number, including the omitted ones. */
  readonly count: number;
}

type CsvRecord = { readonly line: number } & (CsvCells | { readonly error: RecordError });

/** How often each separator occurs outside quotes. */
function separatorsIn(text: string): Record<Separator, number> {
  const found = { ',': 0, ';': 0, '\t': 0, '|': 0 };
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character in found) found[character as Separator] += 1;
  }
  return found;
}

/** The most frequent separator in a header. */
function separatorOf(header: string): Separator {
  const found = separatorsIn(header);
  return separators.reduce((best, one) => (found[one] > found[best] ? one : best));
}

/** The separator that a line before the header declares. @throws {Problem} 422 for an unsupported one */
function statedSeparator(line: string): Separator | undefined {
  const [, stated] = /^"?sep=(.)"?[,;\t|]*$/i.exec(line) ?? [];
  const known = separators.find((one) => one === stated);
  if (stated !== undefined && !known)
    throw fileRefused(
      'import.format',
      `The separator "${stated}" is not supported. Use a comma, a semicolon or a tab.`,
    );
  return known;
}

/** Quotes come in pairs within a record (RFC 4180): a line with an odd number continues in the next one. */
const oddQuotes = (text: string): boolean => {
  let odd = false;
  for (let i = text.indexOf('"'); i >= 0; i = text.indexOf('"', i + 1)) odd = !odd;
  return odd;
};

/**
 * The records of a CSV file that are not blank. A stray quote spoils only its own line: the record that it seems to
 * open is given up after its first line, and reading continues with the next one.
 * @param read cells of a record; undefined for a blank one
 */
async function* csvRecords(
  lines: AsyncIterable<Line>,
  read: (text: string) => CsvCells | { readonly error: RecordError } | undefined,
): AsyncGenerator<CsvRecord> {
  let pending: Line[] = [];
  /** How many of them are processed. Removing each one separately would move all others each time. */
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
        error: { code: 'import.row-too-long', detail: `A row must have at most ${MAX_ROW} characters.` },
      };
      continue;
    }
    let { text, end } = first as Line & { text: string };
    let length = 1;
    let open = oddQuotes(text);
    while (open) {
      const more = await lineAt(length);
      if (more?.text === undefined || text.length + more.text.length > MAX_ROW) break;
      text = `${text}${end}${more.text}`;
      end = more.end;
      length += 1;
      if (oddQuotes(more.text)) open = false;
    }
    const record = open ? { error: { code: 'import.csv', detail: 'A quote is opened but never closed.' } } : read(text);
    finish(record && 'error' in record ? 1 : length);
    if (record) yield { line: first.number, ...record };
  }
}

/** Spaces, and invisible characters between words. */
const BLANK = /[\s\u00AD\u200B\u2060\uFEFF]/;

/** Text without surrounding spaces. */
function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && BLANK.test(text[from]!)) from += 1;
  while (to > from && BLANK.test(text[to - 1]!)) to -= 1;
  return text.slice(from, to);
}

/** The cells of one record; undefined when all are blank. */
function recordOf(record: string, separator: Separator): CsvCells | { readonly error: RecordError } | undefined {
  // Blank cells at the end are removed first: spreadsheets write any number of them.
  let to = record.length;
  let cut = 0;
  for (; to > 0 && (record[to - 1] === separator || BLANK.test(record[to - 1]!)); to -= 1)
    if (record[to - 1] === separator) cut += 1;
  const text = record.slice(0, to);
  if (text === '') return undefined;
  if (separatorsIn(text)[separator] >= MAX_KEYS)
    return { error: { code: 'import.cells', detail: `Has more than ${MAX_KEYS} cells.` } };
  try {
    const [parsed = []] = parse(text, {
      columns: false,
      delimiter: separator,
      relax_column_count: true,
      record_delimiter: '\0\n\0',
      max_record_size: 2 * MAX_ROW,
      trim: true,
    });
    const cells = parsed.map(trimmed);
    return cells.some((cell) => cell !== '') ? { text, cells, count: cells.length + cut } : undefined;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return {
      error: {
        code: 'import.csv',
        detail: `Is not CSV: ${code ?? ''} ${message.replace(/ at line \d+/g, '').slice(0, 200)}.`,
      },
    };
  }
}
