import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { newId } from '#database';
import { waitingAt } from '#testing';
import { fakeUpstream, json, memberEvent, testGateway, type TestGateway } from '../../test/test-gateway.js';

const apps = ['practices', 'network', 'notifications'] as const;

describe('what waits for a caller', () => {
  let gateway: TestGateway;
  let upstreams: Record<string, Awaited<ReturnType<typeof fakeUpstream>>>;
  beforeAll(async () => {
    upstreams = Object.fromEntries(await Promise.all(apps.map(async (app) => [app, await fakeUpstream()] as const)));
    gateway = await testGateway({ env: { LRA_RATE_LIMIT: '100000' }, urlOf: (app) => upstreams[app]!.url });
    Logger.overrideLogger(['fatal']);
  });
  afterEach(() => {
    for (const app of apps) told(app, []);
  });
  afterAll(async () => {
    await gateway.close();
    for (const app of apps) await upstreams[app]!.close();
  });

  const told = (app: (typeof apps)[number], items: readonly object[]) => {
    upstreams[app]!.state.waiting = (response) => json(response, 200, { items });
  };
  const me = async (token = gateway.adminToken) => {
    const { status, body } = await gateway.call('GET', '/v1/me', { token });
    expect(status).toBe(200);
    return body;
  };
  const entry = (kind: string, over: object) => ({
    kind, count: 1, due: null, since: '2026-05-01T10:00:00.000Z', list: `/v1/${kind}`, ...over,
  }); // prettier-ignore

  it('comes with who the caller is: of all apps, what is due first, then what waits longest', async () => {
    const [due, dueLater] = [entry('b', { due: '2000-06-01' }), entry('d', { due: '9000-06-02' })];
    const [old, young] = [entry('a', { since: '2026-04-01T10:00:00.000Z' }), entry('c', {})];
    told('practices', [young, dueLater]);
    told('network', [old]);
    told('notifications', [due]);
    const { waiting, unavailable, roles } = await me();
    expect({ waiting, unavailable, roles }).toEqual({
      waiting: [{ ...due, overdue: true }, ...[dueLater, old, young].map((one) => ({ ...one, overdue: false }))],
      unavailable: [],
      roles: ['admin'],
    });
  });

  it('of one list is one number, whichever apps have parts of it', async () => {
    told('practices', [entry('failed-job', { count: 2 })]);
    told('network', [entry('failed-job', { count: 3, since: '2026-04-30T00:00:00.000Z' })]);
    expect((await me()).waiting).toEqual([
      entry('failed-job', { overdue: false, count: 5, since: '2026-04-30T00:00:00.000Z' }),
    ]);
  });

  it('is told without the apps that are away, which are named and not awaited longer than two seconds', async () => {
    told('practices', [entry('a', {})]);
    upstreams['network']!.state.waiting = () => undefined;
    upstreams['notifications']!.state.waiting = (response) => json(response, 503, { code: 'service.away' });
    const begun = performance.now();
    expect(await me()).toMatchObject({ waiting: [{ kind: 'a' }], unavailable: ['network', 'notifications'] });
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  it('are for an operator the events that could not be applied and the jobs that failed', async () => {
    const event = { ...memberEvent(newId(), 'approved', 1), data: {} };
    await gateway.publish('lra.network.member', event);
    await gateway.dataSource.query(
      `insert into job (id, kind, key, data, state, attempts, last_error, failed_at, due_at, created_at)
       select uuidv7(), 'x', 'x', '{}', 'failed', 3, 'x', now(), now(), now()`,
    );
    for (const { state } of Object.values(upstreams))
      state.respond = (_, response) => json(response, 200, { items: [], next: null, previous: null, total: 0 });
    const waitingFor = (token: string) => waitingAt('/v1/me', (path) => gateway.call('GET', path, { token }));
    expect(await waitingFor(gateway.adminToken)).toEqual({
      // Two of the gateway's groups follow members.
      'dead-letter': { count: 2, due: null, since: expect.any(String) },
      'failed-job': { count: 1, due: null, since: expect.any(String) },
    });
    expect(await waitingFor((await gateway.client({ roles: ['steering'] })).token)).toEqual({});
  });

  it('are for a member’s editor the submissions that were refused, until a newer version is sent', async () => {
    const members = [newId(), newId()];
    for (const memberId of members) upstreams['network']!.members.set(memberId, 'approved');
    const [mine, theirs] = await Promise.all(
      members.map(async (memberId) => (await gateway.client({ roles: ['member-editor'], memberId })).token),
    );
    const refused = async (externalId: string, token = mine!) => {
      const body = { externalId, sourceVersion: 1, factSheet: {} };
      const { id } = (await gateway.call('POST', '/v1/submissions', { token, body })).body;
      await gateway.dataSource.query(
        `update submission set state = 'refused', settled_at = now(), content = null where id = $1`,
        [id],
      );
    };
    const waitingFor = (token: string) => waitingAt('/v1/me', (path) => gateway.call('GET', path, { token }));
    for (const id of ['one', 'two']) await refused(id);
    await refused('one', theirs);
    const refusals = { count: 2, due: null, since: expect.any(String) };
    expect(await waitingFor(mine!)).toEqual({ 'submission-refused': refusals });
    const newer = { externalId: 'one', sourceVersion: 2, factSheet: {} };
    expect((await gateway.call('POST', '/v1/submissions', { token: mine!, body: newer })).status).toBe(202);
    expect(await waitingFor(mine!)).toEqual({ 'submission-refused': { ...refusals, count: 1 } });
    expect(await waitingFor(theirs!)).toEqual({ 'submission-refused': { ...refusals, count: 1 } });
    expect(await waitingFor((await gateway.client({ roles: ['steering'] })).token)).toEqual({});
  });
});
