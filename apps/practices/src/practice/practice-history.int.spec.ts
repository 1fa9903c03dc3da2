import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp, pagesOf } from '#testing';
import { practicesApp } from '../practices.app.js';
import { completeSheet, draft, editorOf, publish, steering, step } from './practice.example.js';

describe('the history of a practice', () => {
  let app: TestApp;
  let owner: Partial<Principal>;
  let other: Partial<Principal>;
  let id: string;
  const second = completeSheet({ title: { it: 'Vivere', en: 'Live in Italy', fi: 'Italiassa' }, aims: ['health'] });
  beforeAll(async () => {
    app = await testApp(practicesApp);
    owner = await editorOf(app, newId());
    other = await editorOf(app, newId());
    id = await publish(app, owner);
    await step(app, id, 'PUT', owner, second);
    await step(app, id, 'submission', owner, { reason: 'new title' });
    await step(app, id, 'publication', steering);
    await step(app, id, 'PUT', owner, completeSheet({ title: { it: 'SECRET' } }));
  });
  afterAll(() => app.close());

  const get = (path: string, by?: Partial<Principal>) => app.call('GET', `/v1/practices/${path}`, by ? { by } : {});

  it('lists every published version, the newest first, with when and why', async () => {
    const { status, body } = await get(`${id}/versions?total=true`);
    expect(status).toBe(200);
    expect(body.total).toBe(2);
    expect(body.items).toMatchObject([
      { version: 2, reason: 'new title', publishedAt: expect.any(String), factSheet: { title: { fi: 'Italiassa' } } },
      { version: 1, reason: null, factSheet: { aims: ['education'] } },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/publishedBy|SECRET|example\.org/);
    expect((await get(`${id}/versions`, owner)).body.items[0]).toMatchObject({ publishedBy: steering.id });
  });

  it('is read page by page', async () => {
    const first = await get(`${id}/versions?limit=1`);
    expect(first.headers['link']).toContain('rel="next"');
    const rest = await get(`${id}/versions?limit=1&cursor=${first.body.next}`);
    expect([first.body.items[0].version, rest.body.items[0].version, rest.body.next]).toEqual([2, 1, null]);
    expect((await get(`${id}/history?cursor=${first.body.next}`, owner)).status).toBe(422);
    for (const list of ['versions', 'history']) {
      const read = (path: string) => app.call('GET', path, { by: owner });
      const { there, back } = await pagesOf(read, `/v1/practices/${id}/${list}?limit=1`);
      expect([there.flat(), back]).toEqual([(await get(`${id}/${list}`, owner)).body.items, there]);
      expect(there.length).toBeGreaterThan(1);
    }
  });

  it('tells what differs between two versions, value by value and language by language', async () => {
    const items = [
      { pointer: '/title/it', before: 'Vivere in Italia', after: 'Vivere' },
      { pointer: '/title/fi', before: null, after: 'Italiassa' },
      { pointer: '/aims/0', before: 'education', after: 'health' },
    ];
    const { body } = await get(`${id}/versions/2/changes`);
    expect(body).toEqual({ from: 1, to: 2, items: expect.arrayContaining(items) });
    expect(body.items).toHaveLength(3);
    expect((await get(`${id}/versions/1/changes?from=2`)).body).toMatchObject({ from: 2, to: 1 });
    const made = (await get(`${id}/versions/1/changes`)).body;
    expect(made).toMatchObject({ from: null, to: 1 });
    expect(made.items).toContainEqual({ pointer: '/title/it', before: null, after: 'Vivere in Italia' });
  });

  it('shows a version in work, and what it changes, to its owner and the steering committee alone', async () => {
    for (const path of [`${id}/versions/3`, `${id}/versions/3/changes`, `${id}/versions/2/changes?from=3`]) {
      for (const by of [owner, steering]) expect((await get(path, by)).status).toBe(200);
      for (const by of [undefined, other]) expect((await get(path, by)).status).toBe(404);
    }
    expect((await get(`${id}/versions/4`, owner)).status).toBe(404);
    expect((await get(`${id}/versions/0`)).status).toBe(422);
  });

  it('tells its owner and the steering committee who did what, when, why and where', async () => {
    const { body } = await get(`${id}/history`, steering);
    expect(body.items).toMatchObject([
      {
        revision: 7,
        version: 3,
        kind: 'draft',
        by: owner.id,
        pointers: expect.arrayContaining(['/title/it', '/title/en']),
      },
      { revision: 6, version: 2, kind: 'publish', by: steering.id, reason: 'new title' },
      { revision: 5, version: 2, kind: 'submit', by: owner.id, reason: 'new title' },
      { revision: 4, version: 2, kind: 'draft', by: owner.id, at: expect.any(String) },
      { revision: 3, kind: 'publish' },
      { revision: 2, kind: 'submit' },
      { revision: 1, kind: 'draft' },
    ]);
    expect((await get(`${id}/history`, other)).status).toBe(404);
    expect((await get(`${id}/history`)).status).toBe(401);
  });

  it('cannot be rewritten: a published version refuses every change, also by SQL', async () => {
    const rewrite = (sql: string) =>
      app.dataSource.query(`update practice_version set ${sql} where practice_id = $1 and number = 1`, [id]);
    for (const change of [
      `fact_sheet = fact_sheet - 'aims'`,
      `reason = 'other'`,
      `published_by = 'me'`,
      `published_at = now()`,
    ]) {
      await expect(rewrite(change)).rejects.toThrow('was published and cannot be changed');
    }
    await expect(rewrite('updated_at = now()')).resolves.toBeDefined();
  });

  it('tells an editor who came too late what was changed meanwhile', async () => {
    const own = await draft(app, owner);
    const body = completeSheet({ aims: ['training'] });
    expect(
      (await app.call('PUT', `/v1/practices/${own}`, { by: owner, headers: { 'if-match': '"1"' }, body })).status,
    ).toBe(200);
    const late = await app.call('PUT', `/v1/practices/${own}`, {
      by: owner,
      headers: { 'if-match': '"1"' },
      body: completeSheet(),
    });
    expect(late).toMatchObject({
      status: 412,
      headers: { etag: '"2"' },
      body: { code: 'if-match.stale', changes: [{ revision: 2, kind: 'revise', pointers: ['/aims/0'] }] },
    });
    expect((await get(own, owner)).body.factSheet.aims).toEqual(['training']);
    const foreign = await app.call('PUT', `/v1/practices/${own}`, { by: other, headers: { 'if-match': '"1"' }, body });
    expect(foreign.status).toBe(404);
  });

  it('keeps requested changes open until they are answered, in words or by a change', async () => {
    const own = await draft(app, owner);
    await step(app, own, 'submission', owner);
    const items = ['/aims', '/objectives/en'].map((pointer) => ({ pointer, comment: 'Sure?' }));
    await step(app, own, 'change-request', steering, { items });
    const answered = await step(app, own, 'change-request/2/answer', owner, { answer: 'The council says so.' });
    expect(answered).toMatchObject({
      status: 200,
      body: {
        status: 'changes-requested',
        changeRequest: [
          { number: 1, state: 'open', pointer: '/aims', comment: 'Sure?' },
          { number: 2, state: 'answered', answer: 'The council says so.' },
        ],
      },
    });
    await step(app, own, 'submission', owner);
    expect((await get(own, steering)).body.changeRequest[0]).toMatchObject({ state: 'open' });
    expect(await step(app, own, 'change-request/1/answer', owner, { answer: 'Late, but: yes.' })).toMatchObject({
      body: { status: 'submitted', changeRequest: [{ state: 'answered' }, { state: 'answered' }] },
    });
    expect((await step(app, own, 'change-request/1/answer', owner, { answer: 'Again.' })).status).toBe(409);
    expect((await step(app, own, 'change-request/9/answer', owner, { answer: 'What?' })).status).toBe(404);
    expect((await step(app, own, 'change-request/1/answer', steering, { answer: 'No.' })).status).toBe(403);
    await step(app, own, 'publication', steering);
    expect((await get(own, owner)).body).not.toHaveProperty('changeRequest');
  });

  it('is gone with a practice that was withdrawn, but for the steps that its owner may read', async () => {
    const gone = await publish(app, owner);
    await step(app, gone, 'withdrawal', owner, { reason: 'It has ended.' });
    expect(await get(`${gone}/versions/1`)).toMatchObject({ status: 410, body: { reason: 'It has ended.' } });
    expect((await get(`${gone}/history`, owner)).body.items[0]).toMatchObject({
      kind: 'withdraw',
      reason: 'It has ended.',
    });
  });
});
