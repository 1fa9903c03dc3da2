import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { criteria, euLanguages } from '#contracts';
import { newId } from '#database';
import { anonymous, type Principal } from '#identity';
import { statementsOf, testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { Readings } from '../reading/readings.js';
import { toPracticeView } from './http/practice.dto.js';
import { completeSheet, editorOf, publish, steering, step } from './practice.example.js';
import { PracticeRepository } from './practice.repository.js';
import { PublicPractices } from './public-practices.js';

type By = Partial<Principal>;

describe('what everyone sees of a practice in one language', () => {
  let app: TestApp;
  let owner: By;
  let other: By;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    [owner, other] = [await editorOf(app, newId()), await editorOf(app, newId())];
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => app.close());

  const get = (id: string, query = '?lang=de', headers: Record<string, string> = {}) =>
    app.call('GET', `/v1/practices/${id}${query}`, { headers });
  const translate = (id: string, title: string, lang = 'de') =>
    step(app, id, `translations/${lang}`, owner, { title, objectives: `${title} …` });
  const stored = async (id: string): Promise<string[]> =>
    (
      await app.dataSource.query<{ languages: string }[]>(
        'select languages from public_reading where practice_id = $1 order by languages',
        [id],
      )
    ).map(({ languages }) => languages);
  const titleIn = ({ body }: { body: any }) => body.factSheet.title.text as string;
  /** What the practice itself would answer in German, as sent. */
  const asOf = async (id: string): Promise<unknown> => {
    const practice = await app.app.get(PracticeRepository).get(id);
    const reading = (await app.app.get(Readings).of([id], ['de']))(id);
    return JSON.parse(JSON.stringify(toPracticeView(practice, practice.published!, anonymous, reading)));
  };

  it('is put together once, and then sent by one statement under the same tag', async () => {
    const id = await publish(app, owner);
    await translate(id, 'Leben in Italien');
    expect(await stored(id)).toEqual([]);
    const first = await get(id);
    expect([titleIn(first), await stored(id)]).toEqual(['Leben in Italien', ['de']]);
    const again: unknown[] = [];
    const statements = await statementsOf(async (trace) => {
      const second = await get(id, '?lang=de', trace);
      const known = await get(id, '?lang=de', { ...trace, 'if-none-match': String(first.headers['etag']) });
      again.push(second.body, second.headers['etag'], known.status, known.body);
    });
    expect(again).toEqual([first.body, first.headers['etag'], 304, '']);
    expect(statements).toHaveLength(2);
  });

  it('is never older than what was committed: it is read, and so stored, before and after each kind of step', async () => {
    const id = await publish(app, owner);
    const twin = await publish(app, other);
    const reviewer: By = { id: newId(), roles: ['reviewer'], affiliation: 'University of Somewhere' };
    const scores = Object.fromEntries(criteria.map((name) => [name, { score: 5, reason: `because of ${name}` }]));
    const steps: Record<string, () => Promise<{ status: number }>> = {
      'a translation': () => translate(id, 'Leben'),
      'another translation': () => translate(id, 'Leben in Italien'),
      'a version in work': () => step(app, id, 'PUT', owner, completeSheet({ title: { it: 'Vivere bene' } })),
      submission: () => step(app, id, 'submission', owner),
      'publication, which makes it stale': () => step(app, id, 'publication', steering),
      adoption: () => app.call('POST', `/v1/practices/${id}/adoptions`, { by: other, body: { status: 'planned' } }),
      assessment: () => app.call('POST', `/v1/practices/${id}/assessments`, { by: reviewer, body: { scores } }),
      'a merger into it': () => step(app, twin, 'merger', steering, { into: id, reason: 'The same.' }),
      'its reversal': () => step(app, twin, 'merger-reversal', steering, { reason: 'Not the same.' }),
      erasure: () =>
        app.call('POST', '/v1/data-subjects/erasure', { by: { id: 'operator', roles: ['admin'] }, body: { email: 'ada@example.org', names: ['Ada Public'] } }),
    }; // prettier-ignore
    expect((await get(id)).body).toEqual(await asOf(id));
    for (const [name, take] of Object.entries(steps)) {
      expect([name, Math.floor((await take()).status / 100)]).toEqual([name, 2]);
      expect([name, (await get(id)).body]).toEqual([name, await asOf(id)]);
      expect([name, await stored(id)]).toEqual([name, ['de']]);
    }
    const { factSheet } = (await get(id)).body;
    expect([factSheet.title.stale, factSheet.contacts]).toEqual([true, undefined]);
    await step(app, id, 'withdrawal', owner, { reason: 'Over.' });
    expect([(await get(id)).status, await stored(id)]).toEqual([410, []]);
  });

  it('is not stored where a writer commits between its reading and its storing', async () => {
    const id = await publish(app, owner);
    await translate(id, 'Alt');
    const query = app.dataSource.query.bind(app.dataSource);
    jest.spyOn(app.dataSource, 'query').mockImplementation(async (sql, ...more) => {
      if (sql.includes('insert into public_reading')) await translate(id, 'Neu');
      return query(sql, ...more);
    });
    const old = await get(id);
    jest.restoreAllMocks();
    expect([titleIn(old), old.headers['etag'], await stored(id)]).toEqual(['Alt', '"p2-de"', []]);
    expect(titleIn(await get(id))).toBe('Neu');
  });

  it('is not stored while a writer is at work, for whom no reader waits', async () => {
    const id = await publish(app, owner);
    await translate(id, 'Alt');
    await app.dataSource.transaction(async (tx) => {
      await tx.query('update public_practice set revision = revision + 1 where practice_id = $1', [id]);
      expect([titleIn(await get(id)), await stored(id)]).toEqual(['Alt', []]);
    });
    expect([titleIn(await get(id)), await stored(id)]).toEqual(['Alt', ['de']]);
  });

  it('is never older than what a writer has committed, however many read meanwhile', async () => {
    const id = await publish(app, owner);
    await translate(id, '0');
    let committed = 0;
    let isOver = false;
    const reader = async (path: string, titleOf: (body: any) => string) => {
      while (!isOver) {
        const least = committed;
        expect(Number(titleOf((await app.call('GET', path)).body))).toBeGreaterThanOrEqual(least);
      }
    };
    const readers = [
      ...Array.from({ length: 3 }, () => reader(`/v1/practices/${id}?lang=de`, (body) => body.factSheet.title.text)),
      reader(`/v1/practices?localised=true&lang=de&q=${id}`, (body) => body.items[0]?.factSheet.title.text ?? committed),
    ]; // prettier-ignore
    const writer = async () => {
      for (let n = 1; n <= 10; n += 1) {
        expect((await translate(id, String(n))).status).toBe(200);
        committed = n;
      }
      isOver = true;
    };
    await Promise.all([writer(), ...readers]).finally(() => (isOver = true));
    expect(titleIn(await get(id))).toBe('10');
  });

  it('is stored in the official languages alone, each once, and for those whose browser adds English', async () => {
    const id = await publish(app, owner);
    for (const lang of [...euLanguages, 'tr', 'no']) expect((await get(id, `?lang=${lang}`)).status).toBe(200);
    for (const accepted of ['de-AT,de;q=0.9,en;q=0.8', 'de, fr', 'fr;q=0.5, de', 'en'])
      expect((await get(id, '?localised=true', { 'accept-language': accepted })).status).toBe(200);
    expect((await stored(id)).map((name) => name.split('.')[0])).toEqual([...euLanguages]);
    const german = await get(id, '?localised=true', { 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' });
    expect(german.headers['etag']).toBe((await get(id)).headers['etag']);
  });

  it('is stored and sent in lists too', async () => {
    const title = { it: newId(), en: newId() };
    const id = await publish(app, owner, completeSheet({ title }));
    const list = async (more = '') =>
      (await app.call('GET', `/v1/practices?localised=true&q="${title.it}"${more}`, { headers: { 'accept-language': 'de' } })).body.items;
    expect([await list(), await stored(id)]).toEqual([[await asOf(id)], ['de']]);
    await translate(id, 'Leben');
    expect([await list(), await stored(id)]).toEqual([[await asOf(id)], ['de']]);
    await app.dataSource.query(`update public_reading set body = '{"id":"stored"}' where practice_id = $1`, [id]);
    expect(await list()).toEqual([{ id: 'stored' }]);
    const [own] = (await app.call('GET', `/v1/practices?localised=true&q="${title.it}"`, { by: owner, headers: { 'accept-language': 'de' } })).body.items;
    expect(own.factSheet).toMatchObject({ title: { text: 'Leben' }, contacts: [{}, {}] });
  }); // prettier-ignore

  it('is put together anew after a start of a build in which the answer has another form', async () => {
    const id = await publish(app, owner);
    await get(id);
    await app.dataSource.query('update public_practice set shape = 0 where practice_id = $1', [id]);
    await app.app.get(PublicPractices).onModuleInit();
    expect(await stored(id)).toEqual([]);
  });
});
