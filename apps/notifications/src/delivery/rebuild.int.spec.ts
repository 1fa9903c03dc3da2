import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '#database';
import { eventually, testApp, type TestApp } from '#testing';
import { practiceEvent, practiceMessage } from '../../test/practice-event.js';
import { notificationsApp } from '../notifications.app.js';

describe('a rebuild of the subscriptions', () => {
  const subject = newId();
  let app: TestApp;
  let owner: Server;

  beforeAll(async () => {
    owner = createServer(({ url }, response) => {
      const items = url?.startsWith('/v1/snapshots/practices')
        ? [{ subject, sequence: '5', event: practiceEvent(subject, 5) }]
        : [];
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ items, next: null, total: items.length }));
    });
    await new Promise<void>((resolve) => owner.listen(0, '127.0.0.1', resolve));
    app = await testApp(notificationsApp, {
      env: { LRA_WEBHOOK_ALLOW: '127.0.0.0/8' },
      urlOf: () => `http://127.0.0.1:${(owner.address() as AddressInfo).port}`,
    });
  });
  afterAll(async () => {
    await app.close();
    owner.close();
  });

  it('makes no delivery of what is no news, and takes the next event without a gap', async () => {
    const by = { roles: ['admin' as const] };
    const subscribed = await app.call('POST', '/v1/subscriptions', {
      by,
      body: { channel: { type: 'webhook', url: 'http://127.0.0.1:1/hook' }, filter: {}, frequency: 'immediate' },
    });
    expect(subscribed.status).toBe(201);
    const sequences = async () =>
      (await app.dataSource.query<{ sequence: number }[]>('select sequence::int from delivery')).map(
        (row) => row.sequence,
      );
    await app.transport.publish([practiceMessage(practiceEvent(subject, 6))]); // before the group knows where the stream stands
    expect(await sequences()).toEqual([]);

    const started = await app.call('POST', '/v1/operations/rebuilds', {
      by,
      body: { group: 'notifications.subscriptions' },
    });
    expect(started.status).toBe(202);
    const job = await eventually(async () => {
      const { body } = await app.call('GET', `/v1/operations/rebuilds/${started.body.id as string}`, { by });
      return body.state !== 'running' && body;
    });
    expect(job).toMatchObject({ state: 'done', applied: 1, failed: 0 });
    await eventually(async () => (await sequences()).length > 0);
    await app.transport.publish([practiceMessage(practiceEvent(subject, 7))]);
    expect(await sequences()).toEqual([6, 7]);
  });
});
