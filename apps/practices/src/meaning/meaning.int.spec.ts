import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger, type LoggerService } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createApp, type AppRuntime } from '#app';
import { readSettings } from '#config';
import { newId } from '#database';
import type { Principal } from '#identity';
import { JobRunner } from '#jobs';
import { InProcessTransport } from '#messaging';
import { ClockAhead, eventually, pagesOf, testApp, type TestApp } from '#testing';
import { embeddingServer } from '../../test/embedding-server.js';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import { practicesApp } from '../practices.app.js';
import {
  completeSheet,
  draft,
  editorOf,
  publish,
  republish,
  search,
  steering,
  step,
} from '../practice/practice.example.js';
import { WebEmbedder } from './web-embedder.js';

const idsIn = ({ items }: { items: { id: string }[] }): string[] => items.map(({ id }) => id);

const KEY = 'the key of the server';

const about = (title: string, overrides: Partial<FactSheet> = {}) =>
  completeSheet({ originalLanguage: 'en', title: { en: title }, objectives: { en: 'x' }, activities: { en: 'y' }, ...overrides }); // prettier-ignore

/** What another process of an app has, on the same database. */
function anotherProcess({ runtime }: TestApp, settings = runtime.settings): AppRuntime {
  const { database, identity, urlOf, clock } = runtime;
  return { settings, database, identity, urlOf, ...(clock ? { clock } : {}), transport: new InProcessTransport() };
}

/** Waits until the job has failed. */
const failed = (app: TestApp['app']) =>
  eventually(async () => {
    const sql = `select from job where kind = 'practice.meaning' and state = 'later'`;
    return (await app.get(DataSource).query<unknown[]>(sql)).length > 0;
  });

function nextAttempt(app: TestApp['app'], clock: ClockAhead): void {
  clock.aheadMs += 60_000;
  app.get(JobRunner).wake(); // it does not see that the clock was put forward
}

describe('search by meaning', () => {
  let server: Awaited<ReturnType<typeof embeddingServer>>;
  const clock = new ClockAhead();
  let app: TestApp;
  let city: Partial<Principal>;
  beforeAll(async () => {
    server = await embeddingServer();
    const env = { LRA_EMBEDDINGS_URL: server.url, LRA_EMBEDDINGS_MODEL: 'concepts', LRA_EMBEDDINGS_KEY: KEY };
    app = await testApp(practicesApp, { env, clock });
    city = await editorOf(app, newId());
  });
  beforeEach(() => void Object.assign(server.state, { status: 200, isSilent: false, instead: undefined }));
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const found = async (q: string, more = ''): Promise<string[]> => idsIn(await search(app, q, more));
  /** A search does not wait long for the vector of its query, and on a busy machine finds by words alone meanwhile. */
  const isFound = (q: string, id: string) =>
    eventually(async () => {
      expect(await found(q)).toEqual([id]);
      return true;
    }, 20_000);
  /** The state of what is computed of a practice. */
  const meaningOf = async (id: string): Promise<{ isKnown: boolean; isCurrent: boolean } | undefined> => {
    const [row] = await app.dataSource.query(
      `select m.vector is not null as "isKnown", m.content_hash = v.content_hash as "isCurrent" from practice_meaning m
         join practice p on p.id = m.practice_id join practice_version v on v.practice_id = p.id and v.number = p.published_version
        where p.id = $1`,
      [id],
    );
    return row;
  };
  const known = (id: string) =>
    eventually(async () => {
      const meaning = await meaningOf(id);
      return meaning?.isKnown && meaning.isCurrent;
    });
  const published = async (sheet: object) => {
    const id = await publish(app, city, sheet);
    await known(id);
    return id;
  };
  it('finds a published practice that shares no word, joined by rank with those that do, and counts it everywhere', async () => {
    const written = await published(about('A regatta for neighbours', { countries: ['SE'], place: { name: 'Malmö' } }));
    const meant = await published(about('Sailing for newcomers', { countries: ['FI'], place: { name: 'Oulu' } }));
    const hidden = await draft(app, city, about('Sailors among themselves'));
    const page = await search(app, 'regatta', '&total=true&facets=country');
    expect(idsIn(page)).toEqual([written, meant]);
    expect(page.total).toBe(2);
    expect(page.facets.country).toEqual([{ code: 'FI', count: 1 }, { code: 'SE', count: 1 }]); // prettier-ignore
    expect(idsIn(page)).not.toContain(hidden);

    expect(await search(app, 'regatta', '&total=true&country=FI')).toMatchObject({ items: [{ id: meant }], total: 1 });
    const { there, back } = await pagesOf((path) => app.call('GET', path), '/v1/practices?q=regatta&limit=1');
    const pages = [[{ id: written }], [{ id: meant }]];
    expect([there, back]).toMatchObject([pages, pages]);
    expect(server.asked.filter(({ input }) => input.includes('regatta'))).toHaveLength(1);

    const { items } = await search(app, 'regatta', '&highlight=true');
    expect(items.map(({ highlights }: { highlights: unknown[] }) => highlights.length)).toEqual([1, 0]);
  });

  it('is asked for relevance only, and not by who says exactly what to find', async () => {
    expect(await search(app, 'regatta', '&total=true&sort=title')).toMatchObject({ total: 1 });
    expect(await search(app, '"regatta"', '&total=true')).toMatchObject({ total: 1 });
  });

  it('sends what is public of a practice, once, with the key', async () => {
    const id = await published(about('Midwives meet', { notes: { en: 'Every Monday' } }));
    const sent = () => server.asked.filter(({ input }) => input.some((text) => text.includes('Midwives meet')));
    expect(sent()).toMatchObject([{ model: 'concepts', authorization: `Bearer ${KEY}` }]);
    expect(sent()[0]!.input.join()).not.toContain('ada@example.org');
    await isFound('nurse', id);

    await step(app, id, 'withdrawal', steering, { reason: 'Ended.' });
    expect(await found('nurse')).toEqual([]);
    await eventually(async () => (await meaningOf(id))?.isKnown === false);
    expect(sent()).toHaveLength(1);
  });

  it('follows a new version', async () => {
    const id = await published(about('Honey from the roof'));
    await isFound('apiary', id);
    await republish(app, id, city, about('Nursing at home'));
    await eventually(async () => (await found('midwife')).includes(id));
    expect(await found('apiary')).toEqual([]);
    await step(app, id, 'withdrawal', steering, { reason: 'Ended.' });
  });

  it('forgets what was merged, and knows it again when the merger is reversed', async () => {
    const [id, into] = [await published(about('Bees on balconies')), await published(about('Balconies'))];
    await isFound('apiary', id);
    await step(app, id, 'merger', steering, { into, reason: 'The same.' });
    expect(await found('apiary')).toEqual([]);
    await eventually(async () => (await meaningOf(id))?.isKnown !== true);
    await step(app, id, 'merger-reversal', steering, { reason: 'Two after all.' });
    await known(id);
    await isFound('apiary', id);
    await step(app, id, 'withdrawal', steering, { reason: 'Ended.' });
  });

  it('sends each text once, and loses none, when two processes publish at once; each finds what the other published', async () => {
    const { app: other } = await createApp(practicesApp, anotherProcess(app));
    try {
      const titles = Array.from({ length: 12 }, (_, n) => `Sailing lesson ${n} of twelve`);
      const ids = await Promise.all(
        titles.map((title) => published(about(title, { countries: ['EE'], place: { name: 'Narva' } }))),
      );
      const sent = server.asked.flatMap(({ input }) => input);
      for (const title of titles)
        expect([title, sent.filter((text) => text.includes(title)).length]).toEqual([title, 1]);
      const path = '/v1/practices?q=regatta&country=EE&limit=100';
      const answer = await other.inject({ method: 'GET', url: path });
      expect(answer.json().items.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(ids));
    } finally {
      await other.close();
    }
  });

  it('notes rows of another server, after a restore, as written by its own', async () => {
    const id = await published(about('Honey from abroad'));
    const rows = `from practice_meaning where practice_id = '${id}'`;
    await app.dataSource.query(`create table restored as select * ${rows}`);
    await app.dataSource.query(`delete ${rows}`);
    await app.dataSource.query(`update restored set written = '99999999999'`);
    await app.dataSource.query('insert into practice_meaning select * from restored');
    const { app: restarted } = await createApp(practicesApp, anotherProcess(app));
    await restarted.close();
    const [row] = await app.dataSource.query(`select written <= pg_current_xact_id() as "isOwn" ${rows}`);
    expect(row).toEqual({ isOwn: true });
    await app.dataSource.query('drop table restored');
    await step(app, id, 'withdrawal', steering, { reason: 'Ended.' });
  });

  it.each([
    ['of 50,000 characters', 'sail '.repeat(10_000)],
    ['with a character that no text may have', 'sail \u0000'],
  ])('sends no query %s', async (_, q) => {
    const before = server.asked.length;
    const { status, body } = await app.call('GET', `/v1/practices?q=${encodeURIComponent(q)}`);
    expect([status, body.errors[0].pointer, server.asked.length]).toEqual([422, '/q', before]);
  });

  it('sends a query of as many characters as one may have as it is', async () => {
    const q = `sail 👩🏽‍🌾 {input: [']} ${'é'.repeat(475)}`;
    await search(app, q);
    expect(server.asked.at(-1)!.input).toEqual([q]);
  });

  it('forgets with an erasure, and computes anew what is left', async () => {
    const email = 'bea.beekeeper@city.example';
    const contacts = [{ name: 'Bee Honey', email, consentToPublish: true }];
    const id = await published(
      about('A sailing school', { contacts, notes: { en: 'Bee Honey, Bee Honey and Bee Honey lead it.' } }),
    );
    await isFound('apiary', id);

    server.state.status = 503;
    const { status } = await app.call('POST', '/v1/data-subjects/erasure', {
      by: { id: 'operator', roles: ['admin'] },
      body: { email, names: ['Bee Honey'] },
    });
    expect([status, await found('apiary')]).toEqual([200, []]);
    expect(await meaningOf(id)).toMatchObject({ isKnown: false });
    await failed(app.app);
    server.state.status = 200;
    nextAttempt(app.app, clock);
    await known(id);
    expect(await found('apiary')).toEqual([]);
    const sent = server.asked.flatMap(({ input }) => input).filter((text) => text.includes('A sailing school'));
    expect(sent.at(-1)).not.toContain('Bee Honey');
  });
});

describe('a change of the model', () => {
  it('compares no vectors of two models, and computes all anew', async () => {
    const server = await embeddingServer();
    const clock = new ClockAhead();
    const env = { LRA_EMBEDDINGS_URL: server.url, LRA_EMBEDDINGS_MODEL: 'concepts' };
    const before = await testApp(practicesApp, { env, clock });
    try {
      const id = await publish(before, await editorOf(before, newId()), about('A sailing school'));
      const found = async (app: TestApp['app']) =>
        (await app.inject({ method: 'GET', url: '/v1/practices?q=regatta' }))
          .json()
          .items.map((one: { id: string }) => one.id);
      await eventually(async () => (await found(before.app)).includes(id));
      await before.app.close();

      server.state.status = 500;
      const { dataDir } = before.runtime.settings;
      const settings = readSettings({ ...env, LRA_EMBEDDINGS_MODEL: 'other', LRA_DATA_DIR: dataDir });
      const { app } = await createApp(practicesApp, anotherProcess(before, settings));
      try {
        await failed(app);
        server.state.status = 200;
        expect(await found(app)).toEqual([]);
        expect(server.asked.at(-1)).toMatchObject({ model: 'other', input: ['regatta'] });
        nextAttempt(app, clock);
        await eventually(async () => (await found(app)).includes(id));
      } finally {
        await app.close();
      }
    } finally {
      await server.close();
      await before.close();
    }
  });
});

describe('an answer of the server of embeddings', () => {
  let server: Awaited<ReturnType<typeof embeddingServer>>;
  beforeAll(async () => void (server = await embeddingServer()));
  afterAll(() => server.close());

  const embed = () =>
    new WebEmbedder({ url: server.url, model: 'm', key: undefined, least: 0 }).embed(['sail', 'honey'], 5_000);
  const one = (embedding: unknown, index = 0) => ({ index, embedding });

  it('counts in whatever order its vectors come, as of length 1', async () => {
    server.state.instead = () => ({ data: [one([0, 5], 1), one([3, 4])] });
    expect(await embed()).toEqual([Float32Array.of(0.6, 0.8), Float32Array.of(0, 1)]);
  });

  it.each([
    ['that is no JSON', '<html>'],
    ['of nothing', 'null'],
    ['without vectors', { error: 'too long' }],
    ['with too few', { data: [one([1])] }],
    ['with one twice', { data: [one([1]), one([1])] }],
    ['with an empty one', { data: [one([1]), one([], 1)] }],
    ['with one of nothing but zeros', { data: [one([1]), one([0], 1)] }],
    ['with what is not a number', { data: [one([1]), one(['NaN'], 1)] }],
    ['with what JSON makes of NaN', { data: [one([1]), one([null], 1)] }],
    ['with a number beyond all measure', '{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1e999]}]}'],
    ['with vectors of two lengths', { data: [one([1]), one([1, 1], 1)] }],
    ['in base64', { data: [one('AACAPw=='), one('AACAPw==', 1)] }],
  ])('%s is refused', async (_, answer) => {
    server.state.instead = () => answer;
    await expect(embed()).rejects.toMatchObject({ name: 'NotEmbedded', code: 'unexpected-answer' });
  });
});

describe('search while the server of embeddings', () => {
  afterEach(() => Logger.overrideLogger(['error', 'warn']));

  it.each([
    ['refuses', { status: 500 }],
    ['does not answer', { isSilent: true }],
    ['answers wrongly', { instead: () => ({ data: [] }) }],
  ])('%s finds by words, in the same order and form, and waits once', async (_, state) => {
    const server = await embeddingServer();
    const env = { LRA_EMBEDDINGS_URL: server.url, LRA_EMBEDDINGS_MODEL: 'concepts' };
    const app = await testApp(practicesApp, { env });
    try {
      const city = await editorOf(app, newId());
      const told: unknown[] = [];
      const keep = (message: unknown) => void told.push(message);
      Logger.overrideLogger({ log: keep, warn: keep, error: keep } satisfies LoggerService);
      Object.assign(server.state, state);
      const written = await publish(app, city, about('A regatta'));
      await publish(app, city, about('Sailing'));
      const body = await search(app, 'regatta', '&total=true&facets=country');
      expect(body).toMatchObject({
        items: [{ id: written }],
        total: 1,
        facets: { country: [{ code: 'IT', count: 1 }] },
      });
      await search(app, 'regattas');
      expect(server.asked.filter(({ input }) => /^regatta/.test(input[0]!))).toHaveLength(1);
      expect(told.filter((one) => (one as { event?: string }).event === 'meaning.away')).toHaveLength(1);
    } finally {
      await server.close(); // first, so that nothing waits for its answer
      await app.close();
    }
  });

  it('is not set up asks nothing and keeps nothing', async () => {
    const app = await testApp(practicesApp);
    try {
      await publish(app, await editorOf(app, newId()), about('A regatta'));
      const [row] = await app.dataSource.query(
        `select (select count(*)::integer from practice_meaning) + (select count(*)::integer from job where kind = 'practice.meaning') as n`,
      );
      expect(row.n).toBe(0);
    } finally {
      await app.close();
    }
  });
});
