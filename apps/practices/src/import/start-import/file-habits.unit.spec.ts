import { describe, expect, it } from '@jest/globals';
import { validateFactSheet } from '../../fact-sheet/validate-fact-sheet.js';
import { COLUMNS } from '../profile/case-studies.cells.js';
import { caseStudiesProfile } from '../profile/case-studies.profile.js';
import { spelledAs } from '../profile/profiles.js';
import type { FileRow } from './file-row.js';
import { textOf } from './file-text.js';
import { openImportFile, type ImportFormat } from './import-file.js';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(format: ImportFormat, file: string | Buffer, size: number) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const { header, rows } = await openImportFile(format, textOf(inPieces(bytes, size)), spelledAs);
  const all: FileRow[] = [];
  for await (const row of rows) all.push(row);
  return { header, rows: all };
}

const cells: Partial<Record<(typeof COLUMNS)[number], string>> = {
  No: '901', 'Title (English)': 'Welcome, desk', 'Original language': 'en', Organiser: 'City X', 'Organiser type': 'city',
  Country: 'PL', City: 'X', Dimension: 'cultural', 'Sub-theme': 'language-training', Start: '2011', 'Start precision': 'year',
  Ongoing: 'yes', 'Start as printed': '2011', 'End as printed': 'on-going', 'Funding sources': 'local; eu', 'Target groups': 'general',
}; // prettier-ignore

/** A file as a program writes it that does nothing odd, but for what is asked. */
function fileOf({
  separator = ',',
  end = '\r\n',
  names = [...COLUMNS] as string[],
  values = COLUMNS.map((column) => cells[column] ?? ''),
  quote = (cell: string) => (/[",;\t|]/.test(cell) ? `"${cell}"` : cell),
  around = ([header = '', row = '']: string[]) => [header, row],
} = {}): string {
  const line = (list: string[]) => list.map(quote).join(separator);
  return around([line(names), line(values)]).map((one) => one + end).join(''); // prettier-ignore
}

const utf16 = (text: string, mark: '\uFEFF' | '', swapped = false): Buffer => {
  const bytes = Buffer.from(mark + text, 'utf16le');
  return swapped ? bytes.swap16() : bytes;
};
const values = COLUMNS.map((column) => cells[column] ?? '');
const blank = ','.repeat(COLUMNS.length - 1);

const habits: [string, string | Buffer][] = [
  ['nothing odd', fileOf()],
  ['surplus blank columns', fileOf({ names: [...COLUMNS, '', ''], values: [...values, '', ''] })],
  ['one surplus blank column', fileOf({ names: [...COLUMNS, ''], values: [...values, ''] })],
  ['surplus columns of which rows have no cells', fileOf({ names: [...COLUMNS, '', ' '], values })],
  ['thousands of surplus blank columns', fileOf({ around: (lines) => lines.map((line) => line + ','.repeat(16_000)) })],
  ['a blank column in front', fileOf({ names: ['', ...COLUMNS], values: [' ', ...values] })],
  ['a blank column in the middle', fileOf({ names: [COLUMNS[0], '', ...COLUMNS.slice(1)], values: [values[0]!, '', ...values.slice(1)] })], // prettier-ignore
  ['surplus blank cells in a row', fileOf({ values: [...values, '', '\u00A0', '\u200B'] })],
  ['every cell in quotes', fileOf({ names: [...COLUMNS, ''], values: [...values, '', ''], quote: (cell) => `"${cell}"` })],
  ['blank rows at the end', fileOf({ around: (lines) => [...lines, blank, blank, '', `"",""`, ' , ,\u00A0'] })],
  ['blank rows in front and between', fileOf({ around: ([header = '', row = '']) => ['', blank, header, blank, '', row] })],
  ['CR alone at the end of lines', fileOf({ end: '\r' })],
  ['LF alone at the end of lines', fileOf({ end: '\n' })],
  ['mixed ends of lines', fileOf({ around: ([header = '', row = '']) => [`${header}\r${blank}\n`, row] })],
  ['no end of the last line', fileOf().trimEnd()],
  ['Ctrl-Z at the end', `${fileOf()}\u001A`],
  ['Ctrl-Z at the end of the last line', `${fileOf().trimEnd()}\u001A\u001A`],
  ['Ctrl-Z on a line of its own', `${fileOf()}\u001A\r\n`],
  ['semicolons', `\uFEFF${fileOf({ separator: ';' })}`],
  ['tabs', fileOf({ separator: '\t' })],
  ['tabs, with a blank column in front', fileOf({ separator: '\t', names: ['', ...COLUMNS], values: ['', ...values] })],
  ['bars', fileOf({ separator: '|' })],
  ['a line that tells the separator', `sep=;\r\n${fileOf({ separator: ';' })}`],
  ['a line that tells the separator, after a byte order mark', `\uFEFFsep=,\r\n${fileOf()}`],
  ['a line that tells the separator, filled up', `sep=,${blank}\r\n${fileOf()}`],
  ['byte order marks in front and between, as files put together have them', fileOf({ around: (lines) => lines.map((line) => `\uFEFF${line}`) })], // prettier-ignore
  ['UTF-16 with its mark', utf16(fileOf({ separator: '\t' }), '\uFEFF')],
  ['UTF-16, the other way round', utf16(fileOf(), '\uFEFF', true)],
  ['a header in capitals', fileOf({ names: COLUMNS.map((name) => name.toUpperCase()) })],
  ['a header with blanks around and within names', fileOf({ names: COLUMNS.map((name) => ` ${name.replace(' ', '\u00A0')}\u00A0`) })],
  ['a header with line ends in names', fileOf({ names: COLUMNS.map((name) => name.replace(' ', '\n')), quote: (cell) => `"${cell}"` })],
  ['another order of columns', fileOf({ names: [...COLUMNS].reverse(), values: [...values].reverse() })],
  ['blanks around cells', fileOf({ values: values.map((cell) => ` \u00A0${cell}\u200B `), quote: (cell) => cell.replace(', ', ' ') })],
  ['blanks around quotes', fileOf({ quote: (cell) => ` "${cell}" ` })],
]; // prettier-ignore

describe('a CSV file as people and their programs make it', () => {
  it.each(habits)('is read as if it had nothing odd: %s', async (_, file) => {
    for (const size of [1_000_000, 7, 1]) {
      const { header, rows } = await read('csv', file, size);
      expect([caseStudiesProfile.matches(header!), rows.length]).toEqual([true, 1]);
      expect(rows[0]).toHaveProperty('raw');
      const { externalId, factSheet, warnings } = caseStudiesProfile.toFactSheet((rows[0] as { raw: unknown }).raw);
      expect([externalId, warnings]).toEqual([{ id: 'cs-901' }, []]);
      expect(validateFactSheet(factSheet)).toMatchObject({
        sheet: {
          title: { en: expect.stringMatching(/^Welcome,? desk$/) },
          countries: ['PL'],
          period: { start: '2011', ongoing: true },
          funding: { sources: ['local', 'eu'] },
        },
      });
    }
  });

  it('keeps line ends within quotes as they are', async () => {
    const { rows } = await read('csv', 'a,b\r"1","x\r\ny\nz\rw"\r2,v', 3);
    expect(rows).toEqual([{ raw: { a: '1', b: 'x\r\ny\nz\rw' } }, { raw: { a: '2', b: 'v' } }]);
  });

  it.each<[string, string, string, RegExp]>([
    ['data in a column without a name', 'a,b,\n1,2,3\n', 'import.cells', /^Line 2: Cell 3 contains "3", but the header has no column there/],
    ['data in a column without a name, in front', ',a,b\n0,1,2\n', 'import.cells', /Cell 1 contains "0"/],
    ['data behind the last column', 'a,b\n1,2,,,x\n', 'import.cells', /Cell 5 contains "x"/],
    ['cells that are missing', 'a,b,c\n1,2\n', 'import.cells', /Has 2 cells, but the header has 3/],
    ['a separator that the cell holds', 'a,b\n1,x,y\n', 'import.cells', /A cell that contains "," or a line break must be in double quotes/],
    ['another separator than the header has', 'a,b,c\n1;2;3\n', 'import.cells', /separator of this line seems to be ";", but that of the header is ","/],
    ['another separator than is told', 'sep=;\na;b\n1\t2\n', 'import.cells', /Line 3: .* seems to be the tab/],
    ['the header once more', 'a,b\nA,b\n', 'import.header-again', /Line 2: Repeats the header/],
    ['an error of the spreadsheet', 'a,b\n1,#REF!\n', 'import.sheet-error', /The column "b" contains #REF!/],
    ['a column that was too narrow', 'a,b\n1,########\n', 'import.sheet-error', /contains ########/],
    ['a NUL', `a,b\n${'1,2\n'.repeat(300)}1,\0\n`, 'null-byte', /./],
    ['a lone quote', 'a,b\n1,5" pipes\n', 'import.csv', /^Line 2: /],
  ])('refuses the row and names the cause: %s', async (_, file, code, detail) => {
    const { rows } = await read('csv', file, 100_000);
    expect((rows.at(-1) as { errors: unknown[] }).errors).toEqual([
      { pointer: expect.any(String), code, detail: expect.stringMatching(detail) },
    ]);
  }); // prettier-ignore

  it.each<[string, string | Buffer, string, RegExp]>([
    ['Windows-1252', Buffer.from('a,b\r\n1,x\r2,M\xfcnchen\r\n', 'latin1'), 'import.not-text', /Line 3 .* Windows-1252/],
    ['UTF-16 without its mark', utf16('a,b\n1,2\n', ''), 'import.not-text', /NUL bytes: it is UTF-16/],
    ['UTF-16 cut off', utf16('a,b\n1,2\n', '\uFEFF').subarray(0, -1), 'import.not-text', /Line 2 .* UTF-16/],
    ['a column twice', 'a,b,a\n1,2,3\n', 'import.format', /column "a" twice/],
    ['a column twice, in capitals', 'No,NO\n1,2\n', 'import.format', /column "No" twice/],
    ['an unknown separator that is told', 'sep=x\naxb\n', 'import.format', /separator "x" is not supported/],
    ['nothing but blanks', ',,,\r\n \r\n\u001A', 'import.empty', /no rows/],
  ])('refuses the file and names the cause: %s', async (_, file, code, detail) => {
    for (const size of [100_000, 1])
      await expect(read('csv', file, size)).rejects.toMatchObject({ code, detail: expect.stringMatching(detail) });
  }); // prettier-ignore

  it.each([' ', ',', '"', '""', '\u001A', '\uFEFF', '\r', ';', ' ,', '\t', '#'])(
    'costs no more than its length, whatever it is full of: %j',
    async (filling) => {
      const cost = async (length: number) => {
        const row = filling.repeat(length);
        const times: number[] = [];
        for (let run = 0; run < 3; run += 1) {
          const start = process.cpuUsage();
          await read('csv', `a,b\n${row}x\n1,"${row}x"\n`, 60_000).catch(() => undefined);
          times.push(process.cpuUsage(start).user);
        }
        return Math.min(...times); // what others do on this machine costs some runs more
      };
      await cost(10_000); // compiled by now
      // Four times the length: sixteen times the cost would be its square.
      expect(await cost(40_000)).toBeLessThan(10 * (await cost(10_000)) + 100_000);
    },
  );
});

describe('an NDJSON or JSON file as people and their programs make it', () => {
  it.each<[string, ImportFormat, string]>([
    ['CR alone', 'ndjson', '{"a":1}\r{"a":2}\r'],
    ['blank lines and Ctrl-Z', 'ndjson', '\r\n{"a":1}\r\n \r\n{"a":2}\u001A\r\n\u001A'],
    ['byte order marks, as files put together have them', 'ndjson', '\uFEFF{"a":1}\n\uFEFF{"a":2}'],
    ['a mark in front and Ctrl-Z behind', 'json', '\uFEFF [{"a":1},{"a":2}]\r\n\u001A\r\n'],
  ])('is read as if it had nothing odd: %s', async (_, format, file) => {
    for (const size of [1_000, 1])
      expect((await read(format, file, size)).rows).toEqual([{ raw: { a: 1 } }, { raw: { a: 2 } }]);
  });
});
