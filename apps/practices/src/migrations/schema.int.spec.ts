import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openDataSource } from '#database';
import { appContent } from '#app';
import { testDatabase, type TestDatabase } from '#testing';
import { practicesApp } from '../practices.app.js';

const entities = appContent(practicesApp.module).entities as (new () => object)[];

interface ColumnRow {
  column_name: string;
  type: string;
  is_nullable: 'YES' | 'NO';
  column_default: string | null;
  is_generated: 'ALWAYS' | 'NEVER';
}

describe('the schema of the registry', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    const content = appContent(practicesApp.module);
    database = await testDatabase('practices', content);
    dataSource = await openDataSource(database.database, content);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const columnsOf = (table: string): Promise<ColumnRow[]> =>
    dataSource.query(
      `select column_name, is_nullable, column_default, is_generated,
              case data_type when 'timestamp with time zone' then 'timestamptz' else data_type end as type
         from information_schema.columns where table_schema = current_schema() and table_name = $1`,
      [table],
    );

  it.each(entities.map((entity) => [entity.name, entity] as const))(
    'has what the entity %s maps, of the same type, and requires nothing that it does not write',
    async (_, entity) => {
      const { tableName, columns } = dataSource.getMetadata(entity);
      const stored = await columnsOf(tableName);
      for (const column of columns) {
        const is = stored.find((row) => row.column_name === column.databaseName);
        expect({ column: column.databaseName, type: is?.type, nullable: is?.is_nullable === 'YES' }).toEqual({
          column: column.databaseName, type: dataSource.driver.normalizeType(column).replace('timestamp with time zone', 'timestamptz'), nullable: column.isNullable,
        }); // prettier-ignore
      }
      const mapped = new Set(columns.map(({ databaseName }) => databaseName));
      const needed = stored.filter(
        (row) => row.is_nullable === 'NO' && row.column_default === null && row.is_generated === 'NEVER',
      );
      expect(needed.map((row) => row.column_name).filter((name) => !mapped.has(name))).toEqual([]);
    },
  );

  it('computes and indexes nothing of a text when a version takes a step: what is searched stands beside it', async () => {
    const computed = (await columnsOf('practice_version')).filter((row) => row.is_generated === 'ALWAYS');
    expect(computed).toEqual([]);
    const before = await dataSource.query<unknown[]>(
      `select trigger_name from information_schema.triggers
        where trigger_schema = current_schema() and event_object_table = 'practice_version'
          and (action_timing = 'BEFORE' or action_condition is null)`,
    );
    expect(before).toEqual([]);
    const indexes = await dataSource.query<{ index: string }[]>(
      `select indexdef as index from pg_indexes where schemaname = current_schema() and tablename = 'practice_version'`,
    );
    expect(indexes.length).toBeGreaterThan(0);
    expect(indexes.filter(({ index }) => /fact_sheet|\bgin\b/i.test(index))).toEqual([]);
  });
});
