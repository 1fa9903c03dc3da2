import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { ArchiveReader, ArchiveWriter, PART_BYTES } from './archive.js';
import { FORMAT, VERSION, type BackedUpTable, type Manifest } from './manifest.js';
import { NotRestorable } from './not-restorable.js';

const table = (name: string): BackedUpTable => ({ schema: 'practices', table: name, columns: ['id', 'text'] });
const tables = [table('empty'), table('large'), table('small')];
const manifest: Manifest = {
  format: FORMAT, version: VERSION, createdAt: '2027-01-01T00:00:00.000Z', release: '1.2.3',
  migrations: { practices: ['One1764000000001'] }, tables,
}; // prettier-ignore
const large = randomBytes(2 * PART_BYTES + 17);
const contents: Readonly<Record<string, Buffer>> = { empty: Buffer.of(), large, small: Buffer.from('1\ttext\n') };

async function written(changed: object = {}): Promise<Buffer> {
  const writer = new ArchiveWriter({ ...manifest, ...changed });
  const reading = writer.output.toArray();
  await writer.begin();
  for (const one of tables) {
    const bytes = contents[one.table]!;
    // In pieces of a size of their own, as a socket brings them.
    const pieces = Array.from({ length: Math.ceil(bytes.length / 65_521) }, (_, n) =>
      bytes.subarray(n * 65_521, (n + 1) * 65_521),
    );
    await writer.table(one, Readable.from(pieces), () => pieces.length);
  }
  await writer.end();
  return Buffer.concat((await reading) as Buffer[]);
}

async function read(file: Buffer) {
  const reader = await ArchiveReader.open(Readable.from([file]));
  const parts: { table: string; bytes: Buffer }[] = [];
  for await (const { table, bytes } of reader.parts()) parts.push({ table: table.table, bytes });
  return { reader, parts };
}

const refusal = (file: Buffer) => read(file).then(() => 'nothing', (error: unknown) => {
  expect(error).toBeInstanceOf(NotRestorable);
  return (error as Error).message;
}); // prettier-ignore

/** The tar inside, changed. */
const changed = (file: Buffer, change: (tar: Buffer) => Buffer) => gzipSync(change(gunzipSync(file)));

describe('the file of a backup', () => {
  it('gives back what was written, in parts that fit into memory', async () => {
    const { reader, parts } = await read(await written());
    expect(reader.manifest).toEqual(manifest);
    expect(Math.max(...parts.map(({ bytes }) => bytes.length))).toBe(PART_BYTES);
    for (const name of ['large', 'small']) {
      const all = Buffer.concat(parts.filter((part) => part.table === name).map(({ bytes }) => bytes));
      expect(all.equals(contents[name]!)).toBe(true);
    }
    expect(reader.end.tables.map(({ table, rows, bytes }) => ({ table, rows, bytes }))).toEqual(
      tables.map(({ table }) => ({
        table,
        rows: Math.ceil(contents[table]!.length / 65_521),
        bytes: contents[table]!.length,
      })),
    );
  });

  it('is refused when it was cut short, wherever', async () => {
    const file = await written();
    for (const length of [30, 1_000, Math.floor(file.length / 2), file.length - 9, file.length - 1]) {
      expect(await refusal(file.subarray(0, length))).toMatch(/^The backup is (incomplete|damaged)/);
    }
  });

  it('is refused when the end of the archive is missing, though what is left is a whole gzip', async () => {
    const file = changed(await written(), (tar) => {
      const end = tar.indexOf('end.json');
      return Buffer.concat([tar.subarray(0, end), Buffer.alloc(1024)]);
    });
    expect(await refusal(file)).toMatch(/^The backup is incomplete: the file was cut short/);
  });

  it('is refused when a byte of a table or of the manifest is another', async () => {
    const file = await written();
    const flipped = (at: (tar: Buffer) => number) =>
      changed(file, (tar) => {
        const position = at(tar);
        tar[position] = tar[position]! ^ 1;
        return tar;
      });
    expect(await refusal(flipped((tar) => tar.indexOf('1\ttext') + 3))).toBe(
      'The backup is damaged: the checksum of practices.small is wrong. Use an earlier one.',
    );
    expect(await refusal(flipped((tar) => tar.indexOf('1.2.3')))).toBe(
      'The backup is damaged: its manifest was changed. Use an earlier one.',
    );
  });

  it('is refused when bits of the file itself have turned', async () => {
    const file = await written();
    for (const at of [400, Math.floor(file.length / 2), file.length - 6]) {
      const turned = Buffer.from(file);
      turned[at] = turned[at]! ^ 0x55;
      expect(await refusal(turned)).toMatch(/^The (backup is (incomplete|damaged)|file is not a backup)/);
    }
  });

  it('is refused when a part is missing or stands elsewhere', async () => {
    const file = await written();
    const renamed = changed(file, (tar) => {
      const at = tar.indexOf('practices/large/00000002.copy');
      tar.write('practices/large/00000003.copy', at);
      const header = tar.subarray(at, at + 512);
      header.write('        ', 148);
      const sum = header.reduce((total, byte) => total + byte, 0);
      header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
      return tar;
    });
    expect(await refusal(renamed)).toBe(
      'The backup is damaged: practices/large/00000003.copy is out of place. Use an earlier one.',
    );
  });

  it.each([
    ['nothing at all', Buffer.of()],
    ['a text', Buffer.from('Dear secretariat, please find attached')],
    ['bytes without order', randomBytes(5_000)],
    ['another gzip', gzipSync('{"format": "other"}')],
    ['another archive', gzipSync(Buffer.alloc(10_240))],
  ])('is refused when it is %s', async (_, file) => {
    expect(await refusal(file)).toMatch(/^The (file is not a backup of this network|backup is incomplete)/);
  });

  it('is refused when a newer release made it, with the release that can read it', async () => {
    const file = await written({ version: VERSION + 1, release: '9.0.0' });
    expect(await refusal(file)).toBe('The backup was made by a newer release (9.0.0): restore it with that.');
  });

  it.each([
    ['a schema that is none of ours', { tables: [{ schema: 'pg_catalog', table: 'pg_authid', columns: ['a'] }] }],
    ['a table with a name of SQL', { tables: [{ schema: 'practices', table: 'a"; drop', columns: ['a'] }] }],
    ['a table without columns', { tables: [{ schema: 'practices', table: 'a', columns: [] }] }],
    ['migrations that are no names', { migrations: { practices: [1] } }],
    ['no time', { createdAt: 'yesterday' }],
  ])('is refused when its manifest has %s', async (_, change) => {
    expect(await refusal(await written(change))).toBe(
      'The backup is damaged: its manifest cannot be read. Use an earlier one.',
    );
  });
});
