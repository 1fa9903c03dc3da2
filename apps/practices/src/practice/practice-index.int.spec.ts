import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { newId, Seek } from '#database';
import { anonymous, type Principal } from '#identity';
import { eventually, testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import type { PracticeFilterQuery } from './practice-filter.js';
import { NearInMeaning } from './near-in-meaning.js';
import { PracticeIndex } from './practice-index.js';
import { PracticeListRepository } from './practice-list.repository.js';
import { Readings } from '../reading/readings.js';
import { PublicPractices } from './public-practices.js';
import { completeSheet, editorOf, publish, steering, step } from './practice.example.js';

describe('what is kept in memory to search and count', () => {
  let app: TestApp;
  /** What another process answers, on the same database. */
  let other: PracticeListRepository;
  let editor: Partial<Principal>;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    const index = new PracticeIndex(app.dataSource);
    await index.onModuleInit();
    other = new PracticeListRepository(
      app.dataSource,
      index,
      app.app.get(PublicPractices),
      app.app.get(Readings),
      app.app.get(NearInMeaning),
    );
    editor = await editorOf(app, newId());
  });
  afterAll(() => app.close());

  const selection = (filter: PracticeFilterQuery) =>
    ({ filter, states: ['published'], sort: filter.q ? 'relevance' : 'published', by: anonymous }) as const;
  const answered = (filter: PracticeFilterQuery) =>
    other.list(selection(filter), new Seek(), 10, undefined, { total: true, facets: ['country', 'theme'] });
  const count = async (filter: PracticeFilterQuery) => (await answered(filter)).total!;

  it('follows each step of another process in the next answer', async () => {
    const sheet = completeSheet({
      title: { en: 'Kitchen of neighbours' },
      originalLanguage: 'en',
      countries: ['FI'],
      place: { name: 'Oulu' },
    });
    const q = 'kitchen';
    const filters = [
      { q },
      { q, country: ['FI'] },
      { q, theme: ['employment'] },
      { country: ['SE'] },
      { q: '-oven', country: ['FI'] },
      { q: '-kitchen', country: ['SE'] },
    ];
    const totals = () => Promise.all(filters.map(count));
    expect(await totals()).toEqual([0, 0, 0, 0, 0, 0]);

    const id = await publish(app, editor, sheet);
    expect(await totals()).toEqual([1, 1, 0, 0, 1, 0]);

    await step(app, id, 'PUT', editor, { ...sheet, countries: ['SE'], themes: ['employment'] });
    expect(await totals()).toEqual([1, 1, 0, 0, 1, 0]);
    await step(app, id, 'submission', editor);
    await step(app, id, 'publication', steering);
    expect(await totals()).toEqual([1, 0, 1, 1, 0, 0]);
    expect((await answered({ q })).facets).toEqual({
      country: [{ code: 'SE', count: 1 }],
      theme: [{ code: 'employment', count: 1 }],
    });

    await step(app, id, 'withdrawal', steering, { reason: 'Ended.' });
    expect(await totals()).toEqual([0, 0, 0, 0, 0, 0]);
    expect((await answered({ q })).rows).toEqual([]);
  });

  it('counts what is there while others write at once', async () => {
    const q = 'simultaneous';
    const sheet = completeSheet({ title: { en: 'Simultaneous interpreting' }, originalLanguage: 'en' });
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        const before = await count({ q });
        await publish(app, editor, sheet);
        expect(await count({ q })).toBeGreaterThan(before);
      }),
    );
    expect(await count({ q })).toBe(12);
  });

  it('forgets what no longer holds, also when two first ask for it while it changes', async () => {
    const held: (() => void)[] = [];
    let isSlow = false;
    const slowly = async (sql: string, values?: unknown[]): Promise<unknown> => {
      const rows = await app.dataSource.query<unknown>(sql, values);
      if (isSlow && sql.includes('as found')) await new Promise<void>((resolve) => held.push(resolve));
      return rows;
    };
    const index = new PracticeIndex({ query: slowly } as unknown as DataSource);
    await index.onModuleInit();
    const id = await publish(app, editor, completeSheet());
    const translate = (title: string) => step(app, id, 'translations/de', editor, { title });
    await translate('Zwiebelfisch');
    await index.look();

    isSlow = true;
    const before = index.found({ q: 'Zwiebelfisch' });
    await eventually(() => held.length === 1);
    await translate('Quastenflosser');
    await index.look();
    const after = index.found({ q: 'Zwiebelfisch' });
    await eventually(() => held.length === 2);
    for (const release of held) release();
    await Promise.all([before, after]);
    isSlow = false;
    expect((await index.found({ q: 'Zwiebelfisch' })).size).toBe(0);
  });

  it('forgets what nobody has asked for longest, also of questions that find nothing', async () => {
    const asked: unknown[] = [];
    const query = (_: string, values: unknown[]) =>
      Promise.resolve(asked.push(...values) && [{ index: 0, found: null }]);
    const index = new PracticeIndex({ query } as unknown as DataSource);
    const ask = async (n: number) => {
      const before = asked.length;
      await index.read([(add) => `s.range = ${add(`${n}${'x'.repeat(100_000)}`)}`]);
      return asked.length > before;
    };
    for (let n = 0; n < 400; n += 1) expect(await ask(n)).toBe(true);
    expect([await ask(399), await ask(0)]).toEqual([false, true]);
  });
});
