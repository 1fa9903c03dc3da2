import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openDataSource } from '#database';
import { eventually, testDatabase, type TestDatabase } from '#testing';
import { isDatabaseAway } from './problem.filter.js';

describe('a database that goes away', () => {
  const content = { entities: [], migrations: [] };
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await testDatabase('practices', content);
    dataSource = await openDataSource(database.database, content);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it.each([
    ['while a statement of it waits', () => Promise.resolve(true)],
    ['between two statements of it', (isReleased: () => boolean) => eventually(isReleased)],
  ])('in the middle of a transaction, %s, is known as that', async (_, untilNoticed) => {
    const broken = dataSource.transaction(async (tx) => {
      const [row] = await tx.query<{ pid: number }[]>('select pg_backend_pid() as pid');
      await dataSource.query('select pg_terminate_backend($1)', [row!.pid]);
      await untilNoticed(() => tx.queryRunner?.isReleased === true);
      await tx.query('select 1');
    });
    const error: unknown = await broken.then(
      () => undefined,
      (failure: unknown) => failure,
    );
    expect(error).toBeInstanceOf(Error);
    expect(isDatabaseAway(error)).toBe(true);
  });
});
