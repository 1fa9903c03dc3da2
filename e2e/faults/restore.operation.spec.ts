import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { eventually, Opened } from '#testing';
import { admit, Client, completeSheet, receiver, subscribe, System, withOneMember, type Endpoint } from '../system.js';
import { Cluster, CLUSTER_HOOK_MS } from './cluster.js';
import { firstOf, outOfOrder, wholeFeed, type SeenEvent } from './order.js';
import { writePractices } from './writers.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TYPES = 'eu.lra-network.practice.*';
/** Practices before and after the restore, in each form. */
const PRACTICES = Number(process.env['LRA_FAULT_PRACTICES'] ?? 2_000) / 20;
const SPREAD_MS = 6_000;

const SETTINGS = {
  LRA_RETRY_SCHEDULE: '200ms,500ms,1s,2s,5s,5s,5s,5s',
  LRA_CONSUMER_RETRY_SCHEDULE: '500ms,1s,2s',
};

/** Runs one of the operator's programs to completion. */
const operator = (program: 'backup' | 'restore', file: string, env: Readonly<Record<string, string>>) =>
  new Promise<string>((done, failed) => {
    const settings = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env };
    const args = ['tools/run.mjs', `tools/backup/${program}.js`, file];
    execFile(process.execPath, args, { cwd: root, env: settings }, (error, output, errors) => {
      if (error) failed(new Error(`${program}: ${errors}${output}`));
      else done(output);
    });
  });

type Hook = Awaited<ReturnType<typeof receiver>>;
interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}
interface People {
  readonly city: Credentials;
  readonly secretariat: Credentials;
}

/** The state before any fault: a city and a secretariat whose credentials are in the backup, and a subscriber. */
async function settled(system: Endpoint, hook: Hook) {
  const { admin, steering, memberId } = await withOneMember(system);
  const made = async (client: object) => (await admin.post('/v1/clients', client)).body as Credentials;
  const city = await made({ name: 'city', roles: ['member-editor'], memberId });
  const secretariat = await made({ name: 'secretariat', roles: ['steering'] });
  await subscribe(await Client.signedIn(system, city), hook.url, [TYPES]);
  return { city, secretariat, steering, memberId };
}

/** Some work by careful clients, with a response to every change. */
async function work(system: Endpoint, { city, secretariat }: People, name: string) {
  const { written, surprises } = await writePractices({
    city: await Client.signedIn(system, city), steering: await Client.signedIn(system, secretariat),
    practices: PRACTICES, writers: 8, over: SPREAD_MS, name,
  }); // prettier-ignore
  expect(surprises).toEqual([]);
  return written;
}

const feedOf = (system: Endpoint) => wholeFeed(new Client(system), TYPES);
const ids = (events: readonly SeenEvent[]) => events.map(({ id }) => id);

/** Waits until the feed contains all these practices: published, and every fourth withdrawn. */
const feedWith = (system: Endpoint, practices: readonly string[]) =>
  eventually(async () => {
    const feed = await feedOf(system);
    const told = feed.filter(({ subject }) => practices.includes(subject));
    return told.length >= practices.length + Math.ceil(practices.length / 4) && feed;
  }, 60_000);

/** The invariants of the other fault runs, across the restore. */
async function expectOneHistory(system: Endpoint, hook: Hook, kept: readonly SeenEvent[], after: readonly string[]) {
  const feed = await feedWith(system, after);
  expect(new Set(ids(feed)).size).toBe(feed.length);
  expect(outOfOrder(feed)).toEqual([]);
  expect(ids(feed).slice(0, kept.length)).toEqual(ids(kept)); // what the backup contains is there, unchanged
  const delivered = () => new Set(hook.deliveries.map(({ event }) => event.id as string));
  await eventually(() => feed.every(({ id }) => delivered().has(id)), 60_000);
  // Also across the restore: a subscriber that goes by the numbers mistakes nothing new for old.
  expect(outOfOrder(firstOf(hook.deliveries.map(({ event }) => event as SeenEvent)))).toEqual([]);
  return feed;
}

describe('backup, destroy, restore, continue: one process', () => {
  const opened = new Opened();
  let hook: Hook;
  let system: System;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    system = await opened.add(System.start({ LRA_WEBHOOK_ALLOW: hook.allow, ...SETTINGS }), (one) => one.destroy());
  }, 90_000);
  afterAll(() => opened.close(), 60_000);

  it('brings every change committed before the backup and after the restore to everyone once, in order', async () => {
    const people = await settled(system, hook);
    const file = `${system.dataDir}.backup`;
    const env = { LRA_DATA_DIR: system.dataDir };
    try {
      const first = await work(system, people, 'First');
      await feedWith(system, first);
      const writing = work(system, people, 'Meanwhile');
      await eventually(async () => (await feedOf(system)).length > first.length * 1.25 + 20);
      const kept = await feedOf(system);
      await operator('backup', file, env); // during the work
      await feedWith(system, await writing);
      // This is certainly later, however long the backup took.
      const late = await work(system, people, 'Late');
      await eventually(() => hook.deliveries.some(({ event }) => late.includes(event.subject as string)), 60_000);
      await system.kill();
      await destroy(system);
      await operator('restore', file, env);
      await system.up();

      const feed = await expectOneHistory(system, hook, kept, await work(system, people, 'After'));
      const seen = new Set(ids(feed));
      const lost = hook.deliveries.filter(({ event }) => !seen.has(event.id as string));
      expect(lost.length).toBeGreaterThan(0); // otherwise there was nothing to lose
    } finally {
      await rm(file, { force: true });
    }
  });

  /** Ends the database that the killed process left behind, and removes everything. */
  async function destroy({ dataDir }: System): Promise<void> {
    await system.up();
    await system.stop();
    await rm(dataDir, { recursive: true });
  }
});

describe('backup, destroy, restore, continue: four processes whose broker still has the lost events', () => {
  const opened = new Opened();
  let hook: Hook;
  let cluster: Cluster;
  let failed = true;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    cluster = await opened.add(Cluster.start({ LRA_WEBHOOK_ALLOW: hook.allow, ...SETTINGS }), (one) =>
      one.stop({ keepLogs: failed }),
    );
  }, CLUSTER_HOOK_MS);
  afterAll(() => opened.close(), 120_000);

  it('takes no lost event for a new one, and continues without a gap or a double effect', async () => {
    const people = await settled(cluster, hook);
    const member = await admit(cluster, people.steering, 'City of two lives');
    const city = await Client.signedIn(cluster, people.city);
    const old = (await city.post('/v1/practices', completeSheet('Of both lives'))).body.id as string;
    const first = await work(cluster, people, 'First');
    await feedWith(cluster, first);
    const kept = await feedOf(cluster);
    const file = join(cluster.folder, 'backup');
    await operator('backup', file, { DATABASE_URL: cluster.databaseUrl });

    // The lost period: known things change and new ones are created. One app hears of some of it, the other of all.
    await advance(cluster, people, old, 'Lost.');
    await people.steering.post(`/v1/members/${member}/suspension`, { reason: 'Lost.' });
    cluster.signal('notifications', 'SIGSTOP');
    const born = await work(cluster, people, 'Lost');
    await feedWith(cluster, born);
    const lost = (await feedOf(cluster)).slice(kept.length);
    expect(lost.map(({ subject }) => subject)).toEqual(expect.arrayContaining([old, ...born]));
    const cursor = await lastCursor(cluster);

    await cluster.loseDatabase();
    await operator('restore', file, { DATABASE_URL: cluster.databaseUrl });
    await cluster.startAgain();

    await advance(cluster, people, old, 'Found.');
    const feed = await expectOneHistory(cluster, hook, kept, await work(cluster, people, 'After'));
    expect(ids(feed).filter((id) => ids(lost).includes(id))).toEqual([]);
    const reader = new Client(cluster);
    expect((await reader.get(`/v1/changes?since=${cursor}`)).body).toMatchObject({
      status: 410,
      code: 'changes.cursor-gone',
    });
    for (const id of born.slice(0, 10)) expect((await reader.get(`/v1/practices/${id}`)).status).toBe(404);
    await expectProjections(member);
    failed = false;
  });

  /** Nothing waits anywhere, and every projection agrees with its owner. */
  async function expectProjections(member: string): Promise<void> {
    const database = new pg.Client({ connectionString: cluster.databaseUrl });
    await database.connect();
    try {
      const rows = async (sql: string) => (await database.query<Record<string, unknown>>(sql)).rows;
      await eventually(async () => {
        const [owner, practices, gateway] = await Promise.all(
          ['network', 'practices', 'gateway'].map((schema) =>
            rows(`select id, status from ${schema}.member order by id`),
          ),
        );
        return JSON.stringify(owner) === JSON.stringify(practices) && JSON.stringify(owner) === JSON.stringify(gateway);
      });
      expect(await rows(`select status from practices.member where id = '${member}'`)).toEqual([
        { status: 'approved' },
      ]);
      for (const app of ['gateway', 'practices', 'network', 'notifications']) {
        expect(await rows(`select consumer_group, reason, detail from ${app}.waiting_event`)).toEqual([]);
        expect(await rows(`select 1 from ${app}.rebuild`)).toEqual([]);
        await eventually(
          async () => (await rows(`select 1 from ${app}.outbox where published_at is null`)).length === 0,
        );
      }
    } finally {
      await database.end();
    }
  }
});

/** Takes a draft to publication, and then withdraws it. */
async function advance(system: Endpoint, { city, secretariat }: People, id: string, reason: string) {
  const [owner, steering] = [await Client.signedIn(system, city), await Client.signedIn(system, secretariat)];
  const path = `/v1/practices/${id}`;
  for (const [client, step, body] of [
    [owner, 'submission', {}],
    [steering, 'publication', {}],
    [owner, 'withdrawal', { reason }],
  ] as const) {
    const { etag } = await steering.get(path);
    expect((await client.post(`${path}/${step}`, body, { 'if-match': etag })).status).toBe(200);
  }
}

async function lastCursor(system: Endpoint): Promise<string> {
  for (let since = ''; ;) {
    const { body } = await new Client(system).get(`/v1/changes?limit=100&since=${since}`);
    since = body.next as string;
    if (body.upToDate) return since;
  }
}
