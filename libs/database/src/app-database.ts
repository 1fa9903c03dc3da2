import { createHmac } from 'node:crypto';
import type { App } from '#config';
import pg from 'pg';

/** Where one app finds its own schema, and the role that may use only that. */
export interface AppDatabase {
  readonly app: App;
  /** Connects as the app's own role. */
  readonly url: string;
  readonly schema: string;
}

/** Extensions have a schema of their own, so that every app's search path can include it. */
const EXTENSIONS_SCHEMA = 'extensions';
export const searchPath = (schema: string) => `${schema},${EXTENSIONS_SCHEMA}`;

/** Exists while a restore fills the server, and after an unfinished one: the data are then incomplete. */
export const UNFINISHED_RESTORE = `${EXTENSIONS_SCHEMA}.unfinished_restore`;

/** A restore of this server did not finish; the apps must not show its data. */
export class RestoreUnfinished extends Error {
  override readonly name = 'RestoreUnfinished';

  constructor() {
    super('A restore into this database is running or was interrupted: wait until it ends, or run it again.');
  }
}

/** Lock key that serialises the set-up of roles and schemas when several processes start at once. Any fixed number. */
const SETUP_LOCK = 7_120_628;

/** Makes the role and schema of one app: see `setUpAppDatabases`. */
export async function setUpAppDatabase(sharedUrl: string, app: App): Promise<AppDatabase> {
  const [database] = await setUpAppDatabases(sharedUrl, [app]);
  return database!;
}

/**
 * Creates the apps' roles and schemas on a shared server, with the grants that keep every other app out, and returns
 * how to connect as those roles. A role's password is derived from the server's, so no process has to store it.
 *
 * @param sharedUrl connection of a role that may create roles and schemas
 * @throws {RestoreUnfinished} to everyone but the restore itself
 */
export async function setUpAppDatabases(
  sharedUrl: string,
  apps: readonly App[],
  { restoring = false } = {},
): Promise<AppDatabase[]> {
  const databases = apps.map((app) => databaseOf(sharedUrl, app));
  const client = new pg.Client({ connectionString: sharedUrl });
  client.on('error', () => undefined); // each pending query rejects by itself
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [SETUP_LOCK]);
    if (!restoring && (await isUnfinished(client))) throw new RestoreUnfinished();
    const { rows } = await client.query<{ name: string }>('select rolname as name from pg_roles');
    const known = new Set(rows.map(({ name }) => name));
    await client.query(
      [
        'revoke create on schema public from public',
        `create schema if not exists ${EXTENSIONS_SCHEMA}`,
        `create extension if not exists unaccent schema ${EXTENSIONS_SCHEMA}`,
        `create extension if not exists pg_trgm schema ${EXTENSIONS_SCHEMA}`,
        ...databases.flatMap(({ url, schema }) => {
          const { username: role, password } = new URL(url);
          return [
            `${known.has(role) ? 'alter' : 'create'} role ${role} login password '${password}'`,
            `grant ${role} to current_user`,
            `create schema if not exists ${schema} authorization ${role}`,
            `grant usage on schema ${EXTENSIONS_SCHEMA} to ${role}`,
          ];
        }),
      ].join(';\n'),
    );
  } finally {
    await client.end();
  }
  return databases;
}

function databaseOf(sharedUrl: string, app: App): AppDatabase {
  const url = new URL(sharedUrl);
  url.username = `lra_${app}`;
  url.password = createHmac('sha256', decodeURIComponent(url.password)).update(url.username).digest('base64url');
  return { app, url: url.href, schema: app };
}

/** Whether a restore of this server has begun and not ended. */
export async function isUnfinished(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    UNFINISHED_RESTORE,
  ]);
  return rows[0]?.found === true;
}
