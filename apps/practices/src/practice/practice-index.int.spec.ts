import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, Seek } from '#database';
import { anonymous, type Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
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
    const filters = [{ q }, { q, country: ['FI'] }, { q, theme: ['employment'] }, { country: ['SE'] }];
    const totals = () => Promise.all(filters.map(count));
    expect(await totals()).toEqual([0, 0, 0, 0]);

    const id = await publish(app, editor, sheet);
    expect(await totals()).toEqual([1, 1, 0, 0]);

    await step(app, id, 'PUT', editor, { ...sheet, countries: ['SE'], themes: ['employment'] });
    expect(await totals()).toEqual([1, 1, 0, 0]);
    await step(app, id, 'submission', editor);
    await step(app, id, 'publication', steering);
    expect(await totals()).toEqual([1, 0, 1, 1]);
    expect((await answered({ q })).facets).toEqual({
      country: [{ code: 'SE', count: 1 }],
      theme: [{ code: 'employment', count: 1 }],
    });

    await step(app, id, 'withdrawal', steering, { reason: 'Ended.' });
    expect(await totals()).toEqual([0, 0, 0, 0]);
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
});
