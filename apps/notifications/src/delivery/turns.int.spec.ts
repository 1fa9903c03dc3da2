import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { eventually, testApp, type TestApp } from '#testing';
import { practiceEvent, practiceMessage } from '../../test/practice-event.js';
import { startReceiver, type Receiver } from '../../test/receiver.js';
import { startSlowHosts, type SlowHosts } from '../../test/slow-hosts.js';
import { notificationsApp } from '../notifications.app.js';

/** Far below the 15 s that a slow receiver keeps a place, far above what a busy machine needs. */
const SOON_MS = 3_000;

const principal = (memberId?: string) => ({
  id: newId(), roles: ['member-editor' as const], ...(memberId === undefined ? {} : { memberId }),
}); // prettier-ignore

describe('while receivers are slow', () => {
  let notifications: TestApp;
  let quick: Receiver;
  let slow: SlowHosts;
  beforeAll(async () => {
    quick = await startReceiver();
    notifications = await testApp(notificationsApp, {
      env: { LRA_WEBHOOK_ALLOW: '127.0.0.0/8' },
    });
  });
  afterEach(async () => {
    await slow.close();
    await notifications.dataSource.query('delete from subscription');
  });
  afterAll(async () => {
    await notifications.close();
    await quick.close();
  });

  const subscribe = async (by: object, url: string, countries: string[]) => {
    const body = { channel: { type: 'webhook', url }, filter: { countries }, frequency: 'immediate' };
    expect((await notifications.call('POST', '/v1/subscriptions', { by, body })).status).toBe(201);
  };
  const untilActive = (by: object) =>
    eventually(async () => {
      const { items } = (await notifications.call('GET', '/v1/subscriptions?limit=100', { by })).body;
      return items.every(({ state }: { state: string }) => state === 'active');
    });
  const publish = (country: string, ...subjects: string[]) =>
    notifications.transport.publish(
      subjects.map((subject) => practiceMessage(practiceEvent(subject, 1, { countries: [country] }))),
    );
  const newIds = (count: number) => Array.from({ length: count }, () => newId());

  const member = newId();
  it.each([
    { of: 'one, at many hosts', by: [principal()], hosts: 60, subscriptions: 60, subjects: 1 },
    { of: 'one, with many subscriptions at one host', by: [principal()], hosts: 1, subscriptions: 25, subjects: 4 },
    { of: 'one member with many clients', by: newIds(5).map(() => principal(member)), hosts: 50, subscriptions: 50, subjects: 1 }, // prettier-ignore
    { of: 'one, with many subjects', by: [principal()], hosts: 12, subscriptions: 12, subjects: 20 },
    { of: 'several parties', by: newIds(5).map(() => principal()), hosts: 50, subscriptions: 50, subjects: 2 },
  ])('those of $of: others get theirs soon', async ({ by, hosts, subscriptions, subjects }) => {
    slow = await startSlowHosts(hosts, 'events');
    const other = principal();
    await subscribe(other, quick.url('/other'), ['CY']);
    for (let n = 0; n < subscriptions; n += 1) await subscribe(by[n % by.length]!, slow.urls[n % hosts]!, ['MT']);
    for (const one of [...by, other]) await untilActive(one);

    await publish('MT', ...newIds(subjects));
    await eventually(() => slow.open() > 0);
    for (const subject of newIds(5)) {
      const before = Date.now();
      await publish('CY', subject);
      await eventually(() => quick.events.some(({ body }) => body.subject === subject));
      expect(Date.now() - before).toBeLessThan(SOON_MS);
    }
    expect(slow.open()).toBeGreaterThan(0); // or nobody had been slow
  });

  it('many challenges: others are challenged, and get what happens, soon', async () => {
    slow = await startSlowHosts(20, 'challenges');
    const by = principal();
    for (const url of slow.urls) await subscribe(by, url, ['MT']);
    await eventually(() => slow.open() > 0);
    const other = principal();
    const before = Date.now();
    await subscribe(other, quick.url('/challenged'), ['CY']);
    await untilActive(other);
    await publish('CY', newId());
    await eventually(() => quick.events.some(({ path }) => path === '/challenged'));
    expect(Date.now() - before).toBeLessThan(SOON_MS);
    expect(slow.open()).toBeGreaterThan(0);
  });

  it('those of one with twenty thousand deliveries: others get theirs soon', async () => {
    slow = await startSlowHosts(3, 'events');
    const [by, other] = [principal(), principal()];
    await subscribe(other, quick.url('/other'), ['CY']);
    for (const url of slow.urls) await subscribe(by, url, ['MT']);
    for (const one of [by, other]) await untilActive(one);
    await publish('MT', newId());
    await notifications.dataSource.query(
      `with many as (
         insert into event (id, subject, sequence, type, time, received_at, countries, dimensions, themes, members, body)
         select gen_random_uuid(), other, n, type, time, received_at, countries, dimensions, themes, members, body
           from (select * from event order by received_at desc limit 1) as event cross join lateral (select gen_random_uuid() as other from generate_series(1, 100)) as others
           cross join generate_series(2, 71) as n
         returning *
       )
       insert into delivery (id, subscription_id, party, event_id, subject, sequence, next_attempt_at, created_at)
       select gen_random_uuid(), s.id, s.party, many.id, subject, sequence, many.time, many.time
         from many join subscription s on s.owner = $1`,
      [by.id],
    );
    for (const subject of newIds(5)) {
      const before = Date.now();
      await publish('CY', subject);
      await eventually(() => quick.events.some(({ body }) => body.subject === subject));
      expect(Date.now() - before).toBeLessThan(SOON_MS);
    }
  });
});
