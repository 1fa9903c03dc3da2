import { afterEach, describe, expect, it } from '@jest/globals';
import { appContent, appModule, type AppRuntime } from '#app';
import { readSettings } from '#config';
import { newId } from '#database';
import { createHttpApp } from '#http';
import { InProcessTransport } from '#messaging';
import { eventually, testDatabase, testIdentity } from '#testing';
import { DataSource } from 'typeorm';
import { practiceEvent, practiceMessage } from '../../../test/practice-event.js';
import { startReceiver, type Received, type Reply } from '../../../test/receiver.js';
import { notificationsApp } from '../../notifications.app.js';
import { ForgetDeliveries } from '../forget/forget-deliveries.js';
import { SICK_AFTER } from './endpoint-health.js';
import { EndpointRepository } from './endpoint.repository.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const newIds = (count: number) => Array.from({ length: count }, () => newId());
const principal = () => ({ id: newId(), roles: ['member-editor' as const] });

/** Two instances of the app on one database, and one receiver. */
async function setUp(env: Record<string, string>) {
  const receiver = await startReceiver();
  const fresh = await testDatabase('notifications', appContent(notificationsApp.module));
  const identity = await testIdentity();
  cleanups.push(
    () => fresh.drop(),
    () => receiver.close(),
    () => identity.close(),
  );
  const start = async () => {
    const transport = new InProcessTransport();
    const runtime: AppRuntime = {
      settings: readSettings({ LRA_WEBHOOK_ALLOW: '127.0.0.0/8', ...env }),
      database: fresh.database,
      transport,
      identity: identity.verifier,
      urlOf: (app) => `http://${app}.invalid`,
    };
    const app = await createHttpApp(appModule(notificationsApp.module, runtime), { bodyLimit: 100_000 });
    await app.init();
    transport.start();
    cleanups.push(async () => {
      await app.close();
      await transport.close();
    });
    return { app, transport };
  };
  const [{ app, transport }] = [await start(), await start()];
  const query = app.get(DataSource);
  const by = principal();
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, who: object = by) => {
    const response = await app.inject({ method, url, headers: await identity.as(who), ...(payload ? { payload } : {}) });
    return { status: response.statusCode, body: response.payload === '' ? undefined : response.json() };
  };
  const active = async (url: string, country: string, who: object = by): Promise<string> => {
    const body = { channel: { type: 'webhook', url }, filter: { countries: [country] }, frequency: 'immediate' };
    const { id } = (await call('POST', '/v1/subscriptions', body, who)).body;
    await eventually(async () => (await call('GET', `/v1/subscriptions/${id}`, undefined, who)).body.state === 'active');
    return id;
  };
  const publish = (country: string, ...subjects: string[]) =>
    transport.publish(subjects.map((subject) => practiceMessage(practiceEvent(subject, 1, { countries: [country] }))));
  const attemptsOf = async (id: string): Promise<number> =>
    (await query.query('select coalesce(sum(attempts), 0)::int as n from delivery where subscription_id = $1', [id]))[0].n;
  const untilDelivered = (id: string) =>
    eventually(async () => {
      const sql = `select count(*)::int as n from delivery where subscription_id = $1 and state <> 'delivered'`;
      return (await query.query(sql, [id]))[0].n === 0;
    });
  const health = (): Promise<{ party: string; failures: number; rests: number; resting: boolean }[]> =>
    query.query('select party, failures, rests, rests_until > now() as resting from endpoint_health order by party');
  const untilResting = () => eventually(async () => (await health()).some(({ resting }) => resting));
  /** Lets the rest of every endpoint end now. */
  const endRests = async () => {
    await query.query('update endpoint_health set rests_until = now()');
    await query.query(`select pg_notify(current_schema || '_webhook', '')`);
  };
  return { app, receiver, query, by, call, active, publish, attemptsOf, untilDelivered, health, untilResting, endRests };
} // prettier-ignore

const failingAt = (path: string) => (call: Received): Reply | undefined =>
  call.path === path && call.body.challenge === undefined ? { status: 503 } : undefined; // prettier-ignore

describe('an endpoint that fails several times in a row', () => {
  it('rests for all instances: no attempts are spent, and nothing is lost', async () => {
    const { receiver, query, active, publish, attemptsOf, untilDelivered, health, untilResting, endRests } = await setUp({
      LRA_RETRY_SCHEDULE: '1h', LRA_WEBHOOK_PAUSES: '1h',
    }); // prettier-ignore
    const id = await active(receiver.url('/sick'), 'MT');
    receiver.answer(failingAt('/sick'));
    // Five calls may be open at once: those that began before the rest end after it began.
    await publish('MT', ...newIds(20));
    await untilResting();
    await eventually(async () => (await attemptsOf(id)) === receiver.events.length);
    const spent = receiver.events.length;
    expect(spent).toBeGreaterThanOrEqual(SICK_AFTER);
    expect(spent).toBeLessThan(SICK_AFTER + 5);
    expect(await health()).toMatchObject([{ rests: 1, resting: true }]);

    await publish('MT', newId());
    receiver.answer(() => undefined);
    expect(await attemptsOf(id)).toBe(spent);
    await endRests();
    // What was tried waits for its own time; all that was not comes now.
    await eventually(() => receiver.events.length === 21);
    expect(new Set(receiver.events.map(({ body }) => body.subject)).size).toBe(21);
    await eventually(async () => (await health()).length === 0);
    await query.query(`update delivery set next_attempt_at = now() - interval '1 second' where state = 'pending'`);
    await untilDelivered(id);
    expect(await attemptsOf(id)).toBe(21 + spent);
  });

  it('is tried with one call at a time after its rest, and rests for longer until one succeeds', async () => {
    const { receiver, active, publish, untilDelivered, health, untilResting, endRests } = await setUp({
      LRA_RETRY_SCHEDULE: Array(50).fill('10ms').join(), LRA_WEBHOOK_PAUSES: '1h,2h',
    }); // prettier-ignore
    const id = await active(receiver.url('/sick'), 'MT');
    receiver.answer(failingAt('/sick'));
    await publish('MT', ...newIds(10));
    await untilResting();
    const rested = (rests: number) =>
      eventually(async () => (await health()).some((one) => one.rests === rests && one.resting));
    for (const rests of [2, 3, 4]) {
      await eventually(() => receiver.openNow() === 0);
      const before = receiver.events.length;
      await endRests();
      await rested(rests);
      expect(receiver.events.length).toBe(before + 1);
    }
    receiver.answer(() => undefined);
    await endRests();
    await untilDelivered(id);
    await eventually(async () => (await health()).length === 0);
  });

  it('is tried when its rest ends, with nobody to wake the workers', async () => {
    const { receiver, active, publish, untilDelivered } = await setUp({
      LRA_RETRY_SCHEDULE: Array(50).fill('10ms').join(), LRA_WEBHOOK_PAUSES: '300ms',
    }); // prettier-ignore
    const id = await active(receiver.url('/sick'), 'MT');
    let failures = SICK_AFTER + 5;
    receiver.answer(({ body }) => (body.challenge === undefined && failures-- > 0 ? { status: 500 } : undefined));
    await publish('MT', ...newIds(5));
    await untilDelivered(id);
  });

  it('takes no places from others, not even from another subscriber at the same host', async () => {
    const { receiver, active, publish, attemptsOf, untilDelivered, untilResting } = await setUp({
      LRA_RETRY_SCHEDULE: '1h', LRA_WEBHOOK_PAUSES: '1h',
    }); // prettier-ignore
    const other = principal();
    const [sick, well] = [await active(receiver.url('/sick'), 'MT'), await active(receiver.url('/well'), 'CY', other)];
    receiver.answer(failingAt('/sick'));
    await publish('MT', ...newIds(30));
    await untilResting();
    await eventually(async () => (await attemptsOf(sick)) === receiver.events.length);
    await publish('CY', ...newIds(30));
    await untilDelivered(well);
    expect(await attemptsOf(well)).toBe(30);
    expect(await attemptsOf(sick)).toBeLessThan(SICK_AFTER + 5);
  });

  it('is tried for a subscription that is well before one that fails: a broken path delays its neighbour by one trial', async () => {
    const { receiver, active, publish, untilDelivered, untilResting, endRests } = await setUp({
      LRA_RETRY_SCHEDULE: '1h', LRA_WEBHOOK_PAUSES: '1h',
    }); // prettier-ignore
    const [, well] = [await active(receiver.url('/sick'), 'MT'), await active(receiver.url('/well'), 'CY')];
    receiver.answer(failingAt('/sick'));
    await publish('MT', ...newIds(30));
    await untilResting();
    await publish('CY', newId());
    await endRests();
    await untilDelivered(well);
  });

  it('is called at once when its owner recovers a subscription', async () => {
    const { receiver, call, active, publish, untilDelivered, untilResting } = await setUp({
      LRA_RETRY_SCHEDULE: '1h', LRA_WEBHOOK_PAUSES: '1h',
    }); // prettier-ignore
    const id = await active(receiver.url('/sick'), 'MT');
    receiver.answer(failingAt('/sick'));
    await publish('MT', ...newIds(10));
    await untilResting();
    await eventually(() => receiver.openNow() === 0);
    receiver.answer(() => undefined);
    expect((await call('POST', `/v1/subscriptions/${id}/recovery`, {})).status).toBe(200);
    await untilDelivered(id);
  });

  it('is not one that refuses messages: these are retried, and others go on', async () => {
    const { receiver, active, publish, attemptsOf, health } = await setUp({ LRA_RETRY_SCHEDULE: '1h' });
    const id = await active(receiver.url('/picky'), 'MT');
    receiver.answer(({ body }) => (body.challenge === undefined ? { status: 404 } : undefined));
    await publish('MT', ...newIds(20));
    await eventually(async () => (await attemptsOf(id)) === 20);
    expect(await health()).toEqual([]);
  });

  it('is forgotten with the last subscription that goes there', async () => {
    const { app, receiver, call, active, publish, health, untilResting } = await setUp({ LRA_RETRY_SCHEDULE: '1h' });
    const id = await active(receiver.url('/sick'), 'MT');
    receiver.answer(failingAt('/sick'));
    await publish('MT', ...newIds(6));
    await untilResting();
    const forget = () => app.get(ForgetDeliveries).run({ signal: new AbortController().signal } as never);
    await forget();
    expect(await health()).toHaveLength(1);
    await call('DELETE', `/v1/subscriptions/${id}`);
    await forget();
    expect(await health()).toEqual([]);
  });
});

describe('the rate of calls to one host', () => {
  it('holds over two instances and all subscribers', async () => {
    const { receiver, active, publish, untilDelivered } = await setUp({ LRA_WEBHOOK_RATE: '20' });
    const ids = [await active(receiver.url('/a'), 'MT'), await active(receiver.url('/b'), 'MT', principal())];
    const times: number[] = [];
    receiver.answer(() => {
      times.push(performance.now());
      return undefined;
    });
    await publish('MT', ...newIds(15));
    for (const id of ids) await untilDelivered(id);
    expect(times).toHaveLength(30);
    // 20 a second, and a fifth of a second's calls at once.
    for (let first = 0; first + 14 < times.length; first += 1) {
      expect(times[first + 14]! - times[first]!).toBeGreaterThan(450);
    }
  });

  it('lets as many begin at once as fall into a fifth of a second, and one at least', async () => {
    const { query } = await setUp({});
    const roomsAt = (callsPerSecond: number) => {
      const endpoints = new EndpointRepository(query, { callsPerSecond, pauses: [1_000] });
      return query.transaction(async (tx) => (await endpoints.rooms(tx)).of('host.example'));
    };
    expect(await Promise.all([1, 5, 30, 50, 1_000].map(roomsAt))).toEqual([1, 1, 6, 10, 200]);
  });

  it('is that of each host alone: one that is full slows no other', async () => {
    const { app, query } = await setUp({});
    const endpoints = app.get(EndpointRepository);
    await query.transaction((tx) => endpoints.book(tx, Array<string>(500).fill('full.example')));
    const rooms = await query.transaction((tx) => endpoints.rooms(tx));
    expect([rooms.full, rooms.of('other.example')]).toEqual([['full.example'], 10]);
    expect(rooms.waitMs).toBeGreaterThan(0);
    expect(rooms.waitMs).toBeLessThanOrEqual(10_000);
  });

  it('is stored in one row of each host, which goes once its time has passed', async () => {
    const { app, query } = await setUp({});
    const endpoints = app.get(EndpointRepository);
    await query.transaction((tx) => endpoints.book(tx, ['x.example', 'x.example', 'y.example']));
    const rows = await query.query('select host from host_rate order by host');
    expect(rows).toEqual([{ host: 'x.example' }, { host: 'y.example' }]);
    await query.query(`update host_rate set booked_until = now() - interval '1 second' where host = 'x.example'`);
    await query.query(`update host_rate set booked_until = now() + interval '1 hour' where host = 'y.example'`);
    await endpoints.forgetUnused();
    expect(await query.query('select host from host_rate')).toEqual([{ host: 'y.example' }]);
  });
});
