import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { NotRestorable } from './not-restorable.js';
import {
  cutShort, damaged, foreign, parseEnd, parseManifest, partName,
  type BackedUpTable, type BackupEnd, type Manifest, type TableSum,
} from './manifest.js'; // prettier-ignore

/** Bytes of a table in one entry, which is the part of a file that is in memory at once. */
export const PART_BYTES = 1_048_576;

/** No entry that we write exceeds this; a larger one is not read into memory. */
const LARGEST_ENTRY = 16 * PART_BYTES;

/**
 * Writes a backup: a gzipped tar with `manifest.json`, then the tables in parts, then `end.json` with counts and
 * checksums. Any tar program lists its content, and PostgreSQL's own COPY reads the parts.
 */
export class ArchiveWriter {
  /** The bytes of the file. */
  readonly output: Readable;
  private readonly pack = tar.pack();
  private readonly packed: Promise<void>;
  private readonly sums: TableSum[] = [];
  private readonly manifest: Buffer;

  constructor(manifest: Manifest) {
    this.manifest = Buffer.from(JSON.stringify(manifest, null, 2));
    const gzip = createGzip();
    this.output = gzip;
    this.packed = pipeline(this.pack, gzip);
    this.packed.catch(() => undefined); // the next write or read reports it
  }

  /** Call it before the first table. */
  begin(): Promise<void> {
    return this.entry('manifest.json', this.manifest);
  }

  /** @param rows the number of rows in the data, called once all are read */
  async table(table: BackedUpTable, data: AsyncIterable<Buffer>, rows: () => number): Promise<TableSum> {
    const hash = createHash('sha256');
    let [parts, bytes] = [0, 0];
    for await (const part of inParts(data)) {
      hash.update(part);
      bytes += part.length;
      parts += 1;
      await this.entry(partName(table, parts), part);
    }
    const { schema, table: name } = table;
    const sum = { schema, table: name, rows: rows(), bytes, sha256: hash.digest('hex') };
    this.sums.push(sum);
    return sum;
  }

  async end(): Promise<void> {
    const end: BackupEnd = { manifest: sha256(this.manifest), tables: this.sums };
    await this.entry('end.json', Buffer.from(JSON.stringify(end, null, 2)));
    this.pack.finalize();
    await this.packed;
  }

  /** Aborts: whoever reads the output receives the error. */
  destroy(error: Error): void {
    this.pack.destroy(error);
  }

  private entry(name: string, bytes: Buffer): Promise<void> {
    return new Promise((done, failed) => {
      const settle = (error?: Error | null) => {
        if (error) failed(error);
        else done();
      };
      this.pack.entry({ name, mode: 0o600 }, bytes, settle);
    });
  }
}

/** Some bytes of a table. */
export interface TablePart {
  readonly table: BackedUpTable;
  readonly bytes: Buffer;
}

/**
 * Reads a backup from its first byte to its last: the manifest, then the parts of the tables. A file that is no backup,
 * or incomplete, fails at the end at the latest. So read a file once to check it, and then again for its content.
 */
export class ArchiveReader {
  private sum: BackupEnd | undefined;

  private constructor(
    readonly manifest: Manifest,
    private readonly manifestSum: string,
    private readonly entries: AsyncGenerator<Entry>,
  ) {}

  /** @throws {NotRestorable} */
  static async open(input: Readable): Promise<ArchiveReader> {
    const entries = readEntries(input);
    const first = await entries.next();
    if (first.done === true || first.value.name !== 'manifest.json') throw foreign();
    return new ArchiveReader(parseManifest(first.value.bytes), sha256(first.value.bytes), entries);
  }

  /** The counts and checksums of each table; known once all parts were read. */
  get end(): BackupEnd {
    if (!this.sum) throw new Error('The backup was not read to its end.');
    return this.sum;
  }

  /** @throws {NotRestorable} at the first part that is out of place, otherwise at the end */
  async *parts(): AsyncGenerator<TablePart> {
    const found = this.manifest.tables.map((table) => ({ table, hash: createHash('sha256'), bytes: 0, parts: 0 }));
    let at = 0;
    for await (const { name, bytes } of this.entries) {
      if (name === 'end.json') {
        this.sum = parseEnd(bytes);
        continue;
      }
      if (this.sum) throw damaged(`there is more after its end (${name})`);
      at = found.findIndex(({ table, parts }, n) => n >= at && name === partName(table, parts + 1));
      const one = found[at];
      if (!one) throw damaged(`${name} is out of place`);
      one.hash.update(bytes);
      one.bytes += bytes.length;
      one.parts += 1;
      yield { table: one.table, bytes };
    }
    if (!this.sum) throw cutShort();
    const sums = found.map(({ table: { schema, table }, hash, bytes }) => ({ schema, table, bytes, sha256: hash.digest('hex') })); // prettier-ignore
    if (this.sum.manifest !== this.manifestSum) throw damaged('its manifest was changed');
    for (const [n, { schema, table, bytes, sha256 }] of sums.entries()) {
      const said = this.sum.tables[n];
      const isSame = said?.schema === schema && said.table === table && said.bytes === bytes && said.sha256 === sha256;
      if (!isSame) throw damaged(`the checksum of ${schema}.${table} is wrong`);
    }
  }
}

interface Entry {
  readonly name: string;
  readonly bytes: Buffer;
}

async function* readEntries(input: Readable): AsyncGenerator<Entry> {
  const extract = tar.extract();
  // Through a stream of Node's own: a failure in any of them then reaches whoever reads the entries.
  const unpacked = pipeline(input, createGunzip(), new PassThrough(), extract);
  const failure = unpacked.then(
    () => undefined,
    (error: unknown) => error,
  );
  try {
    for await (const entry of extract) {
      const { name, size = 0 } = entry.header;
      if (size > LARGEST_ENTRY) throw damaged(`${name} is too large`);
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk);
      yield { name, bytes: Buffer.concat(chunks) };
    }
  } catch (error) {
    if (error instanceof NotRestorable) throw error;
    input.destroy();
    // The first failure gives the reason; the archive only reports that nothing more came.
    throw asNotRestorable((await failure) ?? error);
  } finally {
    input.destroy();
  }
  const error = await failure;
  if (error !== undefined) throw asNotRestorable(error);
}

/** Translates the errors of zlib and tar for a broken file; errors of the disk pass unchanged. */
function asNotRestorable(error: unknown): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (code === 'Z_BUF_ERROR' || /unexpected end/i.test(message)) return cutShort();
  if (code === 'Z_DATA_ERROR') return /incorrect header/.test(message) ? foreign() : damaged(message);
  return /tar|header/i.test(message) ? foreign() : error;
}

/** The same bytes in buffers of one size, the last one as it comes. */
async function* inParts(data: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of data) {
    chunks.push(chunk);
    length += chunk.length;
    if (length < PART_BYTES) continue;
    const all = Buffer.concat(chunks);
    let from = 0;
    for (; all.length - from >= PART_BYTES; from += PART_BYTES) yield all.subarray(from, from + PART_BYTES);
    chunks = [all.subarray(from)];
    length = all.length - from;
  }
  if (length > 0) yield Buffer.concat(chunks);
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
