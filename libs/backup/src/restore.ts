import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { apps, type App } from '#config';
import {
  isUnfinished, openDataSource, searchPath, setUpAppDatabases, UNFINISHED_RESTORE,
  type AppDatabase, type DataSourceContent,
} from '#database'; // prettier-ignore
import { continueStreams, type MissedStreams } from '#messaging';
import type { ErasureList } from '#privacy';
import { ArchiveReader } from './archive.js';
import { verifyBackup } from './backup.js';
import { connect, presentApps, quoted, quotedWithColumns, readTables } from './catalog.js';
import type { BackedUpTable, Manifest, TableSum } from './manifest.js';
import { NotRestorable } from './not-restorable.js';
import { raiseIdentities, raiseRevisions } from './raise-numbers.js';

/** What an app stores, and all migrations that create its tables, including those of the libraries. */
export type AppContents = Readonly<Record<App, DataSourceContent>>;

/**
 * Erases everybody on the list again who is still in the backup, in the migrated schemas of all apps, before any app
 * starts on them. Returns how many persons that were.
 */
export type EraseAgain = (erasures: ErasureList, databases: Readonly<Record<App, AppDatabase>>) => Promise<number>;

export interface RestoreOptions {
  readonly file: string;
  /** The one server for all apps, as a role that may create roles and schemas; without any app's schema. */
  readonly url: string;
  readonly contents: AppContents;
  readonly erasures?: ErasureList | undefined;
  /** Unset: this release cannot erase, and refuses to restore persons whom another release has erased. */
  readonly eraseAgain?: EraseAgain | undefined;
  readonly now?: () => Date;
  /** Receives progress messages, one line each. */
  readonly report?: (line: string) => void;
}

export interface Restored {
  /** The moment of the backup. */
  readonly createdAt: string;
  readonly rows: number;
  /** What groups had missed at the backup, and how they receive it. */
  readonly missed: readonly MissedStreams[];
  readonly erased: number;
}

/** The target is not one into which a backup may be restored; the message is one sentence. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
}

/**
 * The restore has begun and could not finish; the message is one sentence that says what the target contains and what
 * to do.
 */
export class RestoreFailed extends Error {
  override readonly name = 'RestoreFailed';

  constructor(cause: unknown, isCleared: boolean) {
    const left = isCleared
      ? 'The target is empty as before.'
      : 'The target is incomplete, and no app starts on it; the next restore replaces it.';
    super(`The restore failed: ${sentence(cause)} ${left} ${remedy(cause)}`, { cause });
  }
}

const sentence = (error: unknown): string =>
  `${(error instanceof Error ? error.message : String(error)).replace(/\.$/, '')}.`;

/** Classes of SQLSTATE, explained to the operator. */
function remedy(error: unknown): string {
  const { code = '' } = error as { code?: string };
  if (error instanceof NotRestorable) return 'Restore from another backup.';
  if (/^(?:22|23)/.test(code))
    return 'The backup contradicts itself: keep it, report this, and restore from another one.';
  if (/^53|^ENOSPC$|^EDQUOT$/.test(code)) return 'Give the server more room, then run the restore again.';
  return 'Fix that, then run the restore again.';
}

/**
 * Checks whether this release can restore a file. Reads all of it and writes nothing.
 * @throws {NotRestorable}
 */
export async function checkBackup(file: string, contents: AppContents): Promise<ArchiveReader> {
  const reader = await verifyBackup(file);
  for (const [app, names] of Object.entries(reader.manifest.migrations)) {
    const known = new Set(contents[app as App].migrations.map(nameOf));
    const unknown = names.find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw new NotRestorable(
        `The backup was made by a newer release (${reader.manifest.release}; ${app} has ${unknown}): restore it with that.`,
      );
    }
  }
  return reader;
}

/**
 * Fills an empty server from a backup, so that the apps can start on it: restores the tables, migrates them to this
 * release, and raises all numbers above any that were ever assigned. No app starts there until it has finished. A
 * restore that fails empties the target again; one that was killed must be run again.
 *
 * @throws {NotRestorable} before anything is written · {RestoreRefused} when the target is not empty, or in use ·
 *   {RestoreFailed}
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { url, file, contents, erasures, eraseAgain, now = () => new Date(), report = () => undefined } = options;
  const { manifest, end } = await checkBackup(file, contents);
  const at = now();
  if (at <= new Date(manifest.createdAt)) {
    throw new RestoreRefused(
      `The clock of this machine says ${at.toISOString()}, and the backup was made at ${manifest.createdAt}: set the clock right first.`,
    );
  }
  if (erasures && erasures.size > 0 && !eraseAgain) {
    throw new RestoreRefused(
      `The list of erasures has ${erasures.size} entries, and this release cannot erase: restore with the release that wrote them.`,
    );
  }
  const client = await connect(url);
  try {
    const before = await takeOver(client);
    try {
      return await fill(client, options, { manifest, end, at, report });
    } catch (error) {
      await ended(client); // with its locks
      throw new RestoreFailed(error, await clear(url, before));
    }
  } finally {
    await ended(client);
  }
}

/** The connection itself may have failed. */
const ended = (client: pg.Client) => client.end().catch(() => undefined);

async function fill(
  client: pg.Client,
  { file, url, contents, erasures, eraseAgain }: RestoreOptions,
  { manifest, end, at, report }: Pick<ArchiveReader, 'manifest' | 'end'> & { at: Date; report: (line: string) => void },
): Promise<Restored> {
  report('Preparing the tables …');
  const made = await setUpAppDatabases(url, apps, { restoring: true });
  const databases = Object.fromEntries(made.map((one) => [one.app, one])) as Record<App, AppDatabase>;
  for (const app of apps) await migrate(databases[app], contents[app], manifest.migrations[app] ?? []);
  await refuseOtherTables(client, manifest);
  await load(client, file, end.tables, report);
  for (const app of apps) await migrate(databases[app], contents[app]);
  report('Numbering on from now …');
  const missed = await goOn(client, at);
  const erased = erasures && eraseAgain ? await eraseAgain(erasures, databases) : 0;
  for (const table of await readTables(client, apps)) await client.query(`analyze ${quoted(table)}`);
  await client.query(`drop table ${UNFINISHED_RESTORE}`);
  return {
    createdAt: manifest.createdAt,
    rows: end.tables.reduce((sum, table) => sum + table.rows, 0),
    missed,
    erased,
  };
}

const nameOf = (migration: DataSourceContent['migrations'][number]): string =>
  typeof migration === 'string' ? migration : migration.name;

/** Lock that allows one restore at a time. Any fixed number. */
const RESTORE_LOCK = 7_120_690;

/** What the target contained besides the apps' schemas, which it did not have. */
interface Before {
  readonly hadExtensions: boolean;
}

/** Refuses a target that is not empty and marks others as being restored; removes what a killed restore has left. */
async function takeOver(client: pg.Client): Promise<Before> {
  const { rows: locks } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
    RESTORE_LOCK,
  ]);
  if (locks[0]?.mine !== true) throw new RestoreRefused('Another restore into this database is running.');
  const isAgain = await isUnfinished(client);
  const present = await presentApps(client);
  if (present.length > 0 && !isAgain) {
    throw new RestoreRefused(
      `The target is not empty (${present.join(', ')}): a backup is restored into an empty data folder or database only.`,
    );
  }
  const { rows: users } = await client.query<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name like 'lra-%' order by 1`,
  );
  if (users.length > 0) {
    throw new RestoreRefused(`Stop the apps first: ${users.map(({ name }) => name).join(', ')} use the database.`);
  }
  const { rows } = await client.query('select from pg_namespace where nspname = $1', [EXTENSIONS]);
  await client.query(`create schema if not exists ${EXTENSIONS}; create table if not exists ${UNFINISHED_RESTORE} ()`);
  await dropSchemas(client);
  return { hadExtensions: rows.length > 0 && !isAgain };
}

const [EXTENSIONS = ''] = UNFINISHED_RESTORE.split('.');

const dropSchemas = (client: pg.Client) =>
  client.query(apps.map((app) => `drop schema if exists ${pg.escapeIdentifier(app)} cascade`).join(';'));

/**
 * Empties the target of what a failed restore has left, over a connection of its own. Returns whether that was
 * possible.
 */
async function clear(url: string, { hadExtensions }: Before): Promise<boolean> {
  try {
    const client = await connect(url);
    try {
      await dropSchemas(client);
      // Last: until then no app may start here.
      await client.query(
        hadExtensions ? `drop table if exists ${UNFINISHED_RESTORE}` : `drop schema if exists ${EXTENSIONS} cascade`,
      );
      return true;
    } finally {
      await client.end();
    }
  } catch {
    return false; // the first failure is reported
  }
}

/** Migrates one app's schema up to the named migrations, or through all. */
async function migrate(database: AppDatabase, content: DataSourceContent, names?: readonly string[]): Promise<void> {
  const migrations = names
    ? content.migrations.filter((migration) => names.includes(nameOf(migration)))
    : content.migrations;
  await (await openDataSource(database, { ...content, migrations })).destroy();
}

/** The migrations that a backup names create tables that fit it, unless somebody tampered with it. */
async function refuseOtherTables(client: pg.Client, { tables }: Manifest): Promise<void> {
  const text = ({ schema, table, columns }: BackedUpTable) => `${schema}.${table} (${[...columns].sort().join(', ')})`;
  const present = new Set((await readTables(client, apps)).map(text));
  const other = tables.map(text).find((table) => !present.has(table));
  if (other !== undefined) throw new NotRestorable(`The backup does not fit its own migrations: ${other} is unknown.`);
}

/** All or nothing. Triggers stay off: their effects happened before the backup. */
async function load(
  client: pg.Client,
  file: string,
  sums: readonly TableSum[],
  report: (line: string) => void,
): Promise<void> {
  const reader = await ArchiveReader.open(createReadStream(file));
  const { tables } = reader.manifest;
  await client.query('begin');
  await client.query(`truncate ${tables.map(quoted).join(', ')}`); // migrations fill some
  for (const table of tables) await client.query(`alter table ${quoted(table)} disable trigger user`);
  const parts = reader.parts();
  let next = await parts.next();
  for (const [n, table] of tables.entries()) {
    // Functions behind generated columns find each other as in the app.
    await client.query(`set local search_path = ${searchPath(table.schema)}`);
    const into = client.query(copyFrom(`copy ${quotedWithColumns(table)} from stdin`));
    const loaded = finished(into);
    loaded.catch(() => undefined); // reported by the next write, or below
    while (next.done !== true && next.value.table === table) {
      // A connection that breaks calls back no write that waits for the server to take more.
      await Promise.race([write(into, next.value.bytes), loaded]);
      next = await parts.next();
    }
    into.end();
    await loaded;
    const wanted = sums[n]?.rows ?? 0;
    if (into.rowCount !== wanted) {
      throw new NotRestorable(`${quoted(table)} got ${into.rowCount} rows, and the backup says ${wanted}.`);
    }
    report(`${table.schema}.${table.table}: ${into.rowCount} rows`);
  }
  // Deferred checks run now: a table with pending checks does not allow its triggers to be changed.
  await client.query('set constraints all immediate');
  for (const table of tables) await client.query(`alter table ${quoted(table)} enable trigger user`);
  await client.query('commit');
}

const write = (into: NodeJS.WritableStream, bytes: Buffer): Promise<void> =>
  new Promise((done, failed) => {
    into.write(bytes, (error) => {
      if (error) failed(error);
      else done();
    });
  });

/** Continues the apps after everything that was ever assigned, in one transaction. */
async function goOn(client: pg.Client, now: Date): Promise<MissedStreams[]> {
  const origin = BigInt(now.getTime()) * 1_000n;
  await client.query('begin');
  const { rows } = await client.query<{ sequence: string }>(`select sequence from ${apps[0]}.stream_origin`);
  const statement = async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
    (await client.query<Row>(sql, [...parameters])).rows;
  const missed = await continueStreams(statement, apps, origin);
  await raiseIdentities(client, apps, origin);
  await raiseRevisions(client, apps, origin - BigInt(rows[0]?.sequence ?? 0));
  await client.query('commit');
  return missed;
}
