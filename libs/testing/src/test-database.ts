import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import {
  openDataSource,
  setUpAppDatabase,
  startEmbeddedPostgres,
  type AppDatabase,
  type DataSourceContent,
} from '#database';
import type { App } from '#config';
import { oncePerRun, runFolder } from './test-run.js';

/**
 * The PostgreSQL server of this run: `TEST_DATABASE_URL`, otherwise one in a container if requested, otherwise
 * embedded.
 */
export async function testServer(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return given;
  return oncePerRun('postgres', async () => {
    if (process.env['TEST_WITH_DOCKER'] === '1') {
      const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
      return (await new PostgreSqlContainer('postgres:18').start()).getConnectionUri();
    }
    return (await startEmbeddedPostgres({ folder: join(runFolder(), 'postgres'), fast: true })).url;
  });
}

export interface TestDatabase {
  readonly database: AppDatabase;
  readonly drop: () => Promise<void>;
}

/** A fresh, empty database without any app in it. */
export async function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  await onServer((server) => server.query(`create database ${name}`));
  return { url: await addressOf(name), drop: () => drop(name) };
}

/**
 * A database of its own for one spec file, with the schema of one app in it: cloned from a template that the first spec
 * file of the run migrates.
 */
export async function testDatabase(app: App, content: DataSourceContent): Promise<TestDatabase> {
  const template = await oncePerRun(`template_${app}`, async () => {
    const name = `template_${app}_${randomUUID().slice(0, 8)}`;
    await onServer((server) => server.query(`create database ${name}`));
    const database = await setUpAppDatabase(await addressOf(name), app);
    await (await openDataSource(database, content)).destroy();
    return name;
  });
  const name = `spec_${app}_${randomUUID().slice(0, 8)}`;
  await onServer((server) => server.query(`create database ${name} template ${template}`));
  const database = await setUpAppDatabase(await addressOf(name), app);
  return { database, drop: () => drop(name) };
}

const drop = (name: string) => onServer((server) => server.query(`drop database if exists ${name} with (force)`));

async function addressOf(name: string): Promise<string> {
  const url = new URL(await testServer());
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(work: (server: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: await testServer() });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(628)'); // cloning refuses a template that another clone is reading
    await work(client);
  } finally {
    await client.end();
  }
}
