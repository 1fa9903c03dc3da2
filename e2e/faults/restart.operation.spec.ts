import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apps } from '#config';
import { eventually, Opened } from '#testing';
import { completeSheet, receiver, withOneMember } from '../system.js';
import { CarefulClient, differences, Ledger } from './careful-client.js';
import { Cluster, CLUSTER_HOOK_MS } from './cluster.js';

const CLIENTS = 50;
/** Work between two restarts, in milliseconds. */
const QUIET_MS = 1_000;

describe('restart of any app or of the gateway while 50 clients work', () => {
  const opened = new Opened();
  let hook: Awaited<ReturnType<typeof receiver>>;
  let cluster: Cluster;
  let failed = true;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    cluster = await opened.add(Cluster.start({ LRA_WEBHOOK_ALLOW: hook.allow }), (one) =>
      one.stop({ keepLogs: failed }),
    );
  }, CLUSTER_HOOK_MS);
  afterAll(() => opened.close(), 60_000);

  it('answers no request wrongly: at worst 503 with Retry-After, and stores every acknowledged change once', async () => {
    const { admin, memberId, city } = await withOneMember(cluster);
    await eventually(async () => (await city.post('/v1/practices', completeSheet('First'))).status === 201, 30_000);
    const ledger = new Ledger();
    let isOver = false;
    const clients = await Promise.all(
      Array.from({ length: CLIENTS }, async (_, n) => {
        const { token } = await admin.makeClient({ name: `city ${n}`, roles: ['member-editor'], memberId });
        return new CarefulClient(`Client ${n}`, cluster.url, token!, hook.url, ledger);
      }),
    );
    const working = Promise.all(clients.map((client) => client.work(() => !isOver)));
    const restarts = async () => {
      for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
        for (const app of apps) {
          await pause(QUIET_MS);
          const answered = ledger.answers;
          // A gateway that stops gracefully answers the requests it has accepted; a killed one cannot.
          if (app === 'gateway') ledger.connections = signal === 'SIGTERM' ? 'refused' : 'cut';
          await cluster.restartApp(app, signal);
          ledger.connections = 'kept';
          console.log(`${signal} ${app}: ${ledger.answers - answered} answers, so far ${tellOf(ledger)}`);
          await eventually(() => ledger.answers > answered);
        }
      }
      await pause(QUIET_MS);
    };
    await Promise.race([working, restarts()]);
    isOver = true;
    await working;

    expect(ledger.surprises).toEqual([]);
    expect(ledger.answers).toBeGreaterThan(1_000);
    expect(ledger.away).toBeGreaterThan(0);
    expect(ledger.refused).toBeGreaterThan(0);
    expect(await differences(ledger, cluster.databaseUrl)).toEqual([]);
    failed = false;
  }, 300_000);
});

const tellOf = ({ away, refused, cut }: Ledger): string => `${away} × 503, ${refused} refused, ${cut} cut`;
