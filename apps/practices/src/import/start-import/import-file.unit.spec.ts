import { describe, expect, it } from '@jest/globals';
import { MAX_KEYS } from '#validation';
import { MAX_ROW, type FileRow } from './file-row.js';
import { textOf } from './file-text.js';
import { formatOf, openImportFile, type ImportFormat } from './import-file.js';

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(
  format: ImportFormat,
  text: string,
  size = 7,
): Promise<{ header: readonly string[] | undefined; rows: FileRow[] }> {
  const { header, rows } = await openImportFile(format, textOf(inPieces(text, size)), (column) => column);
  const all: FileRow[] = [];
  for await (const row of rows) all.push(row);
  return { header, rows: all };
}

const codes = (rows: FileRow[]) =>
  rows.map((row) => ('raw' in row ? row.raw : row.errors.map(({ code }) => code).join()));

describe('reading a CSV file', () => {
  it('reads quoted cells with separators, quotes and line feeds as they are, after a byte order mark', async () => {
    const { header, rows } = await read('csv', '\uFEFFNo,Text\r\n1,"a, ""b""\r\nc"\r\n\r\n2,é🙂\r\n');
    expect(header).toEqual(['No', 'Text']);
    expect(rows).toEqual([{ raw: { No: '1', Text: 'a, "b"\r\nc' } }, { raw: { No: '2', Text: 'é🙂' } }]);
  });

  it('fails only the row with a stray quote, wherever the quote is, and names the line', async () => {
    for (const broken of ['2,"x" y', '2,q"r', '2,"never closed']) {
      const { rows } = await read('csv', `a,b\n1,x\n${broken}\n3,"y\nz"\n4,w\n`);
      expect(codes(rows)).toEqual([{ a: '1', b: 'x' }, 'import.csv', { a: '3', b: 'y\nz' }, { a: '4', b: 'w' }]);
      expect(rows[1]).toMatchObject({ errors: [{ detail: expect.stringContaining('Line 3') }] });
    }
  });

  it('fails rows with more or fewer cells than the header', async () => {
    expect(codes((await read('csv', 'a,b\n1\n2,x\n3,y,z')).rows)).toEqual([
      'import.cells',
      { a: '2', b: 'x' },
      'import.cells',
    ]);
  });

  it('fails a row that is too long and reads on', async () => {
    const { rows } = await read('csv', `a,b\n1,${'x'.repeat(MAX_ROW)}\n2,y\n`, 60_000);
    expect(codes(rows)).toEqual(['import.row-too-long', { a: '2', b: 'y' }]);
  });

  it('accepts only as many columns as an object may have keys, and fails the row that has more', async () => {
    const names = Array.from({ length: MAX_KEYS + 1 }, (_, n) => `c${n}`);
    const row = names.slice(1).map(() => '"1,2"');
    const { rows } = await read('csv', `${names.slice(1).join()}\n${row.join()}\n${row.join()},x\n`, 60_000);
    expect(codes(rows)).toEqual([expect.objectContaining({ c1: '1,2' }), 'import.cells']);
    await expect(read('csv', `${names.join()}\n`, 60_000)).rejects.toMatchObject({ code: 'import.format' });
  });

  it('fails the row with a character that a spreadsheet cannot hold, and tells where', async () => {
    const { rows } = await read('csv', 'a,b\n1,x\u0007\n2,y\n');
    expect(rows).toMatchObject([{ errors: [{ pointer: '/b', code: 'control-character' }] }, { raw: { a: '2' } }]);
  });

  it('refuses a header that names a column twice', async () => {
    await expect(read('csv', 'a,a\n1,2\n')).rejects.toMatchObject({ status: 422, code: 'import.format' });
  });
});

describe('reading NDJSON and JSON files', () => {
  it('fails single lines that are not JSON, or that nothing can hold', async () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const { rows } = await read(
      'ndjson',
      `{"a":1}\n{oops\n\n{"a":"\\u0000"}\n{"__proto__":1}\n${deep}\n"\\ud800"\n[1]`,
      1000,
    );
    expect(codes(rows)).toEqual([
      { a: 1 },
      'import.not-json',
      'null-byte',
      'unknown-field',
      'import.too-deep',
      'lone-surrogate',
      [1],
    ]);
  });

  it('fails a line that repeats a key, and refuses a file that does', async () => {
    const { rows } = await read('ndjson', '{"a":1}\n{"a":{"b":1,"b":2}}\n{"a":3}\n');
    expect(codes(rows)).toEqual([{ a: 1 }, 'duplicate-key', { a: 3 }]);
    expect(rows[1]).toMatchObject({ errors: [{ pointer: '/a/b', detail: expect.stringMatching(/^Line 2: /) }] });
    await expect(read('json', '[{"a":1},{"a":{"b":1,"b":2}}]')).rejects.toMatchObject({
      code: 'import.format',
      detail: expect.stringContaining('/1/a/b'),
    });
  });

  it('fails a line that is too long without holding it, and reads on', async () => {
    const { rows } = await read('ndjson', `"${'x'.repeat(MAX_ROW)}"\n{"a":1}`, 60_000);
    expect(codes(rows)).toEqual(['import.row-too-long', { a: 1 }]);
  });

  it('refuses a file without a single line of JSON', async () => {
    await expect(read('ndjson', '<html>\n</html>')).rejects.toMatchObject({ status: 422, code: 'import.format' });
  });

  it('reads a JSON array, and refuses anything else', async () => {
    expect(codes((await read('json', '\uFEFF[{"a":1}, 2]')).rows)).toEqual([{ a: 1 }, 2]);
    await expect(read('json', '{"a":1}')).rejects.toMatchObject({ code: 'import.format' });
    await expect(read('json', '[1')).rejects.toMatchObject({ code: 'import.format' });
  });
});

describe('the kind of a file', () => {
  it('is recognised by its name, otherwise by its media type, otherwise by its beginning', () => {
    const kinds = [
      formatOf('a.CSV', 'application/octet-stream', Buffer.from('[')),
      formatOf('a.jsonl', 'text/csv', Buffer.from('[')),
      formatOf('blob', 'application/x-ndjson', Buffer.from('[')),
      formatOf('blob', 'application/octet-stream', Buffer.from('\uFEFF [1]')),
      formatOf('blob', '', Buffer.from('{"a":1}')),
      formatOf('blob', '', Buffer.from('a,b')),
    ];
    expect(kinds).toEqual(['csv', 'ndjson', 'ndjson', 'json', 'ndjson', 'csv']);
  });

  it('is never a spreadsheet, whatever its name', () => {
    for (const [name, start] of [
      ['a.xlsx', ''],
      ['a.csv', 'PK\x03\x04'],
    ] as const) {
      expect(() => formatOf(name, '', Buffer.from(start, 'latin1'))).toThrow('import.format');
    }
  });

  it('is text in UTF-8', async () => {
    const latin = async function* () {
      yield await Promise.resolve(Buffer.from('a,b\n1,é\n', 'latin1'));
    };
    const whole = async () => {
      for await (const text of textOf(latin())) expect(text).toBeDefined();
    };
    await expect(whole()).rejects.toMatchObject({ status: 422, code: 'import.not-text' });
  });
});
