import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal, Role } from '#identity';
import { eventually, testApp, type TestApp } from '#testing';
import { practiceEvent, practiceMessage, practiceStep, principalMessage } from '../../../test/practice-event.js';
import { startReceiver, type Receiver } from '../../../test/receiver.js';
import { notificationsApp } from '../../notifications.app.js';

const [mine, theirs] = [newId(), newId()];

type Rights = Pick<Principal, 'roles' | 'memberId'>;
const rights = (memberId: string | undefined, ...roles: Role[]): Rights => ({ roles, memberId });
const nothing = rights(undefined);

/** Whose steps somebody may be told of. */
type Told = 'own' | 'all' | 'none';

describe('subscriptions follow the rights of their owner', () => {
  let app: TestApp;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
    const env = { LRA_WEBHOOK_ALLOW: receiver.host, LRA_RETRY_SCHEDULE: '50ms,50ms' };
    app = await testApp(notificationsApp, {
      env,
    });
  });
  afterAll(async () => {
    await app.close();
    await receiver.close();
  });

  const post = (by: Partial<Principal>, path: string, body: object = {}) => app.call('POST', path, { by, body });
  const ask = (by: Partial<Principal>, path: string, filter: object) =>
    post(by, '/v1/subscriptions', {
      channel: { type: 'webhook', url: receiver.url(path) },
      filter,
      frequency: 'immediate',
    });
  /** Somebody with a subscription that has been confirmed. */
  const subscriber = async (had: Rights, filter: object = { steps: true }) => {
    const by = { id: newId(), ...had };
    const path = `/${by.id}`;
    const { status, body } = await ask(by, path, filter);
    expect(status).toBe(201);
    const id = body.id as string;
    const read = () => app.call('GET', `/v1/subscriptions/${id}`, { by: { id: newId(), roles: ['admin'] } });
    await eventually(async () => (await read()).body.state === 'active');
    let told = 0;
    return {
      by,
      id,
      path,
      read,
      change: ({ roles, memberId }: Rights) =>
        app.transport.publish([principalMessage(by.id, (told += 1), roles, memberId ?? null)]),
      heard: () => receiver.events.filter((event) => event.path === path).map(({ body }) => body.subject as string),
    };
  };
  type SubscriberUnderTest = Awaited<ReturnType<typeof subscriber>>;
  /** Lets steps of both members happen, and then something public, by which it is known that all was sent. */
  const happen = async (listener: SubscriberUnderTest): Promise<Told> => {
    const [own, other, everyone] = [newId(), newId(), newId()];
    await app.transport.publish(
      [practiceStep(own, 1, mine), practiceStep(other, 1, theirs), practiceEvent(everyone, 1)].map(practiceMessage),
    );
    await eventually(async () => {
      const left = await app.dataSource.query<unknown[]>(
        `select 1 from delivery where subscription_id = $1 and state = 'pending'`,
        [listener.id],
      );
      return listener.heard().includes(everyone) && left.length === 0;
    });
    const heard = listener.heard();
    if (heard.includes(other)) return 'all';
    return heard.includes(own) ? 'own' : 'none';
  };

  const editor = rights(mine, 'member-editor');
  const secretary = rights(undefined, 'steering');
  const both = rights(mine, 'member-editor', 'steering');
  it.each<[what: string, Rights, Told, Rights, Told]>([
    ['a secretary who becomes an editor', secretary, 'all', editor, 'own'],
    ['a secretary who becomes a reviewer', secretary, 'all', rights(undefined, 'reviewer'), 'none'],
    ['a secretary who becomes an official', secretary, 'all', rights(undefined, 'official'), 'none'],
    ['a secretary who becomes an operator', secretary, 'all', rights(undefined, 'admin'), 'none'],
    ['an editor who goes to another member', editor, 'own', rights(newId(), 'member-editor'), 'none'],
    ['an editor who becomes a reviewer of the same member', editor, 'own', rights(mine, 'reviewer'), 'none'],
    ['an editor whose mandate in the secretariat ends', both, 'all', editor, 'own'],
    ['an editor of another member whose mandate begins', rights(theirs, 'member-editor'), 'all', both, 'all'],
  ])('%s is told what is theirs to know at each moment', async (what, before, told, after, toldAfter) => {
    const one = await subscriber(before);
    if (!what.includes('begins')) expect(await happen(one)).toBe(told);
    await one.change(after);
    expect(await happen(one)).toBe(toldAfter);
  });

  it.each<[Role, Rights, object]>([
    ['member-editor', editor, { steps: true }],
    ['steering', secretary, { steps: true }],
    ['reviewer', rights(mine, 'reviewer'), {}],
    ['official', rights(undefined, 'official'), {}],
    ['admin', rights(undefined, 'admin'), {}],
  ])('of a %s who has ended none is left, whatever it was for, and nothing waits', async (_, had, filter) => {
    const one = await subscriber(had, filter);
    await post(one.by, `/v1/subscriptions/${one.id}/pause`);
    await app.transport.publish([practiceMessage(practiceEvent(newId(), 1))]);
    await one.change(nothing);
    expect((await one.read()).status).toBe(404);
    expect(await app.dataSource.query('select 1 from delivery where subscription_id = $1', [one.id])).toEqual([]);
    await app.transport.publish([practiceMessage(practiceEvent(newId(), 1))]);
    expect(one.heard()).toEqual([]);
    expect(await ask(one.by, one.path, filter)).toMatchObject({ status: 401, body: { code: 'identity.invalid' } });
  });

  it('what is not confirmed yet is challenged no more', async () => {
    const by = { id: newId(), ...secretary };
    receiver.answer(({ path }) => (path === `/${by.id}` ? { status: 503 } : undefined));
    const { body } = await ask(by, `/${by.id}`, {});
    await app.transport.publish([principalMessage(by.id, 1, [])]);
    expect(await app.dataSource.query('select 1 from subscription where id = $1', [body.id])).toEqual([]);
    receiver.answer(() => undefined);
  });

  it('steps that wait are not sent once they are not the owner’s to know, by no way of sending again; what is public is', async () => {
    const one = await subscriber(secretary);
    const [sent, waiting] = [newId(), newId()];
    await app.transport.publish([practiceMessage(practiceStep(sent, 1, theirs))]);
    await eventually(() => one.heard().includes(sent));
    await post(one.by, `/v1/subscriptions/${one.id}/pause`);
    const since = new Date().toISOString();
    await app.transport.publish(
      [practiceStep(waiting, 1, theirs), practiceEvent(waiting, 2)].map((event) => practiceMessage(event)),
    );
    const { body } = await app.call('GET', `/v1/subscriptions/${one.id}/deliveries`, { by: one.by });
    const delivered = body.items.find(({ subject }: { subject: string }) => subject === sent);
    await one.change(rights(undefined, 'official'));
    expect((await post(one.by, `/v1/subscriptions/${one.id}/recovery`, { since })).status).toBe(200);
    await eventually(() => one.heard().includes(waiting));
    for (const by of [one.by, { id: newId(), roles: ['admin' as const] }]) {
      expect(await post(by, `/v1/deliveries/${delivered.id}/redelivery`)).toMatchObject({
        status: 403,
        body: { code: 'subscription.steps' },
      });
    }
    expect(one.heard().filter((subject) => subject === waiting)).toHaveLength(1);
    expect(one.heard().filter((subject) => subject === sent)).toHaveLength(1);
  });

  it('a step that is queued while the rights end does not stay', async () => {
    const one = await subscriber(secretary);
    await post(one.by, `/v1/subscriptions/${one.id}/pause`);
    for (let round = 0; round < 20; round += 1) {
      const step = practiceMessage(practiceStep(newId(), 1, theirs));
      await Promise.all([
        app.transport.publish([step]),
        one.change(round % 2 === 0 ? rights(undefined, 'official') : secretary),
      ]);
      if (round % 2 === 1) continue;
      const left = `select 1 from delivery d join event e on e.id = d.event_id where d.subscription_id = $1 and e.is_step`;
      expect(await app.dataSource.query(left, [one.id])).toEqual([]);
    }
  });
});
