import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import pg from 'pg';
import { practicePublished, publicEventTypes, topics } from '#contracts';
import { newId } from '#database';
import type { App } from '#config';
import { eventually, Opened } from '#testing';
import { admit, Client, completeSheet, receiver, subscribe, withOneMember } from '../system.js';
import { Cluster, CLUSTER_HOOK_MS } from './cluster.js';
import { firstOf, outOfOrder } from './order.js';
import { Chance } from './random.js';
import { StallWatch } from './stalls.js';
import { writePractices } from './writers.js';

const PRACTICES = Number(process.env['LRA_FAULT_PRACTICES'] ?? 2_000);
/** Period over which the changes are spread, in milliseconds, so that faults occur during it. */
const SPREAD_MS = Number(process.env['LRA_FAULT_SPREAD_S'] ?? 110) * 1_000;
const WRITERS = 8;
const KILLS = 10;
const BROKER_AWAY_MS = 20_000;
/** Longer than a relay's lease. */
const FROZEN_MS = 14_000;
const STANDSTILL_S = 15;

describe('four processes under faults', () => {
  const opened = new Opened();
  const chance = Chance.fromEnvironment();
  let hook: Awaited<ReturnType<typeof receiver>>;
  let cluster: Cluster;
  let database: pg.Client;
  let failed = true;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    cluster = await opened.add(
      Cluster.start({
        LRA_WEBHOOK_ALLOW: hook.allow,
        LRA_RETRY_SCHEDULE: '200ms,500ms,1s,2s,5s,5s,5s,5s,5s,5s,10s,10s',
        LRA_CONSUMER_RETRY_SCHEDULE: '500ms,1s,2s',
      }),
      (one) => one.stop({ keepLogs: failed }),
    );
  }, CLUSTER_HOOK_MS);
  afterAll(() => opened.close(), 120_000);

  it('brings every committed change to everyone once, in order, whatever breaks', async () => {
    const { city, steering, admin, memberId } = await withOneMember(cluster);
    await subscribe(city, hook.url, ['eu.lra-network.*']);
    const members: string[] = [];
    for (let n = 0; n < 5; n += 1) members.push(await admit(cluster, steering, `City ${n} of ${chance.seed}`));
    const made = await city.post('/v1/practices', completeSheet('The sick stream'));
    expect(made.status).toBe(201);
    const sick = made.body.id as string;
    await onDatabase((client) => client.query(failFor(sick)));
    const watch = await opened.add(new StallWatch(cluster.kafka.brokers), (one) => one.stop());
    await watch.start();

    const started = performance.now();
    const tell = (what: string) => console.log(`${((performance.now() - started) / 1000).toFixed(1)} s  ${what}`);
    const writing = writePractices({ city, steering, practices: PRACTICES, writers: WRITERS, over: SPREAD_MS });
    const others = async () => {
      await advance(sick, city, steering);
      await toggle(members, steering);
      await poison();
    };
    // Wait for all to end before checking anything: a fault still running would restart what has been stopped.
    const ended = await Promise.allSettled([writing, runFaults(watch, tell), others()]);
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
    const { written, surprises } = await writing;
    tell(`${written.length} practices written`);
    await cluster.ready();
    database = await opened.add(connect(), (one) => one.end());

    // The state shows what was committed; the outbox must agree.
    const committed = await publicEvents();
    const shown = await rows<{ n: number }>(
      `select count(*)::int as n from practices.practice where published_at is not null`,
    );
    expect(committed.filter(({ type }) => type === practicePublished.type)).toHaveLength(shown[0]!.n);
    expect(shown[0]!.n).toBe(PRACTICES + 1);

    const healthy = committed.filter(({ subject }) => subject !== sick);
    await eventually(async () => {
      const feed = await rows<{ n: number }>('select count(*)::int as n from gateway.change');
      return feed[0]!.n >= healthy.length;
    }, 60_000);
    const groups = ['gateway.change-log', 'notifications.subscriptions'];
    const isPoison = ({ reason }: Letter) => reason === 'not-an-event' || reason === 'schema-breach';
    const waiting = await eventually(async () => {
      const letters = await deadLetters(admin);
      return (
        groups.every((group) => letters.filter((one) => one.group === group && isPoison(one)).length >= 10) && letters
      );
    }, 60_000);
    expect(waiting.filter(({ subject }) => subject === sick).length).toBeGreaterThan(0);
    const poisoned = waiting.filter(isPoison);
    for (const group of groups) {
      expect(poisoned.filter((letter) => letter.group === group && letter.reason === 'not-an-event')).toHaveLength(5);
      expect(poisoned.filter((letter) => letter.group === group && letter.reason === 'schema-breach')).toHaveLength(5);
    }
    expect(poisoned.every(({ detail }) => detail.length > 0)).toBe(true);

    await onDatabase((client) => client.query('drop trigger sick on gateway.change'));
    for (const letter of await deadLetters(admin)) {
      if (letter.subject === sick) await admin.post(`/v1/operations/dead-letters/${letter.id}/redrive`);
    }

    const feed = await eventually(async () => {
      const logged = await rows<{ id: string; subject: string; sequence: string }>(
        `select event ->> 'id' as id, event ->> 'subject' as subject, event ->> 'sequence' as sequence from gateway.change order by position`,
      );
      return logged.length >= committed.length && logged;
    }, 60_000);
    expect(new Set(feed.map(({ id }) => id)).size).toBe(feed.length);
    expect(feed.map(({ id }) => id).sort()).toEqual(committed.map(({ id }) => id).sort());
    expect(outOfOrder(feed)).toEqual([]);

    const delivered = () => new Set(hook.deliveries.map(({ event }) => event.id as string));
    const sinceSubscribed = committed.filter(({ subject }) => subject !== memberId); // approved before there was a subscriber
    await eventually(() => sinceSubscribed.every(({ id }) => delivered().has(id)), 90_000);
    expect(outOfOrder(firstOf(hook.deliveries.map(({ event }) => event)))).toEqual([]);

    await eventually(async () => {
      const [owner, projection] = await Promise.all([
        rows('select id, status from network.member order by id'),
        rows('select id, status from practices.member order by id'),
      ]);
      return JSON.stringify(owner) === JSON.stringify(projection);
    });
    await watch.stop();
    tell(`longest standstills after a fault: ${JSON.stringify(watch.longest())}`);
    expect(Object.entries(watch.longest()).filter(([, seconds]) => seconds > STANDSTILL_S)).toEqual([]);
    expect(surprises).toEqual([]);
    failed = false;
  }, 600_000);

  /** Kills, freezes and restarts, one after the other, in an order that the seed decides. */
  async function runFaults(watch: StallWatch, tell: (what: string) => void): Promise<void> {
    const apps: App[] = ['gateway', 'practices', 'network', 'notifications'];
    const kill = (app: App) => async () => {
      tell(`kill -9 ${app}`);
      await cluster.killApp(app, () => pause(chance.between(100, 1_500)));
      await cluster.ready();
    };
    const faults = chance.shuffle([
      ...Array.from({ length: KILLS }, () => kill(chance.pick(apps))),
      async () => {
        tell('broker stopped');
        await cluster.kafka.kill();
        await pause(BROKER_AWAY_MS);
        await cluster.kafka.restart();
        tell('broker answers');
      },
      async () => {
        tell('PostgreSQL restarts');
        await cluster.restartPostgres();
        await cluster.ready();
      },
      async () => {
        tell('practices frozen');
        cluster.signal('practices', 'SIGSTOP');
        await pause(FROZEN_MS);
        cluster.signal('practices', 'SIGCONT');
        tell('practices woken');
      },
    ]);
    for (const fault of faults) {
      await pause(chance.between(500, 3_000));
      await watch.during(fault);
    }
    tell('all faults are over');
  }

  /** Takes the sick stream through its whole life, so that events wait behind the first failure. */
  async function advance(id: string, city: Client, steering: Client): Promise<void> {
    const path = `/v1/practices/${id}`;
    for (const [client, step] of [
      [city, 'submission'],
      [steering, 'publication'],
      [city, 'withdrawal'],
    ] as const) {
      await eventually(async () => {
        const seen = await steering.get(path);
        if (seen.status === 410) return true;
        const done = { submission: 'submitted', publication: 'published', withdrawal: 'withdrawn' }[step];
        if (seen.body.status === done) return true;
        const body = step === 'withdrawal' ? { reason: 'Over.' } : {};
        return (await client.post(`${path}/${step}`, body, { 'if-match': seen.etag })).status === 200;
      }, 90_000);
    }
  }

  /** Suspends and reinstates members. Every projection must agree with the last response. */
  async function toggle(members: readonly string[], steering: Client): Promise<void> {
    for (const id of members) {
      for (const [step, status] of [
        ['suspension', 'suspended'],
        ['reinstatement', 'approved'],
        ['suspension', 'suspended'],
      ] as const) {
        await eventually(async () => {
          const reply = await steering.post(`/v1/members/${id}/${step}`, { reason: 'To and fro.' });
          return reply.status === 200 || (await steering.get(`/v1/members/${id}`)).body.status === status;
        }, 90_000);
      }
    }
  }

  /** Five messages that are not events and five that violate their schema, as a broken producer would send them. */
  async function poison(): Promise<void> {
    const broken = Array.from({ length: 5 }, (_, n) => ({
      key: newId(),
      value: `{"not": json ${n}`,
      headers: headersOf(newId()),
    }));
    const breaching = Array.from({ length: 5 }, () => ({
      key: newId(),
      value: '{"id": 7}',
      headers: headersOf(newId()),
    }));
    await eventually(async () => {
      const kafka = new kafkajs.Kafka({
        clientId: 'poison',
        brokers: [cluster.kafka.brokers],
        logLevel: kafkajs.logLevel.NOTHING,
      });
      const producer = kafka.producer({ idempotent: true });
      try {
        await producer.connect();
        await producer.send({ topic: topics.practice, messages: [...broken, ...breaching] });
        return true;
      } finally {
        await producer.disconnect();
      }
    }, 90_000);
  }

  const headersOf = (subject: string) => ({
    ce_specversion: '1.0', ce_id: newId(), ce_source: '/elsewhere', ce_type: practicePublished.type, ce_subject: subject,
    ce_time: new Date().toISOString(), ce_sequence: '1', 'content-type': 'application/json',
  }); // prettier-ignore

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: cluster.databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async function onDatabase(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
    const client = await connect();
    await work(client);
    await client.end();
  }

  const rows = async <T extends object>(sql: string) => (await database.query<T>(sql)).rows;

  const publicEvents = async () => {
    const { rows: events } = await database.query<{ id: string; type: string; subject: string }>(
      `select event_id as id, type, stream_id as subject from practices.outbox where type = any($1)
       union all select event_id, type, stream_id from network.outbox where type = any($1)`,
      [publicEventTypes],
    );
    return events;
  };
});

interface Letter {
  readonly id: string;
  readonly group: string;
  readonly subject: string | null;
  readonly reason: string;
  readonly detail: string;
}

async function deadLetters(admin: Client): Promise<Letter[]> {
  const letters: Letter[] = [];
  for (const state of ['dead', 'parked']) {
    let cursor = '';
    do {
      const { body } = await admin.get(`/v1/operations/dead-letters?state=${state}&limit=100${cursor}`);
      letters.push(...(body.items as Letter[]));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
  }
  return letters;
}

/** Makes the change log reject one stream, as a bug in its handler would. */
const failFor = (subject: string) => `
  create function gateway.sick() returns trigger language plpgsql as $$
    begin
      if new.event ->> 'subject' = '${subject}' then raise exception 'made to fail'; end if;
      return new;
    end $$;
  create trigger sick before insert on gateway.change for each row execute function gateway.sick();`;
