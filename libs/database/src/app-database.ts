import { createHmac } from 'node:crypto';
import type { App } from '#config';
import pg from 'pg';

/** Where one app finds its own schema, and the role that may use nothing else. */
export interface AppDatabase {
  readonly app: App;
  /** Connects as the app's own role. */
  readonly url: string;
  readonly schema: string;
}

/** Extensions stand in a schema of their own, so that every app's search path can name them. */
const EXTENSIONS_SCHEMA = 'extensions';
export const searchPath = (schema: string) => `${schema},${EXTENSIONS_SCHEMA}`;

/** Serialises the set-up of roles and schemas when several processes start at once. Any fixed number. */
const SETUP_LOCK = 7_120_628;

/**
 * Makes the app's role and schema on a shared server, with the grants that keep every other app out, and returns how
 * to connect as that role. The role's password is derived from the server's, so that no process has to store it.
 *
 * @param sharedUrl connection of a role that may create roles and schemas
 */
export async function setUpAppDatabase(sharedUrl: string, app: App): Promise<AppDatabase> {
  const url = new URL(sharedUrl);
  const role = `lra_${app}`;
  const password = createHmac('sha256', decodeURIComponent(url.password)).update(role).digest('base64url');
  const client = new pg.Client({ connectionString: sharedUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [SETUP_LOCK]);
    const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    await client.query(`${rows.length > 0 ? 'alter' : 'create'} role ${role} login password '${password}'`);
    await client.query(`
      grant ${role} to current_user;
      revoke create on schema public from public;
      create schema if not exists ${app} authorization ${role};
      create schema if not exists ${EXTENSIONS_SCHEMA};
      grant usage on schema ${EXTENSIONS_SCHEMA} to ${role};
      create extension if not exists unaccent schema ${EXTENSIONS_SCHEMA};
      create extension if not exists pg_trgm schema ${EXTENSIONS_SCHEMA};
    `);
  } finally {
    await client.end();
  }
  url.username = role;
  url.password = password;
  return { app, url: url.href, schema: app };
}
