import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { anonymous, type Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { toPracticeView } from './http/practice.dto.js';
import { completeSheet, draft, editorOf, publish, steering, step } from './practice.example.js';
import { PracticeRepository } from './practice.repository.js';
import { PublicPractices } from './public-practices.js';

type By = Partial<Principal>;

describe('what everyone sees of a practice', () => {
  let app: TestApp;
  let owner: By;
  let other: By;
  let reader: By;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    [owner, other] = [await editorOf(app, newId()), await editorOf(app, newId())];
    reader = { id: 'reader', roles: ['reviewer'] };
  });
  afterAll(() => app.close());

  const get = (id: string, query = '', headers: Record<string, string> = {}, by?: By) =>
    app.call('GET', `/v1/practices/${id}${query}`, { headers, ...(by ? { by } : {}) });
  const tagOf = async (id: string, query = '') => String((await get(id, query)).headers['etag']);
  /** What the practice itself would answer, as sent. */
  const asOf = async (id: string): Promise<unknown> => {
    const practice = await app.app.get(PracticeRepository).get(id);
    return JSON.parse(JSON.stringify(toPracticeView(practice, practice.published!, anonymous)));
  };

  it('has an ETag of its own, which nothing changes that the public cannot see', async () => {
    const id = await publish(app, owner);
    const [tag, german] = [await tagOf(id), await tagOf(id, '?lang=de')];
    expect([tag, german]).toEqual(['"p1"', '"p1-de"']);
    await step(app, id, 'PUT', owner, completeSheet({ notes: { en: 'Second.' } }));
    await step(app, id, 'submission', owner);
    expect(await tagOf(id)).toBe(tag);
    await step(app, id, 'publication', steering);
    expect([await tagOf(id), await tagOf(id, '?lang=de')]).toEqual(['"p2"', '"p2-de"']);
    await step(app, id, 'translations/de', owner, { title: 'In Italien leben' });
    expect(await tagOf(id, '?lang=de')).toBe('"p3-de"');
  });

  it('is one tag for each set of languages, so that no two answers share one', async () => {
    const id = await publish(app, owner);
    const asked = ['', '?lang=de', '?lang=it', '?localised=true'];
    const accepted = [undefined, 'de, it', 'it, de'];
    const answers = new Map<string, string>();
    for (const query of asked)
      for (const language of accepted) {
        const { headers, body } = await get(id, query, language ? { 'accept-language': language } : {});
        const tag = String(headers['etag']);
        expect(answers.get(tag) ?? JSON.stringify(body)).toBe(JSON.stringify(body));
        answers.set(tag, JSON.stringify(body));
      }
    expect(answers.size).toBeGreaterThan(4);
  });

  it('is answered 304 to who has it, also with the weak form that a proxy makes of the tag', async () => {
    const id = await publish(app, owner);
    for (const query of ['', '?lang=it']) {
      const tag = await tagOf(id, query);
      for (const known of [tag, `W/${tag}`, `"x", ${tag}`, '*'])
        expect(await get(id, query, { 'if-none-match': known })).toMatchObject({ status: 304, body: '' });
      expect((await get(id, query, { 'if-none-match': '"p99"' })).status).toBe(200);
    }
  });

  it('is what other members and readers get, while its owner and the steering committee get the thing itself', async () => {
    const id = await publish(app, owner);
    for (const by of [undefined, other, reader]) {
      const { headers, body } = await get(id, '', {}, by);
      expect([headers['etag'], headers['content-type'], body]).toEqual(['"p1"', 'application/json; charset=utf-8', await asOf(id)]);
    }
    for (const by of [owner, steering]) {
      const { headers, body } = await get(id, '', {}, by);
      expect([headers['etag'], headers['cache-control'], body.factSheet.contacts.length]).toEqual(['"3"', 'no-store', 2]);
    }
  }); // prettier-ignore

  it('is no state to change: its tag as If-Match is 412 and says what to do', async () => {
    const id = await publish(app, owner);
    for (const tag of [await tagOf(id), await tagOf(id, '?lang=de'), `W/${await tagOf(id)}`]) {
      const { status, body, headers } = await app.call('PUT', `/v1/practices/${id}`, {
        by: owner, body: completeSheet(), headers: { 'if-match': tag },
      }); // prettier-ignore
      expect([status, body.code, headers['etag']]).toEqual([412, 'if-match.public', '"3"']);
    }
  });

  it('is gone with the practice, and goes on with the next tag where that is shown again', async () => {
    const [into, id] = [await publish(app, other), await publish(app, owner)];
    await step(app, id, 'merger', steering, { into, reason: 'The same.' });
    expect((await get(id)).status).toBe(308);
    await step(app, id, 'merger-reversal', steering, { reason: 'Not the same.' });
    expect([(await get(id)).status, await tagOf(id)]).toEqual([200, '"p3"']);
    await step(app, id, 'withdrawal', owner, { reason: 'Over.' });
    expect((await get(id)).status).toBe(410);
    expect((await get(await draft(app, owner))).status).toBe(404);
  });

  it('is written at the start where an older build did not, or in another form', async () => {
    const ids = [await publish(app, owner), await publish(app, owner), await publish(app, owner)];
    const [missing, older, present] = ids;
    await app.dataSource.query('delete from public_practice where practice_id = $1', [missing]);
    await app.dataSource.query(`update public_practice set shape = 0, body = '{}' where practice_id = $1`, [older]);
    await app.app.get(PublicPractices).onModuleInit();
    for (const id of ids) expect((await get(id)).body).toEqual(await asOf(id));
    expect([await tagOf(older!), await tagOf(present!)]).toEqual(['"p2"', '"p1"']);
  });
});
