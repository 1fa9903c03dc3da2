import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { newId } from '#database';
import { createApp } from '#app';
import { ClockAhead, eventually, keepLog, showLog } from '#testing';
import { testGateway, type Answered, type TestGateway } from '../../test/test-gateway.js';
import { gatewayApp } from '../gateway.app.js';
import { FAILURES_KEPT_S, TRUSTED_DAYS } from './attempt.js';
import { AttemptRepository } from './attempt.repository.js';

const SECOND_MS = 1_000;
let address = 0;
/** An address that nothing came from before. */
const newAddress = () => {
  address += 1;
  return `198.51.100.${address}`;
};

describe('failed attempts', () => {
  let gateway: TestGateway;
  const clock = new ClockAhead();
  const said: string[] = [];

  beforeAll(async () => {
    gateway = await testGateway({ env: { LRA_TRUST_PROXY: '127.0.0.1' }, clock });
  });
  afterAll(async () => {
    showLog();
    await gateway.close();
  });
  beforeEach(() => {
    keepLog(said);
  });

  const ask = (clientId: string, clientSecret: string, from: string): Promise<Answered> =>
    gateway.call('POST', '/v1/oauth/token', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': from },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }).toString(),
    });
  const guess = async (clientId: string, from: string, times: number): Promise<number[]> => {
    const statuses: number[] = [];
    for (let n = 0; n < times; n += 1) statuses.push((await ask(clientId, `wrong ${n}`, from)).status);
    return statuses;
  };
  /** A client that was let in nowhere yet. */
  const newClient = async () => {
    const { clientId, clientSecret } = (
      await gateway.call('POST', '/v1/clients', {
        token: await gateway.tokenOf(gateway.admin!),
        body: { name: 'test', roles: ['steering'] },
      })
    ).body as { clientId: string; clientSecret: string };
    return { clientId, clientSecret };
  };
  const always = (status: number, times: number) => Array.from({ length: times }, () => status);
  const wait = (answer: Answered) => {
    clock.aheadMs += Number(answer.headers['retry-after']) * SECOND_MS;
  };

  it('block an account at an address after twenty, for a minute, then for twice as long each time, up to 15 minutes', async () => {
    const { clientId, clientSecret } = await newClient();
    const from = newAddress();
    expect(await guess(clientId, from, 20)).toEqual(always(401, 20));
    for (const seconds of [60, 120, 240, 480, 900, 900]) {
      const refused = await ask(clientId, clientSecret, from);
      expect(refused.body).toMatchObject({ status: 429, code: 'request.too-many' });
      expect(Math.abs(Number(refused.headers['retry-after']) - seconds)).toBeLessThan(5);
      wait(refused);
      expect((await ask(clientId, 'wrong', from)).status).toBe(429);
    }
    wait(await ask(clientId, clientSecret, from));
    expect((await ask(clientId, clientSecret, from)).status).toBe(200);
    expect(await guess(clientId, from, 19)).toEqual(always(401, 19));
  });

  it('that are refused meanwhile do not prolong the block', async () => {
    const { clientId } = await newClient();
    const from = newAddress();
    await guess(clientId, from, 20);
    const first = await ask(clientId, 'wrong', from);
    expect(await guess(clientId, from, 30)).toEqual(always(429, 30));
    const last = await ask(clientId, 'wrong', from);
    expect(Number(last.headers['retry-after'])).toBeLessThanOrEqual(Number(first.headers['retry-after']));
  });

  it('are forgotten after an hour without another one', async () => {
    const { clientId } = await newClient();
    const from = newAddress();
    await guess(clientId, from, 19);
    clock.aheadMs += FAILURES_KEPT_S * SECOND_MS;
    expect(await guess(clientId, from, 20)).toEqual(always(401, 20));
  });

  it('are counted over all instances of the gateway', async () => {
    const { clientId } = await newClient();
    const from = newAddress();
    const second = await createApp(gatewayApp, gateway.runtime({ LRA_TRUST_PROXY: '127.0.0.1' }));
    try {
      await second.app.listen(0, '127.0.0.1');
      const there = async () => {
        const answer = await request(`${await second.app.getUrl()}/v1/oauth/token`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': from },
          body: `grant_type=client_credentials&client_id=${clientId}&client_secret=wrong`,
        });
        await answer.body.dump();
        return answer.statusCode;
      };
      await guess(clientId, from, 10);
      for (let n = 0; n < 10; n += 1) expect(await there()).toBe(401);
      expect([await there(), (await ask(clientId, 'wrong', from)).status]).toEqual([429, 429]);
    } finally {
      await second.app.close();
    }
  });

  it('in a burst get no further than one after the other', async () => {
    const { clientId } = await newClient();
    const from = newAddress();
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(clientId, `wrong ${n}`, from)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(40);
  });

  it('from everywhere slow an account down, but not where it was let in before: nobody can lock it out', async () => {
    const { clientId, clientSecret } = await newClient();
    const home = newAddress();
    expect((await ask(clientId, clientSecret, home)).status).toBe(200);
    for (let n = 0; n < 10; n += 1) expect(await guess(clientId, newAddress(), 10)).toEqual(always(401, 10));
    const elsewhere = await ask(clientId, clientSecret, newAddress());
    expect(elsewhere.status).toBe(429);
    expect((await ask(clientId, clientSecret, home)).status).toBe(200);
    wait(elsewhere);
    expect((await ask(clientId, clientSecret, newAddress())).status).toBe(200);
  });

  it('at many accounts block their address, but not for a client that was let in from there', async () => {
    const [known, other] = [await newClient(), await newClient()];
    const from = newAddress();
    expect((await ask(known.clientId, known.clientSecret, from)).status).toBe(200);
    for (let n = 0; n < 100; n += 1) expect((await ask(newId(), 'wrong', from)).status).toBe(401);
    expect((await ask(other.clientId, other.clientSecret, from)).status).toBe(429);
    expect((await ask(known.clientId, known.clientSecret, from)).status).toBe(200);
    expect((await ask(other.clientId, other.clientSecret, newAddress())).status).toBe(200);
  });

  it('of a client at its own address touch nobody else there', async () => {
    const [known, other] = [await newClient(), await newClient()];
    const from = newAddress();
    await ask(known.clientId, known.clientSecret, from);
    await guess(known.clientId, from, 25);
    const rows = await gateway.dataSource.query<{ failures: number }[]>(
      'select failures from attempt where failures > 20',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect((await ask(other.clientId, other.clientSecret, from)).status).toBe(200);
  });

  it.each([
    ['a client id', () => newId()],
    ['a name', () => `nobody ${newId()}`],
  ])('tell nothing of whether %s exists: unknown ones are counted alike', async (_, unknown) => {
    const id = unknown();
    const from = newAddress();
    expect(await guess(id, from, 20)).toEqual(always(401, 20));
    expect((await ask(id, 'wrong', from)).status).toBe(429);
  });

  it('are told in the log with hashes in the place of account and address', async () => {
    const { clientId, clientSecret } = await newClient();
    const from = newAddress();
    await guess(clientId, from, 20);
    const line = await eventually(() => said.find((one) => one.includes('attempt.blocked')));
    expect(line).toContain('"scope":"pair"');
    expect(line).toMatch(/"address":"[0-9a-f]{16}"/);
    wait(await ask(clientId, 'wrong', from));
    expect((await ask(clientId, clientSecret, from)).status).toBe(200);
    await eventually(() => said.some((one) => one.includes('attempt.succeeded-after-failures')));
    expect(said.join()).not.toContain(from);
    expect(said.join()).not.toMatch(/wrong \d/);
  });

  it('leave neither account nor address in their table', async () => {
    const from = newAddress();
    await guess('somebody@example.org', from, 2);
    const text = JSON.stringify(
      await gateway.dataSource.query(`select *, encode(key, 'escape') as clear from attempt`),
    );
    expect(text).not.toContain(from);
    expect(text).not.toContain('somebody');
  });

  it('with invented activation links block their address', async () => {
    const from = newAddress();
    const follow = (n: number) => gateway.call('GET', `/v1/activations/${n}`, { headers: { 'x-forwarded-for': from } });
    for (let n = 0; n < 20; n += 1) expect((await follow(n)).status).toBe(404);
    const refused = await follow(21);
    expect(refused.body).toMatchObject({ status: 429, code: 'request.too-many' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const [client, elsewhere] = [await newClient(), newAddress()];
    expect((await ask(client.clientId, client.clientSecret, from)).status).toBe(200);
    expect((await gateway.call('GET', '/v1/activations/1', { headers: { 'x-forwarded-for': elsewhere } })).status).toBe(
      404,
    );
  });

  it('are cleared away when they are forgotten, and never more than a bounded number is kept', async () => {
    const repository = gateway.app.get(AttemptRepository);
    const count = async () =>
      (await gateway.dataSource.query<{ n: number }[]>('select count(*)::int as n from attempt'))[0]!.n;
    await gateway.dataSource.query(
      `insert into attempt (key, failures, failing_until)
       select decode(md5(n::text), 'hex'), 1, $1::timestamptz + n * interval '1 ms' from generate_series(1, 2500) n`,
      [clock.now()],
    );
    await repository.purge(clock.now(), 1_200);
    expect(await count()).toBe(1_200);
    clock.aheadMs += TRUSTED_DAYS * 24 * FAILURES_KEPT_S * SECOND_MS;
    await repository.purge(clock.now());
    expect(await count()).toBe(0);
  });
});
