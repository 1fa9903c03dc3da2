import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { happened, principalChanged } from '#contracts';
import { newId } from '#database';
import type { Principal, Role } from '#identity';
import { toMessage } from '#messaging';
import { pagesOf, testApp, type TestApp } from '#testing';
import { completeSheet, editorOf, publish } from '../practice/practice.example.js';
import { practicesApp } from '../practices.app.js';
import { SAVED_SEARCHES_PER_OWNER } from './saved-search.js';

const PATH = '/v1/saved-searches';
type By = Partial<Principal>;

describe('saved searches', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(practicesApp);
  });
  afterAll(() => app.close());

  const somebody = (...roles: Role[]): By & { id: string } => ({ id: newId(), roles });
  const save = (by: By, query: object, name = 'Mine', headers: Record<string, string> = {}) =>
    app.call('POST', PATH, { by, headers, body: { name, query } });
  const list = async (by: By) => (await app.call('GET', `${PATH}?limit=100`, { by })).body.items as { id: string }[];

  it('are kept in one form, with the address of what they find', async () => {
    const by = somebody('official');
    const id = await publish(app, await editorOf(app, newId()), completeSheet({ title: { it: 'Ostrica' } }));
    const query = { q: ' ostrica ', country: ['SE', 'IT', 'IT'], ongoing: false, theme: null, sort: 'title' };
    const made = await save(by, query, 'Oysters');
    const kept = { q: 'ostrica', country: ['IT', 'SE'], ongoing: false, sort: 'title' };
    expect(made).toMatchObject({ status: 201, body: { name: 'Oysters', createdAt: expect.any(String) } });
    expect(made.body.query).toEqual(kept);
    expect(made.headers['location']).toBe(`${PATH}/${made.body.id}`);
    expect((await app.call('GET', `${PATH}/${made.body.id}`, { by })).body).toEqual(made.body);
    expect((await app.call('GET', made.body.href)).body.items).toMatchObject([{ id }]);
    const empty = {
      aim: [],
      evaluation: [],
      fundingSource: [],
      label: [],
      member: [],
      q: ' ',
      replicated: [],
      lang: [],
    };
    expect(await save(by, { ...query, ...empty, q: 'ostrica' })).toMatchObject({ status: 201, body: { query: kept } });
    const asText = await save(by, { q: 'ostrica', country: 'SE,IT', ongoing: 'false', sort: 'title' });
    expect(asText.body.query).toEqual(kept);
    expect((await app.call('GET', (await save(by, {})).body.href)).status).toBe(200);
  });

  it.each([
    { country: ['XX'] },
    { country: ['UK'] },
    { theme: 'employment,none' },
    { ongoing: 'maybe' },
    { member: 'me' },
    { sort: 'best' },
    { sort: 'relevance' },
    { sort: 'due' },
    { startedFrom: '2011-13' },
    { q: 'x'.repeat(501) },
    { nothing: '1' },
    { status: 'draft' },
    { assignedTo: 'somebody', sort: 'due' },
  ] as Record<string, string | string[]>[])('are refused as the list refuses %j', async (query) => {
    const by = somebody('official');
    const asked = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])); // prettier-ignore
    const refused = await app.call('GET', `/v1/practices?${asked.toString()}`, { by });
    const { status, body } = await save(by, query);
    expect(status).toBeGreaterThanOrEqual(400);
    expect([status, body.code]).toEqual([refused.status, refused.body.code]);
    const places = (refused.body.errors ?? []) as { pointer: string }[];
    const below = places.map((place) => ({
      ...place,
      pointer: expect.stringMatching(`^/query${place.pointer}(/0)?$`),
    }));
    expect(body.errors ?? []).toEqual(below);
    expect(await list(by)).toEqual([]);
  });

  it.each(['limit', 'cursor', 'total'])('do not keep what only chooses a page: %s', async (name) => {
    const { status, body } = await save(somebody('official'), { [name]: '1' });
    expect([status, body.errors]).toMatchObject([422, [{ pointer: `/query/${name}`, code: 'unknown-field' }]]);
  });

  it.each([
    [{ query: {} }, '/name'],
    [{ name: ' ', query: {} }, '/name'],
    [{ name: 'x' }, '/query'],
    [{ name: 'x', query: 'q=a' }, '/query'],
    [{ name: 'x', query: [] }, '/query'],
  ])('need a name and parameters: %j', async (body, pointer) => {
    const answer = await app.call('POST', PATH, { by: somebody('official'), body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it('are their owner’s alone, whatever the role, and nobody’s without a credential', async () => {
    const [owner, other, admin] = [somebody('reviewer'), somebody('reviewer'), somebody('admin')];
    const { id } = (await save(owner, { q: 'a' })).body;
    for (const by of [other, admin]) {
      for (const method of ['GET', 'DELETE'] as const)
        expect((await app.call(method, `${PATH}/${id}`, { by })).status).toBe(404);
      expect(await list(by)).toEqual([]);
    }
    for (const [method, path] of [['GET', PATH], ['POST', PATH], ['GET', `${PATH}/${id}`]] as const)
      expect((await app.call(method, path)).status).toBe(401); // prettier-ignore
    expect((await app.call('DELETE', `${PATH}/${id}`, { by: owner })).status).toBe(204);
    expect((await app.call('DELETE', `${PATH}/${id}`, { by: owner })).status).toBe(404);
  });

  it.each(['aim', 'also', 'answered', 'country', 'endDate', 'nuts', 'theme'])(
    'are refused when a list within the list stands for %s, however much it reads like a valid one',
    async (name) => {
      const valid: Record<string, string> = {
        aim: 'training', also: 'aim:training', answered: 'aim', country: 'IT', endDate: 'continuing', nuts: 'ITC4', theme: 'language-training',
      }; // prettier-ignore
      const by = somebody('official');
      expect((await save(by, { [name]: [valid[name]] })).status).toBe(201);
      for (const within of [[valid[name]], { 0: valid[name] }]) {
        const { status, body } = await save(by, { [name]: [within] });
        expect([status, body.errors?.[0].pointer.startsWith(`/query/${name}`)]).toEqual([422, true]);
      }
    },
  );

  it('are listed page by page, and saved once under one key', async () => {
    const by = somebody('official');
    const key = { 'idempotency-key': newId() };
    const twice = [await save(by, { q: 'a' }, 'first', key), await save(by, { q: 'a' }, 'first', key)];
    expect(twice.map(({ status, body }) => [status, body.id])).toEqual([1, 2].map(() => [201, twice[0]!.body.id]));
    for (const name of ['second', 'third']) await save(by, {}, name);
    const { there, back } = await pagesOf((path) => app.call('GET', path, { by }), `${PATH}?limit=2`);
    expect(there.flat()).toMatchObject([{ name: 'first' }, { name: 'second' }, { name: 'third' }]);
    expect(back).toEqual(there);
  });

  it('are a hundred at most, also in a burst', async () => {
    const by = somebody('official');
    await save(by, {});
    await app.dataSource.query(
      `insert into saved_search select gen_random_uuid(), owner, name, query, created_at
         from saved_search, generate_series(1, $2::integer) where owner = $1`,
      [by.id, SAVED_SEARCHES_PER_OWNER - 3],
    );
    const statuses = (await Promise.all([1, 2, 3, 4].map(() => save(by, {})))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 201, 409, 409]);
    expect((await save(by, {})).body.code).toBe('saved-search.too-many');
  });

  it('end with their owner: a client that is deleted, or a person who is erased', async () => {
    const [gone, stays] = [somebody('official'), somebody('official')];
    for (const by of [gone, stays]) await save(by, {});
    const told = async (sequence: number, roles: Role[]) => {
      const facts = { id: gone.id, name: 'x', kind: 'client', roles, memberId: null, affiliation: null, grants: [] };
      const { topic, ...event } = happened(principalChanged, gone.id, facts as never);
      const envelope = { specversion: '1.0', id: newId(), source: '/gateway', time: '2027-01-01T00:00:00Z', datacontenttype: 'application/json' } as const; // prettier-ignore
      await app.transport.publish([toMessage(topic, { ...envelope, ...event, sequence: String(sequence) })]);
    };
    await told(1, ['reviewer']);
    expect(await list(gone)).toHaveLength(1);
    await told(2, []);
    expect([await list(gone), (await list(stays)).length]).toEqual([[], 1]);
    expect((await save(gone, {})).status).toBe(401);
  });
});
