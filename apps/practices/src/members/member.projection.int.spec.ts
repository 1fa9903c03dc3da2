import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { happened, memberApproved, memberEnded, memberReinstated, memberSuspended, type DataOf } from '#contracts';
import { newId } from '#database';
import { toMessage } from '#messaging';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { completeSheet, steering, step } from '../practice/practice.example.js';

describe('what the registry knows of members', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(practicesApp);
  });
  afterAll(() => app.close());

  /** Resolves once the registry has applied the event. */
  const tell = async (
    memberId: string,
    sequence: number,
    contract: typeof memberApproved,
    status: DataOf<typeof memberApproved>['status'],
  ) => {
    const { topic, ...event } = happened(contract, memberId, {
      id: memberId, name: 'City', kind: 'municipality', country: 'FI', countries: ['FI'], status, effectiveOn: '2027-01-01', href: `/v1/members/${memberId}`,
    }); // prettier-ignore
    const envelope = {
      specversion: '1.0',
      id: newId(),
      source: '/network',
      time: '2027-01-01T00:00:00Z',
      datacontenttype: 'application/json',
    } as const;
    await app.transport.publish([toMessage(topic, { ...envelope, ...event, sequence: String(sequence) })]);
  };

  it('comes from events: a member may write when approved, not while suspended, again when reinstated, no more when ended', async () => {
    const memberId = newId();
    const by = { roles: ['member-editor' as const], memberId };
    const create = () => app.call('POST', '/v1/practices', { by, body: completeSheet() });
    expect(await create()).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    await tell(memberId, 1, memberApproved, 'approved');
    const { body } = await create();
    await tell(memberId, 2, memberSuspended, 'suspended');
    expect(await create()).toMatchObject({ status: 403, body: { code: 'member.suspended' } });
    expect(await step(app, body.id, 'submission', by)).toMatchObject({
      status: 403,
      body: { code: 'member.suspended' },
    });
    expect((await app.call('GET', `/v1/practices/${body.id}`, { by })).status).toBe(200);
    expect((await step(app, body.id, 'submission', steering)).status).toBe(200);
    await tell(memberId, 3, memberReinstated, 'approved');
    expect((await create()).status).toBe(201);
    await tell(memberId, 4, memberEnded, 'ended');
    expect(await create()).toMatchObject({ status: 403, body: { code: 'member.ended' } });
  });
});
