import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { openDataSource } from '#database';
import { eventually, testDatabase, type TestDatabase } from '#testing';
import { asProblem, isDatabaseAway } from './problem.filter.js';

describe('a failure of the database', () => {
  const content = { entities: [], migrations: [] };
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    Logger.overrideLogger(['fatal']);
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
  ])('that goes away in the middle of a transaction, %s, is known as that', async (_, untilNoticed) => {
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

  it.each([
    ['a day that does not exist', `select '2026-02-30'::date`],
    ['a number that is too large', 'select 99999::smallint'],
    ['a text for a number', `select 'a'::integer`],
    [
      'a text larger than an index holds',
      `select to_tsvector('simple', string_agg(n::text, ' ')) from generate_series(1, 200000) n`,
    ],
  ])('that comes of a value is the caller’s: %s', async (_, sql) => {
    const error: unknown = await dataSource.query(sql).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(Error);
    expect(asProblem(error)).toMatchObject({ status: 422, code: 'request.not-valid' });
  });

  it('that comes of our own mistake is ours', async () => {
    const error: unknown = await dataSource.query('select no_such_column').catch((failure: unknown) => failure);
    expect(asProblem(error)).toMatchObject({ status: 500, code: 'internal-error' });
  });
});
