import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '#testing';
import { IdempotencyCleaning } from './idempotency.js';
import { Module } from '@nestjs/common';

@Module({})
class EmptyModule {}

describe('stored answers', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ name: 'practices', module: EmptyModule });
  });
  afterAll(() => app.close());

  it('are removed after 24 hours by work of its own, at most 500 at once', async () => {
    await app.dataSource.query(
      `insert into idempotency_key (principal, route, key, body_hash, created_at)
       select 'x', '/x', n::text, '', now() - case when n <= 600 then interval '24 hours 1 second' else interval '23 hours 59 minutes' end
         from generate_series(1, 601) as n`,
    );
    const cleaning = app.app.get(IdempotencyCleaning, { strict: false });
    const removed = [await cleaning.clean(), await cleaning.clean(), await cleaning.clean()];
    expect(removed).toEqual([500, 100, 0]);
    expect(await app.dataSource.query('select key from idempotency_key')).toEqual([{ key: '601' }]);
  });
});
