import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { App } from '#config';
import { ArchiveReader, ArchiveWriter } from './archive.js';
import { connect, presentApps, quoted, quotedWithColumns, readMigrations, readTables } from './catalog.js';
import { FORMAT, VERSION, type Manifest, type TableSum } from './manifest.js';

export interface BackupOptions {
  /** The one server of all apps, as a role that may read them all. */
  readonly url: string;
  /** Where the backup is written; it must not exist yet. */
  readonly file: string;
  /** Release of this program. */
  readonly release: string;
  /** Receives progress messages, one line each. */
  readonly report?: (line: string) => void;
}

/** The operator asked for something impossible; the message is one sentence. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

/**
 * Writes everything that the apps have stored into one file, as of one moment, while they continue to work. The file
 * appears under its name only when it is complete and was read again; only its owner may read it.
 *
 * @throws {BackupRefused} when the file exists, or there is nothing to back up
 */
export async function makeBackup({ url, file, release, report = () => undefined }: BackupOptions): Promise<TableSum[]> {
  await refuseExisting(file);
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`;
  const handle = await open(partial, 'wx', 0o600);
  try {
    const client = await connect(url);
    const sums = await writeSnapshot(client, handle, release, report).finally(() => client.end());
    report('Reading it again …');
    await verifyBackup(partial);
    await refuseExisting(file);
    await rename(partial, file);
    return sums;
  } finally {
    await handle.close();
    await rm(partial, { force: true });
  }
}

/**
 * Reads a backup to its end.⏎@throws {NotRestorable} when it is incomplete
 * @throws {NotRestorable} when it is not whole
 */
export async function verifyBackup(file: string): Promise<ArchiveReader> {
  const reader = await ArchiveReader.open(createReadStream(file));
  const parts = reader.parts();
  while ((await parts.next()).done !== true);
  return reader;
}

async function refuseExisting(file: string): Promise<void> {
  const isThere = await lstat(file).then(
    () => true,
    (error: unknown) => {
      if ((error as { code?: string }).code === 'ENOENT') return false;
      throw error;
    },
  );
  if (isThere) throw new BackupRefused(`${file} exists already: choose another name, or move it away.`);
}

async function writeSnapshot(
  client: pg.Client,
  handle: FileHandle,
  release: string,
  report: (line: string) => void,
): Promise<TableSum[]> {
  const apps = await presentApps(client);
  if (apps.length === 0) throw new BackupRefused('There is nothing to back up: no app has stored any data yet.');
  const before = await readTables(client, apps);
  await client.query('begin isolation level repeatable read, read only');
  // Before the snapshot is taken, so that no migration changes a table between the snapshot and its reading.
  await client.query(`lock table ${before.map(quoted).join(', ')} in access share mode`);
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  const tables = await readTables(client, apps);
  if (JSON.stringify(tables) !== JSON.stringify(before)) {
    throw new BackupRefused('An app is currently being upgraded: repeat the backup in a moment.');
  }
  const migrations: Partial<Record<App, string[]>> = {};
  for (const app of apps) migrations[app] = await readMigrations(client, app);
  const createdAt = rows[0]!.now.toISOString();
  const writer = new ArchiveWriter({ format: FORMAT, version: VERSION, createdAt, release, migrations, tables });
  const written = pipeline(writer.output, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) await handle.writeFile(chunk);
  });
  try {
    const sums = await Promise.race([
      copyTables(client, writer, tables, report),
      written.then(() => Promise.reject(new Error('The file ended too early.'))),
    ]);
    await writer.end();
    await written;
    await handle.sync();
    await client.query('commit');
    return sums;
  } catch (error) {
    writer.destroy(error instanceof Error ? error : new Error(String(error)));
    await written.catch(() => undefined);
    throw error;
  }
}

async function copyTables(
  client: pg.Client,
  writer: ArchiveWriter,
  tables: Manifest['tables'],
  report: (line: string) => void,
): Promise<TableSum[]> {
  await writer.begin();
  const sums: TableSum[] = [];
  for (const table of tables) {
    const rows = client.query(copyTo(`copy ${quotedWithColumns(table)} to stdout`));
    const sum = await writer.table(table, watched(rows, table, report), () => rows.rowCount);
    report(`${table.schema}.${table.table}: ${sum.rows} rows`);
    sums.push(sum);
  }
  return sums;
}

const TOLD_BYTES = 100_000_000;

/** Reports progress on a large table from time to time. */
async function* watched(
  data: AsyncIterable<Buffer>,
  { schema, table }: Manifest['tables'][number],
  report: (line: string) => void,
): AsyncGenerator<Buffer> {
  let [bytes, told] = [0, 0];
  for await (const chunk of data) {
    bytes += chunk.length;
    if (bytes - told >= TOLD_BYTES) {
      told = bytes;
      report(`${schema}.${table}: ${Math.round(bytes / 1_000_000)} MB …`);
    }
    yield chunk;
  }
}
