import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { publicEventTypes } from '#contracts';
import { eventually, Opened } from '#testing';
import { admit, Client, receiver, subscribe, withOneMember } from '../system.js';
import { Cluster, CLUSTER_HOOK_MS } from './cluster.js';
import { firstOf, outOfOrder, type SeenEvent } from './order.js';
import { Chance } from './random.js';
import { writePractices } from './writers.js';

const PRACTICES = Number(process.env['LRA_FAULT_PRACTICES'] ?? 2_000) / 5;
const SPREAD_MS = (Number(process.env['LRA_FAULT_SPREAD_S'] ?? 110) * 1_000) / 4;
/** A relay's lease, or a consumer's session and a rebalance, plus one poll. */
const TAKEN_OVER_MS = 15_000;

describe('two instances of practices and of the gateway when one of them dies', () => {
  const opened = new Opened();
  const chance = Chance.fromEnvironment();
  let hook: Awaited<ReturnType<typeof receiver>>;
  let cluster: Cluster;
  let database: pg.Client;
  let failed = true;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    cluster = await opened.add(
      Cluster.start(
        { LRA_WEBHOOK_ALLOW: hook.allow, LRA_RETRY_SCHEDULE: '200ms,500ms,1s,2s,5s,5s' },
        { twice: ['practices', 'gateway'] },
      ),
      (one) => one.stop({ keepLogs: failed }),
    );
    database = await opened.add(new pg.Client({ connectionString: cluster.databaseUrl }), (one) => one.end());
    await database.connect();
  }, CLUSTER_HOOK_MS);
  afterAll(() => opened.close(), 120_000);

  const rows = async <T extends object>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
    (await database.query<T>(sql, parameters)).rows;

  it('the other takes over, nothing is lost, and each practice keeps its order', async () => {
    const { city, steering, memberId } = await withOneMember(cluster);
    await subscribe(city, hook.url, ['eu.lra-network.practice.published.v1', 'eu.lra-network.practice.withdrawn.v1']);
    const admin = await Client.signedIn({ url: cluster.urlOf('gateway-2') });
    const others = {
      city: await admin.makeClient({ name: 'the other system of the city', roles: ['member-editor'], memberId }),
      steering: await admin.makeClient({ name: 'the other secretary', roles: ['steering'] }),
    };
    const toggled = await admit(cluster, steering, 'City of Turku');
    await eventually(async () => (await relays()) === 2);
    const half = { practices: PRACTICES / 2, writers: 4, over: SPREAD_MS };
    const writing = Promise.all([writePractices({ ...half, city, steering }), writePractices({ ...half, ...others })]);

    await pause(chance.between(3_000, 6_000));
    const diedAt = new Date();
    await cluster.killApp('practices-2', async () => {
      // The other instance takes over its shards and partitions before it returns.
      await steering.post(`/v1/members/${toggled}/suspension`, { reason: 'To be heard of.' });
      await eventually(async () => (await waitingSince(diedAt)) === 0, TAKEN_OVER_MS);
      await eventually(async () => (await projectedStatus(toggled)) === 'suspended', TAKEN_OVER_MS);
      await steering.post(`/v1/members/${toggled}/reinstatement`, { reason: 'Heard of.' });
    });
    await cluster.ready();
    await cluster.killApp('gateway-2', () => pause(chance.between(1_000, 3_000)));
    await cluster.ready();
    await cluster.killApp('practices', () => pause(chance.between(100, 1_500)));
    await cluster.ready();

    const written = await writing;
    expect(written.flatMap(({ surprises }) => surprises)).toEqual([]);
    const committed = await rows<{ id: string }>(
      `select event_id as id from practices.outbox where type = any($1)
       union all select event_id from network.outbox where type = any($1)`,
      [publicEventTypes],
    );
    const feed = await eventually(async () => {
      const logged = await rows<SeenEvent & { type: string }>(
        `select event ->> 'id' as id, event ->> 'subject' as subject, event ->> 'sequence' as sequence, event ->> 'type' as type
           from gateway.change order by position`,
      );
      return logged.length >= committed.length && logged;
    }, 60_000);
    expect(feed.map(({ id }) => id).sort()).toEqual(committed.map(({ id }) => id).sort());
    expect(outOfOrder(feed)).toEqual([]);

    const subscribed = feed.filter(({ type }) => /practice\.(published|withdrawn)/.test(type));
    expect(subscribed.length).toBeGreaterThanOrEqual(PRACTICES);
    const delivered = () => new Set(hook.deliveries.map(({ event }) => event.id as string));
    await eventually(() => subscribed.every(({ id }) => delivered().has(id)), 60_000);
    expect(outOfOrder(firstOf(hook.deliveries.map(({ event }) => event)))).toEqual([]);
    await eventually(async () => {
      const waiting = await rows(
        'select from notifications.waiting_event union all select from practices.waiting_event',
      );
      return waiting.length === 0;
    });
    failed = false;
  }, 300_000);

  /** How many relays of practices hold shards. */
  const relays = async () => {
    const [row] = await rows<{ n: number }>(
      'select count(distinct owner)::int as n from practices.relay_lease where expires_at > now()',
    );
    return row!.n;
  };

  /** Events of practices that were committed by then and are still unsent. */
  const waitingSince = async (time: Date) => {
    const [row] = await rows<{ n: number }>(
      'select count(*)::int as n from practices.outbox where published_at is null and time <= $1',
      [time],
    );
    return row!.n;
  };

  const projectedStatus = async (memberId: string) => {
    const [row] = await rows<{ status: string }>('select status from practices.member where id = $1', [memberId]);
    return row?.status;
  };
});
