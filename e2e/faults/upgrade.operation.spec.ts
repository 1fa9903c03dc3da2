import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { practicePublished } from '#contracts';
import { eventually, Opened } from '#testing';
import { admit, completeSheet, receiver, withOneMember, type Client, type Reply } from '../system.js';
import { CarefulClient, differences, Ledger } from './careful-client.js';
import { builtProgram, Cluster, CLUSTER_HOOK_MS, type Instance } from './cluster.js';

const CLIENTS = 12;
/** How long the builds run side by side in each combination, in milliseconds. */
const TOGETHER_MS = 2_000;

const oldPractices = fileURLToPath(new URL('../../dist/e2e/faults/old-practices.js', import.meta.url));

describe('an upgrade while people work: old and new build on one database and one broker', () => {
  const opened = new Opened();
  /** Instances of practices that already run the new build. */
  const upgraded = new Set<Instance>();
  let hook: Awaited<ReturnType<typeof receiver>>;
  let cluster: Cluster;
  let database: pg.Client;
  let failed = true;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    cluster = await opened.add(
      Cluster.start(
        { LRA_WEBHOOK_ALLOW: hook.allow },
        {
          twice: ['practices', 'gateway'],
          program: (app, instance) =>
            app === 'practices' && !upgraded.has(instance) ? [oldPractices] : builtProgram(app),
        },
      ),
      (one) => one.stop({ keepLogs: failed }),
    );
    database = await opened.add(new pg.Client({ connectionString: cluster.databaseUrl }), (one) => one.end());
    await database.connect();
  }, CLUSTER_HOOK_MS);
  afterAll(() => opened.close(), 60_000);

  it('fails no request and loses nothing, before, during and after the migration, and back again', async () => {
    const { admin, steering, city, memberId } = await withOneMember(cluster);
    const toggled = await admit(cluster, steering, 'City of Oulu');
    await eventually(async () => (await city.post('/v1/practices', completeSheet('First'))).status === 201, 30_000);
    expect(await hasTable('practices.practice_step')).toBe(false);

    const ledger = new Ledger();
    let isOver = false;
    let newSince: Date | undefined;
    const urls = [cluster.url, cluster.urlOf('gateway-2')];
    const clients = await Promise.all(
      Array.from({ length: CLIENTS }, async (_, n) => {
        const { token } = await admin.makeClient({ name: `city ${n}`, roles: ['member-editor'], memberId });
        return new CarefulClient(`Client ${n}`, urls[n % 2]!, token!, hook.url, ledger);
      }),
    );
    const working = Promise.all([
      ...clients.map((client) => client.work(() => !isOver)),
      publish(steering, ledger, () => !isOver),
      toggle(steering, toggled, () => !isOver),
    ]);
    const upgrade = async () => {
      await pause(TOGETHER_MS);
      upgraded.add('practices-2');
      await cluster.restartApp('practices-2', 'SIGTERM');
      const mixedSince = new Date();
      expect(await hasTable('practices.practice_step')).toBe(true);
      await pause(TOGETHER_MS);
      await cluster.restartApp('practices', 'SIGKILL'); // the old build again, on the new schema: the rollback
      await pause(TOGETHER_MS);
      // Both have served requests: only the new build stores steps.
      expect(await madeSince(mixedSince, 'with')).toBeGreaterThan(0);
      expect(await madeSince(mixedSince, 'without')).toBeGreaterThan(0);
      upgraded.add('practices');
      await cluster.restartApp('practices', 'SIGTERM');
      newSince = new Date();
      await pause(TOGETHER_MS);
    };
    await Promise.race([working, upgrade()]);
    isOver = true;
    await working;
    expect(await madeSince(newSince!, 'with')).toBeGreaterThan(0);
    expect(await madeSince(newSince!, 'without')).toBe(0);

    expect(ledger.surprises).toEqual([]);
    expect(ledger.answers).toBeGreaterThan(300);
    expect(await differences(ledger, cluster.databaseUrl)).toEqual([]);
    const published = [...ledger.practices].filter(([, { status }]) => status === 'published').map(([id]) => id);
    expect(published.length).toBeGreaterThan(0);
    await eventually(async () => {
      const { rows } = await database.query<{ subject: string }>(
        `select event ->> 'subject' as subject from gateway.change where type = $1`,
        [practicePublished.type],
      );
      return String(rows.map(({ subject }) => subject).sort()) === String(published.sort());
    }, 30_000);
    await eventually(async () => {
      const { rows } = await database.query<{ same: boolean; left: number }>(
        `select (select status from network.member where id = $1) = (select status from practices.member where id = $1) as same,
                (select count(*)::int from practices.outbox where published_at is null) as left`,
        [toggled],
      );
      return rows[0]!.same && rows[0]!.left === 0;
    }, 30_000);
    failed = false;
  }, 300_000);

  /** Publishes submitted practices while the clients work. */
  async function publish(steering: Client, ledger: Ledger, goOn: () => boolean): Promise<void> {
    while (goOn()) {
      await pause(100);
      const submitted = [...ledger.practices].find(([, { status }]) => status === 'submitted');
      if (submitted) await publishOne(steering, ...submitted, ledger);
    }
  }

  async function publishOne(steering: Client, id: string, known: { title: string }, ledger: Ledger): Promise<void> {
    const path = `/v1/practices/${id}`;
    const seen = await patiently(() => steering.get(path));
    if (seen.body.status === 'submitted') {
      const done = await steering.post(`${path}/publication`, {}, { 'if-match': seen.etag });
      if (done.status === 503) return; // may have succeeded: the next reading shows
      if (done.status !== 200) ledger.surprises.push(`publication: ${done.status} ${JSON.stringify(done.body)}`);
    }
    ledger.practices.set(id, { ...known, status: 'published' });
  }

  /** Suspends and reinstates a member, so that both builds have events to apply. */
  async function toggle(steering: Client, id: string, goOn: () => boolean): Promise<void> {
    for (let n = 0; goOn(); n += 1) {
      await pause(200);
      const step = n % 2 === 0 ? 'suspension' : 'reinstatement';
      const done = await patiently(() => steering.post(`/v1/members/${id}/${step}`, { reason: 'To and fro.' }));
      expect(done.status).toBe(200);
    }
  }

  /** Retries while the requested part is unavailable. */
  const patiently = (call: () => Promise<Reply>): Promise<Reply> =>
    eventually(async () => {
      const reply = await call();
      return reply.status !== 503 && reply;
    }, 30_000);

  const hasTable = async (name: string): Promise<boolean> =>
    (await database.query<{ is: boolean }>('select to_regclass($1) is not null as is', [name])).rows[0]!.is;

  async function madeSince(time: Date, steps: 'with' | 'without'): Promise<number> {
    const { rows } = await database.query<{ n: number }>(
      `select count(*)::int as n from practices.practice p where created_at > $1
          and ${steps === 'with' ? '' : 'not '}exists (select from practices.practice_step s where s.practice_id = p.id)`,
      [time],
    );
    return rows[0]!.n;
  }
});
