import pg from 'pg';
import { apps, type App } from '#config';
import type { BackedUpTable } from './manifest.js';

/** TypeORM's own table of applied migrations; a backup lists them in its manifest. */
const MIGRATIONS = 'migration';

/** Makes the texts of values independent of the settings of the server and the role. */
export const SESSION = `
  set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC';
  set extra_float_digits = 3; set bytea_output = 'hex'; set statement_timeout = 0; set lock_timeout = '60s';
  set idle_in_transaction_session_timeout = 0`;

/** A connection for a backup or a restore. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'lra-backup',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined); // each pending query rejects by itself
  await client.connect();
  await client.query(SESSION);
  return client;
}

/** The apps whose schemas have tables here. */
export async function presentApps(client: pg.Client): Promise<App[]> {
  const { rows } = await client.query<{ name: App }>(
    `select nspname as name from pg_namespace n
      where nspname = any($1) and exists (select from pg_class where relnamespace = n.oid and relkind in ('r', 'p'))`,
    [apps],
  );
  const names = rows.map(({ name }) => name);
  return apps.filter((app) => names.includes(app));
}

/** All tables of these apps with their stored columns; a table comes after those that it refers to. */
export async function readTables(client: pg.Client, of: readonly App[]): Promise<BackedUpTable[]> {
  const { rows: tables } = await client.query<BackedUpTable & { oid: string; refersTo: string[] }>(
    `select c.oid::text as oid, n.nspname as schema, c.relname as table,
            array(select a.attname::text from pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                   order by a.attnum) as columns,
            array(select distinct f.confrelid::text from pg_constraint f
                   where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as "refersTo"
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and c.relkind = 'r' and c.relname <> $2
      order by n.nspname, c.relname`,
    [of, MIGRATIONS],
  );
  const ordered: BackedUpTable[] = [];
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const free = tables.filter(({ oid, refersTo }) => !placed.has(oid) && refersTo.every((other) => placed.has(other)));
    if (free.length === 0) throw new Error('Tables refer to each other in a circle: none can be filled first.');
    for (const { oid, schema, table, columns } of free) {
      placed.add(oid);
      ordered.push({ schema, table, columns });
    }
  }
  return ordered;
}

/** Names of the migrations that an app has run. */
export async function readMigrations(client: pg.Client, app: App): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from ${app}.${MIGRATIONS} order by "timestamp", id`,
  );
  return rows.map(({ name }) => name);
}

/** A table's name for SQL. */
export const quoted = ({ schema, table }: Pick<BackedUpTable, 'schema' | 'table'>): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;

/** A table's name and columns for SQL. */
export const quotedWithColumns = (table: BackedUpTable): string =>
  `${quoted(table)} (${table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`;
