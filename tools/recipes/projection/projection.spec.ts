import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { happened, memberApproved, memberSuspended, type CloudEvent } from '#contracts';
import { newId } from '#database';
import { toMessage } from '#messaging';
import { eventually, testApp, type TestApp } from '#testing';
import { notificationsApp } from '../../../apps/notifications/src/notifications.app.js';

const group = 'notifications.member-names';

function memberEvent(id: string, sequence: number, name: string, contract = memberApproved) {
  const { topic, ...event } = happened(contract, id, {
    id, name, kind: 'municipality', country: 'FI', countries: ['FI'], status: 'approved', effectiveOn: '2027-01-01', href: `/v1/members/${id}`,
  }); // prettier-ignore
  const envelope = {
    specversion: '1.0', id: newId(), source: '/network', time: '2027-01-01T00:00:00Z', datacontenttype: 'application/json',
  } as const; // prettier-ignore
  return { topic, event: { ...envelope, ...event, sequence: String(sequence) } satisfies CloudEvent };
}

describe('a projection that was added', () => {
  const known = newId();
  let app: TestApp;
  let owner: Server;
  beforeAll(async () => {
    owner = createServer((_, response) => {
      const items = [{ subject: known, sequence: '7', event: memberEvent(known, 7, 'Turku').event }];
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ items, next: null, total: 1 }));
    });
    await new Promise<void>((resolve) => owner.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(owner.address() as AddressInfo).port}`;
    app = await testApp(notificationsApp, { urlOf: () => url });
  });
  afterAll(async () => {
    await app.close();
    owner.close();
  });

  const tell = ({ topic, event }: ReturnType<typeof memberEvent>) => app.transport.publish([toMessage(topic, event)]);
  const nameOf = async (id: string) =>
    (await app.dataSource.query<{ name: string }[]>('select name from member_name where id = $1', [id]))[0]?.name;

  it('follows the events in their order, each once', async () => {
    const id = newId();
    const first = memberEvent(id, 1, 'Åbo');
    await tell(first);
    expect(await nameOf(id)).toBe('Åbo');
    await tell(memberEvent(id, 3, 'Turku', memberSuspended));
    expect(await nameOf(id)).toBe('Åbo');
    await tell(memberEvent(id, 2, 'Turku/Åbo', memberSuspended));
    await eventually(async () => (await nameOf(id)) === 'Turku');
    await tell(first);
    expect(await nameOf(id)).toBe('Turku');
  });

  it('is filled by the snapshot of the owner', async () => {
    const by = { roles: ['admin' as const] };
    const { status, body } = await app.call('POST', '/v1/operations/rebuilds', { by, body: { group } });
    expect(status).toBe(202);
    await eventually(async () => {
      const job = await app.call('GET', `/v1/operations/rebuilds/${String(body.id)}`, { by });
      return job.body.state === 'done';
    });
    expect(await nameOf(known)).toBe('Turku');
  });
});
