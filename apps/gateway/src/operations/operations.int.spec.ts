import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { deadLetterList } from '#app';
import { pageOf, seekOf } from '#http';
import { pagesOf } from '#testing';
import {
  fakeUpstream,
  json,
  memberEvent,
  testGateway,
  type Received,
  type TestGateway,
} from '../../test/test-gateway.js';

const PATH = '/v1/operations/dead-letters';

describe('operations at the gateway', () => {
  let gateway: TestGateway;
  let upstreams: Record<string, Awaited<ReturnType<typeof fakeUpstream>>>;
  let token: string;

  beforeAll(async () => {
    upstreams = {
      practices: await fakeUpstream(),
      network: await fakeUpstream(),
      notifications: await fakeUpstream(),
    };
    gateway = await testGateway({ env: { LRA_RATE_LIMIT: '100000' }, urlOf: (app) => upstreams[app]!.url });
    Logger.overrideLogger(['fatal']);
    token = gateway.adminToken;
  });
  afterEach(async () => {
    for (const upstream of Object.values(upstreams)) upstream.state.respond = holding([]);
    await gateway.dataSource.query('truncate waiting_event, operation_audit');
  });
  afterAll(async () => {
    await gateway.close();
    for (const upstream of Object.values(upstreams)) await upstream.close();
  });

  const letter = (app: string, createdAt: string) => ({ id: `${app}:${randomUUID()}`, app, createdAt });

  /** An app that holds these dead letters, and pages as apps do. */
  const holding =
    (letters: readonly { id: string; createdAt: string }[]) =>
    ({ url }: Received, response: ServerResponse): void => {
      const { searchParams, pathname } = new URL(url, 'http://app');
      if (pathname !== PATH) {
        json(response, 200, { app: 'x', depth: 3, oldestAgeSeconds: 1.5, leases: [] });
        return;
      }
      const seek = seekOf('dead-letters', searchParams.get('cursor') ?? undefined, deadLetterList.types);
      const limit = Number(searchParams.get('limit') ?? 20);
      const placeOf = ({ createdAt, id }: { createdAt: string; id: string }) => [createdAt, id];
      const place = seek.place?.join(' ');
      const rows = letters.filter((one) => {
        const here = placeOf(one).join(' ');
        return place === undefined || (seek.isBackwards ? here < place : here > place);
      });
      if (seek.isBackwards) rows.reverse();
      json(response, 200, {
        ...pageOf({ list: 'dead-letters', seek, limit, placeOf }, rows, (one) => one),
        ...(searchParams.get('total') ? { total: letters.length } : {}),
      });
    };

  const silent = (): void => undefined;

  /** Makes an event wait in the gateway itself. */
  async function ownDeadLetter(): Promise<{ id: string; createdAt: string }> {
    const event = { ...memberEvent(randomUUID(), 'approved', 1), data: {} };
    await gateway.publish('lra.network.member', event);
    const { items } = (await gateway.call('GET', `${PATH}?limit=100`, { token })).body;
    return items.find(({ app }: { app: string }) => app === 'gateway');
  }

  it('are the administrators’ alone', async () => {
    const { token: steering } = await gateway.client({ roles: ['steering'] });
    for (const [method, path] of [
      ['GET', PATH], ['POST', `${PATH}/practices:${randomUUID()}/redrive`],
      ['POST', `${PATH}/gateway:${randomUUID()}/discard`], ['GET', '/v1/operations/outbox'],
    ] as const) {
      expect((await gateway.call(method, path)).status).toBe(401);
      expect((await gateway.call(method, path, { token: steering })).status).toBe(403);
    } // prettier-ignore
  });

  it('list what waits in all apps, the oldest first, with one cursor for all of them', async () => {
    const own = await ownDeadLetter();
    const of = {
      practices: [
        letter('practices', '2020-01-01T00:00:00.000001Z'),
        letter('practices', '2020-01-03T00:00:00.000000Z'),
      ],
      network: [letter('network', '2020-01-01T00:00:00.000002Z'), letter('network', '2020-01-02T00:00:00.000000Z')],
      notifications: [letter('notifications', '2020-01-01T00:00:00.000000Z')],
    };
    for (const [app, letters] of Object.entries(of)) upstreams[app]!.state.respond = holding(letters);
    const expected = [
      of.notifications[0], of.practices[0], of.network[0], of.network[1], of.practices[1], own,
    ].map((one) => one!.id); // prettier-ignore

    const whole = await gateway.call('GET', `${PATH}?total=true`, { token });
    expect(whole.body.items.map(({ id }: { id: string }) => id).slice(0, 6)).toEqual(expected);
    expect(whole.body).toMatchObject({ next: null, unavailable: [], total: whole.body.items.length });

    const { there, back } = await pagesOf((path) => gateway.call('GET', path, { token }), `${PATH}?limit=2`);
    for (const page of there) expect(page.length).toBeLessThanOrEqual(2);
    expect([there.flat(), back]).toEqual([whole.body.items, there]);
    expect((await gateway.call('GET', `${PATH}?cursor=x`, { token })).status).toBe(422);
  });

  it('name the apps that do not answer, and wait for none of them longer than two seconds', async () => {
    upstreams['network']!.state.respond = holding([letter('network', '2020-01-02T00:00:00.000000Z')]);
    upstreams['practices']!.state.respond = silent;
    upstreams['notifications']!.state.respond = (_, response) => json(response, 503, { code: 'service.away' });
    const begun = performance.now();
    const { status, body } = await gateway.call('GET', PATH, { token });
    expect(performance.now() - begun).toBeLessThan(4_000);
    expect(status).toBe(200);
    expect(body.unavailable).toEqual(['practices', 'notifications']);
    expect(body.items).toHaveLength(1);
    const outbox = await gateway.call('GET', '/v1/operations/outbox', { token });
    expect(outbox.body.unavailable).toEqual(['practices', 'notifications']);
    expect(outbox.body.items).toEqual([
      expect.objectContaining({ app: 'gateway', depth: 0, oldestAgeSeconds: 0 }),
      expect.objectContaining({ depth: 3, oldestAgeSeconds: 1.5 }),
    ]);
  });

  it('pass a command on to the app that the id names, and its answer back', async () => {
    const id = `network:${randomUUID()}`;
    upstreams['network']!.state.respond = (_, response) => json(response, 200, { outcome: 'applied' });
    expect((await gateway.call('POST', `${PATH}/${id}/redrive`, { token })).body).toEqual({ outcome: 'applied' });
    const reason = { reason: 'Sent by mistake.' };
    upstreams['network']!.state.respond = (_, response) =>
      json(response, 409, { code: 'dead-letter.waiting' }, { 'content-type': 'application/problem+json' });
    const refused = await gateway.call('POST', `${PATH}/${id}/discard`, { token, body: reason });
    expect([refused.status, refused.body]).toEqual([409, { code: 'dead-letter.waiting' }]);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    const [redrive, discard] = upstreams['network']!.received.slice(-2);
    expect(redrive).toMatchObject({ method: 'POST', url: `${PATH}/${id}/redrive` });
    expect(await gateway.verifier.verify(String(redrive!.headers['x-lra-identity']))).toMatchObject({
      roles: ['admin'],
    });
    expect(JSON.parse(discard!.body.toString())).toEqual(reason);
  });

  it('answer 404 for an id of no app, and 503 while the app is away', async () => {
    expect((await gateway.call('POST', `${PATH}/moon:${randomUUID()}/redrive`, { token })).status).toBe(404);
    expect((await gateway.call('POST', `${PATH}/7/redrive`, { token })).status).toBe(422);
    upstreams['practices']!.state.respond = (_, response) => void response.destroy();
    const away = await gateway.call('POST', `${PATH}/practices:${randomUUID()}/redrive`, { token });
    expect([away.status, away.body.code, away.headers['retry-after']]).toEqual([503, 'service.away', '1']);
  });

  it('do for the gateway itself what they do for the apps', async () => {
    const { id } = await ownDeadLetter();
    const failed = await gateway.call('POST', `${PATH}/${id}/redrive`, { token });
    expect(failed.body).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('data') });
    const discarded = await gateway.call('POST', `${PATH}/${id}/discard`, { token, body: { reason: 'A test.' } });
    expect(discarded.body).toEqual({ outcome: 'discarded' });
    const audits = await gateway.dataSource.query('select action, outcome from operation_audit order by at');
    expect(audits).toEqual([
      { action: 'redrive', outcome: 'failed' },
      { action: 'discard', outcome: 'discarded' },
    ]);
  });
});
