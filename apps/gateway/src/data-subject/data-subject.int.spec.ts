import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pagesOf } from '#testing';
import { ErasureList, keptName, Retention } from '#privacy';
import { json, type Received } from '../../test/test-gateway.js';
import { testPeople, type TestPeople } from '../../test/test-people.js';

const PATH = '/v1/data-subjects';
const key = 'a key of the network, 32 or more';

describe('a person at the gateway', () => {
  let folder: string;
  let file: string;
  let people: TestPeople;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lra-erasures-'));
    file = join(folder, 'list');
    people = await testPeople({ LRA_ERASURES_FILE: file, LRA_ERASURES_KEY: key });
  });
  beforeEach(() => {
    people.gateway.upstream.received.length = 0;
    people.gateway.upstream.state.respond = nothing;
  });
  afterAll(async () => {
    await people.close();
    await rm(folder, { recursive: true });
  });

  const query = <T extends object>(sql: string, ...parameters: unknown[]) =>
    people.gateway.dataSource.query<T[]>(sql, parameters);
  const ask = (what: 'search' | 'erasure', email: string) =>
    people.gateway.call('POST', `${PATH}/${what}`, { token: people.gateway.adminToken, body: { email } });

  /** Apps that know nobody. */
  const nothing = ({ url, method }: Received, response: Parameters<typeof json>[0]) => {
    if (method === 'GET') json(response, 200, { items: [], next: null, previous: null, total: 0 });
    else json(response, 200, url.endsWith('search') ? { names: [], keys: [], places: [] } : { places: [] });
  };
  const askedOf = (what: 'search' | 'erasure') =>
    people.gateway.upstream.received
      .filter(({ url }) => url === `${PATH}/${what}`)
      .map(({ body }) => JSON.parse(body.toString()) as { email: string; names: string[] });

  it('is found by an address that is kept nowhere, and leaves with rights and sessions', async () => {
    const { me } = await people.person(
      { roles: ['official'] },
      { name: 'Anna Verner', email: 'Anna.Verner@people.example' },
    );
    const found = await ask('search', 'anna.verner@PEOPLE.example');
    expect(found.body.names).toEqual(['Anna Verner']);
    expect(JSON.stringify(await query('select * from person'))).not.toMatch(/verner@/i);

    const { status, body } = await ask('erasure', 'anna.verner@people.example');
    expect([status, body.cause, body.listed]).toEqual([200, 'request', true]);
    expect(body.places).toEqual(
      expect.arrayContaining([
        { place: 'gateway.person', count: 1 },
        { place: 'gateway.session', count: 1 },
      ]),
    );
    expect((await me()).status).toBe(401);
    expect(await query(`select from person where name = 'Anna Verner'`)).toEqual([]);
  });

  it('who was invited leaves with the open invitation', async () => {
    const email = 'waiting@people.example';
    await people.invite(email, { roles: ['official'] });
    await ask('erasure', email);
    expect(await query('select from invitation where email = $1', email)).toEqual([]);
  });

  it('under a name that one app knows is looked for, and erased, in all others', async () => {
    people.gateway.upstream.state.respond = (received, response) => {
      const { names } = JSON.parse(received.body.toString()) as { names: string[] };
      if (received.url.endsWith('search'))
        json(response, 200, { names: [...new Set([...names, 'Olli Oulu'])], keys: [], places: [] });
      else json(response, 200, { places: [{ place: 'practices.practice_contact', count: 1 }] });
    };
    const { body: client } = await people.gateway.call('POST', '/v1/clients', {
      token: people.gateway.adminToken, body: { name: 'registry of Olli Oulu', roles: ['official'] },
    }); // prettier-ignore
    const { body } = await ask('erasure', 'olli@oulu.example');
    expect(body.places).toEqual([
      { place: 'gateway.client', count: 1 },
      { place: 'practices.practice_contact', count: 3 },
    ]);
    expect(askedOf('erasure').map(({ names }) => names)).toEqual([['Olli Oulu'], ['Olli Oulu'], ['Olli Oulu']]);
    const [row] = await query<{ name: string }>('select name from client where client_id = $1', client.clientId);
    expect(row!.name).toBe('registry of [erased]');
  });

  it('whose name is that of an office leaves, and the office stays in texts, also after a restore', async () => {
    const email = 'office@turku.example';
    await people.person({ roles: ['official'] }, { name: 'Integration Office', email });
    const token = people.gateway.adminToken;
    const made = await people.gateway.call('POST', '/v1/clients', {
      token,
      body: { name: 'Integration office', roles: ['official'] },
    });
    const { status } = await people.gateway.call('POST', `${PATH}/erasure`, {
      token,
      body: { email, keep: ['integration office'] },
    });
    expect(status).toBe(200);
    expect(await query('select from person where name = $1', 'Integration Office')).toEqual([]);
    expect(await query('select name from client where client_id = $1', made.body.clientId)).toEqual([
      { name: 'Integration office' },
    ]);
    expect((await ErasureList.open(file, key)).has(keptName(email, 'Integration Office'))).toBe(true);
  });

  it('is erased nowhere while an app is away, and wholly when it is asked again', async () => {
    const email = 'late@people.example';
    const { id } = await people.person({ roles: ['official'] }, { name: 'Lea Late', email });
    people.gateway.upstream.state.respond = (_, response) => json(response, 503, { code: 'service.away' });
    expect((await ask('erasure', email)).status).toBe(503);
    expect(await query('select from person where id = $1', id)).toHaveLength(1);

    // This time it is away between the search and the erasure: what the gateway knew is still known for the others.
    people.gateway.upstream.state.respond = (received, response) =>
      received.url.endsWith('search') ? nothing(received, response) : json(response, 503, { code: 'service.away' });
    expect((await ask('erasure', email)).body).toMatchObject({ status: 503, code: 'service.away' });
    expect(await query('select from person where id = $1', id)).toEqual([]);
    people.gateway.upstream.state.respond = nothing;
    people.gateway.upstream.received.length = 0;
    const { body } = await ask('erasure', email);
    expect(askedOf('erasure').map(({ names }) => names)).toEqual([['Lea Late'], ['Lea Late'], ['Lea Late']]);
    expect(body.places).toContainEqual({ place: 'gateway.person', count: 1 });
    expect(await query('select from erasure_in_hand')).toEqual([]);
  });

  it('that comes again while it is erased is erased again, until it is nowhere', async () => {
    let rounds = 0;
    people.gateway.upstream.state.respond = (received, response) => {
      if (received.url.endsWith('erasure')) rounds += 1;
      if (rounds === 3 && received.url.endsWith('search'))
        json(response, 200, { names: [], keys: [], places: [{ place: 'practices.submission', count: 1, keys: [] }] });
      else nothing(received, response);
    };
    expect((await ask('erasure', 'again@people.example')).status).toBe(200);
    expect(rounds).toBe(6);
  });

  it('stands in the list of erasures by keyed hashes before anything is erased, so that a restore erases it again', async () => {
    const email = 'listed@people.example';
    const { id } = await people.person({ roles: ['official'] }, { name: 'Lisa Listed', email });
    people.gateway.upstream.state.respond = (received, response) =>
      received.url.endsWith('search') ? nothing(received, response) : json(response, 503, { code: 'service.away' });
    await ask('erasure', email);
    const list = await ErasureList.open(file, key);
    expect([list.has(email), list.has(`person:${id}`)]).toEqual([true, true]);
    expect(await readFile(file, 'utf8')).not.toMatch(/lisa|people/i);
  });

  it('who leaves by the own hand is in the list too', async () => {
    const { id } = await people.person({ roles: ['official'] });
    await people.gateway.call('DELETE', `/v1/persons/${id}`, { token: people.gateway.adminToken });
    expect((await ErasureList.open(file, key)).has(`person:${id}`)).toBe(true);
  });

  it('who has not signed in for five years is forgotten', async () => {
    const { id } = await people.person({ roles: ['official'] });
    await query(`update person set signed_in_at = now() - interval '5 years 1 day' where id = $1`, id);
    const { id: present } = await people.person({ roles: ['official'] });
    const places = await people.gateway.app.get(Retention, { strict: false }).run();
    expect(places.map(({ place }) => place)).toContain('gateway.person');
    expect(await query('select id from person where id = any($1)', [id, present])).toEqual([{ id: present }]);
  });

  it('is told of in a list of what was erased, by place and count, and in nothing else', async () => {
    const { body } = await people.gateway.call('GET', `${PATH}/erasures?limit=2&total=true`, {
      token: people.gateway.adminToken,
    });
    expect(body.items).toHaveLength(2);
    expect(body.total).toBeGreaterThan(2);
    const next = await people.gateway.call('GET', `${PATH}/erasures?limit=100&cursor=${body.next}`, {
      token: people.gateway.adminToken,
    });
    expect(next.body.items).toHaveLength(body.total - 2);
    const get = (path: string) => people.gateway.call('GET', path, { token: people.gateway.adminToken });
    const { there, back } = await pagesOf(get, `${PATH}/erasures?limit=2`);
    expect([there.flat(), back]).toEqual([[...body.items, ...next.body.items], there]);
    const all = JSON.stringify([body, next.body, await query('select * from erasure_report')]);
    expect(all).not.toMatch(/verner|late|listed|@people/i);
  });
});
