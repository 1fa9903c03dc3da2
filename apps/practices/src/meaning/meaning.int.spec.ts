import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock, newId } from '#database';
import type { Principal } from '#identity';
import { JobRunner } from '#jobs';
import { eventually, testApp, type TestApp } from '#testing';
import { embeddingServer } from '../../test/embedding-server.js';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import { practicesApp } from '../practices.app.js';
import { completeSheet, draft, editorOf, publish, steering, step } from '../practice/practice.example.js';

class TestClock extends Clock {
  ahead = 0;
  override now = () => new Date(Date.now() + this.ahead);
}

const KEY = 'the key of the server';

const about = (title: string, overrides: Partial<FactSheet> = {}) =>
  completeSheet({ originalLanguage: 'en', title: { en: title }, objectives: { en: 'x' }, activities: { en: 'y' }, ...overrides }); // prettier-ignore

describe('search by meaning', () => {
  let server: Awaited<ReturnType<typeof embeddingServer>>;
  const clock = new TestClock();
  let app: TestApp;
  let city: Partial<Principal>;
  beforeAll(async () => {
    server = await embeddingServer();
    const env = { LRA_EMBEDDINGS_URL: server.url, LRA_EMBEDDINGS_MODEL: 'concepts', LRA_EMBEDDINGS_KEY: KEY };
    app = await testApp(practicesApp, { env, clock });
    city = await editorOf(app, newId());
  });
  beforeEach(() => void Object.assign(server.state, { status: 200, isSilent: false }));
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const search = async (q: string, more = '') => {
    const { status, body } = await app.call('GET', `/v1/practices?q=${encodeURIComponent(q)}&total=true${more}`);
    expect(status).toBe(200);
    return { ...body, ids: (body.items as { id: string }[]).map(({ id }) => id) };
  };
  const found = async (q: string, more = ''): Promise<string[]> => (await search(q, more)).ids;
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
  /** Waits until the job has failed once, and until its next attempt. */
  const tryAgain = async () => {
    await eventually(async () => {
      const [job] = await app.dataSource.query(`select from job where kind = 'practice.meaning' and state = 'later'`);
      return job !== undefined;
    });
    clock.ahead += 60_000;
    app.app.get(JobRunner).wake(); // it does not see that the clock was put forward
  };
  const published = async (sheet: object) => {
    const id = await publish(app, city, sheet);
    await known(id);
    return id;
  };
  const republish = async (id: string, sheet: object) => {
    await step(app, id, 'PUT', city, sheet);
    await step(app, id, 'submission', city);
    await step(app, id, 'publication', steering);
  };

  it('finds a published practice that shares no word, joined by rank with those that do, and counts it everywhere', async () => {
    const written = await published(about('A regatta for neighbours', { countries: ['SE'], place: { name: 'Malmö' } }));
    const meant = await published(about('Sailing for newcomers', { countries: ['FI'], place: { name: 'Oulu' } }));
    const hidden = await draft(app, city, about('Sailors among themselves'));
    const page = await search('regatta', '&facets=country');
    expect(page.ids).toEqual([written, meant]);
    expect(page.total).toBe(2);
    expect(page.facets.country).toEqual([{ code: 'FI', count: 1 }, { code: 'SE', count: 1 }]); // prettier-ignore
    expect(page.ids).not.toContain(hidden);

    expect(await search('regatta', '&country=FI')).toMatchObject({ ids: [meant], total: 1 });
    const first = await search('regatta', '&limit=1');
    expect([first.ids, await found('regatta', `&limit=1&cursor=${first.next}`)]).toEqual([[written], [meant]]);
    expect(server.asked.filter(({ input }) => input.includes('regatta'))).toHaveLength(1);
  });

  it('is asked for relevance only, and not by who says exactly what to find', async () => {
    expect(await search('regatta', '&sort=title')).toMatchObject({ total: 1 });
    expect(await search('"regatta"')).toMatchObject({ total: 1 });
  });

  it('sends what is public of a practice, once, with the key', async () => {
    const id = await published(about('Midwives meet', { notes: { en: 'Every Monday' } }));
    const sent = () => server.asked.filter(({ input }) => input.some((text) => text.includes('Midwives meet')));
    expect(sent()).toMatchObject([{ model: 'concepts', authorization: `Bearer ${KEY}` }]);
    expect(sent()[0]!.input.join()).not.toContain('ada@example.org');
    expect(await found('nurse')).toEqual([id]);

    await step(app, id, 'withdrawal', steering, { reason: 'Ended.' });
    expect(await found('nurse')).toEqual([]);
    await eventually(async () => (await meaningOf(id))?.isKnown === false);
    expect(sent()).toHaveLength(1);
  });

  it('follows a new version', async () => {
    const id = await published(about('Honey from the roof'));
    expect(await found('apiary')).toEqual([id]);
    await republish(id, about('Nursing at home'));
    await eventually(async () => (await found('midwife')).includes(id));
    expect(await found('apiary')).toEqual([]);
    await step(app, id, 'withdrawal', steering, { reason: 'Ended.' });
  });

  it('forgets with an erasure, and computes anew what is left', async () => {
    const email = 'bea.beekeeper@city.example';
    const contacts = [{ name: 'Bee Honey', email, consentToPublish: true }];
    const id = await published(
      about('A sailing school', { contacts, notes: { en: 'Bee Honey, Bee Honey and Bee Honey lead it.' } }),
    );
    expect(await found('apiary')).toEqual([id]);

    server.state.status = 503;
    const { status } = await app.call('POST', '/v1/data-subjects/erasure', {
      by: { id: 'operator', roles: ['admin'] },
      body: { email, names: ['Bee Honey'] },
    });
    expect([status, await found('apiary')]).toEqual([200, []]);
    expect(await meaningOf(id)).toMatchObject({ isKnown: false });
    server.state.status = 200;
    await tryAgain();
    await known(id);
    expect(await found('apiary')).toEqual([]);
    const sent = server.asked.flatMap(({ input }) => input).filter((text) => text.includes('A sailing school'));
    expect(sent.at(-1)).not.toContain('Bee Honey');
  });
});

describe('search while the server of embeddings', () => {
  it.each([
    ['refuses', { status: 500 }],
    ['does not answer', { isSilent: true }],
  ])('%s finds by words, in the same order and form, and waits once', async (_, state) => {
    const server = await embeddingServer();
    const env = { LRA_EMBEDDINGS_URL: server.url, LRA_EMBEDDINGS_MODEL: 'concepts' };
    const app = await testApp(practicesApp, { env });
    try {
      const city = await editorOf(app, newId());
      Object.assign(server.state, state);
      const written = await publish(app, city, about('A regatta'));
      await publish(app, city, about('Sailing'));
      const search = async (q: string) =>
        (await app.call('GET', `/v1/practices?q=${q}&total=true&facets=country`)).body;
      const body = await search('regatta');
      expect(body).toMatchObject({
        items: [{ id: written }],
        total: 1,
        facets: { country: [{ code: 'IT', count: 1 }] },
      });
      await search('regattas');
      expect(server.asked.filter(({ input }) => /^regatta/.test(input[0]!))).toHaveLength(1);
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
