import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { apps, type App } from '#config';
import { openDataSource, setUpAppDatabase } from '#database';
import { emptyDatabase, Opened } from '#testing';
import { contents } from '../tools/apps.js';

describe('one database for all apps', () => {
  const opened = new Opened();
  let server: Awaited<ReturnType<typeof emptyDatabase>>;
  const sources = {} as Record<App, DataSource>;

  beforeAll(async () => {
    server = await opened.add(emptyDatabase(), (one) => one.drop());
    for (const app of apps) {
      sources[app] = await opened.add(openDataSource(await setUpAppDatabase(server.url, app), contents[app]), (one) =>
        one.destroy(),
      );
    }
  });
  afterAll(() => opened.close());

  const tablesOf = async (app: App) => {
    const rows = await sources[app].query<{ name: string }[]>(
      'select tablename as name from pg_tables where schemaname = $1 order by 1',
      [app],
    );
    return rows.map(({ name }) => pg.escapeIdentifier(name));
  };

  it.each(apps)('does not let the role of %s read any table of another app', async (app) => {
    for (const other of apps.filter((name) => name !== app)) {
      const tables = await tablesOf(other);
      expect(tables.length).toBeGreaterThan(5);
      for (const table of tables) {
        await expect(sources[app].query(`select 1 from ${other}.${table}`)).rejects.toThrow('permission denied');
      }
    }
  });

  it.each(apps)('does not let the role of %s make anything outside its schema, or become another role', async (app) => {
    const [other] = apps.filter((name) => name !== app);
    await expect(sources[app].query('create table public.intruder (id int)')).rejects.toThrow('permission denied');
    await expect(sources[app].query(`create table ${other}.intruder (id int)`)).rejects.toThrow('permission denied');
    await expect(sources[app].query(`set role lra_${other}`)).rejects.toThrow('permission denied');
  });

  it.each(apps)('has every column of the entities of %s in the migrated schema, with its type', async (app) => {
    for (const { tableName, columns } of sources[app].entityMetadatas) {
      const rows = await sources[app].query<{ name: string; type: string; nullable: boolean }[]>(
        `select column_name as name, case data_type when 'ARRAY' then ltrim(udt_name, '_') || '[]' else data_type end as type,
                is_nullable = 'YES' as nullable
           from information_schema.columns where table_schema = $1 and table_name = $2`,
        [app, tableName],
      );
      const expected = columns.map((column) => ({
        name: column.databaseName,
        type: `${sources[app].driver.normalizeType(column)}${column.isArray ? '[]' : ''}`.replace(
          'timestamptz',
          'timestamp with time zone',
        ),
        nullable: column.isNullable,
      }));
      expect(rows).toEqual(expect.arrayContaining(expected));
    }
  });
});
