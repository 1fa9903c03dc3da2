import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, Opened } from '#testing';
import { Chance } from '../faults/random.js';
import { isAlive, System } from '../system.js';
import { requestsTo, type Requests } from './callers.js';
import { manners } from './manners.js';
import { bytesOf, RawClient } from './raw-client.js';

/** Total number of requests; a setting can raise it. */
const REQUESTS = Number(process.env['LRA_REQUESTS'] ?? 4_000);
const AT_ONCE = 48;
/** Connections that are opened and held until the end. */
const HELD = 150;
/** The first part warms everything up; the rest may add at most this much memory, in bytes. */
const WARM = Math.min(2_000, REQUESTS / 2);
const MORE_MEMORY = 80_000_000;
/** Slightly more than the system needs: with more, garbage would stay uncollected and look like a leak. */
const HEAP_MB = 192;
const ENDED_WITHIN_MS = 5_000;

describe(`${REQUESTS} requests by clients that break off, drip and read late`, () => {
  const opened = new Opened();
  const chance = Chance.fromEnvironment();
  /** An example of each kind of finding. */
  const findings = new Map<string, string>();
  const statuses = new Map<number, number>();
  const held: RawClient[] = [];
  let folder: string;
  let system: System;
  let requests: Requests;
  let made = 0;

  beforeAll(async () => {
    folder = await opened.add(mkdtemp(join(tmpdir(), 'lra-hostile-')), (one) =>
      rm(one, { recursive: true, force: true }),
    );
    system = await opened.add(
      System.start({
        LRA_WEBHOOK_ALLOW: '127.0.0.1:1',
        LRA_RETRY_SCHEDULE: '1h',
        TMPDIR: folder,
        NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
      }),
      (one) => one.destroy(),
    );
    await opened.add(held, (clients) => clients.forEach((client) => client.reset()));
    requests = await requestsTo(system);
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  it('end with the same process, alive, without a failure, with its memory as before, and ended in time', async () => {
    const [worker, postmaster] = [await system.worker(), await system.postmaster()];
    await each(WARM);
    const before = await memoryAtRest(worker);
    const started = performance.now();
    await each(REQUESTS - WARM);
    const seconds = (performance.now() - started) / 1_000;
    const after = await memoryAtRest(worker);
    const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
    console.log(
      `${made} requests, ${((REQUESTS - WARM) / seconds).toFixed(0)}/s, seed ${chance.seed}; memory ${megabytes(before)}, then ` +
        `${megabytes(after)}; answers ${JSON.stringify(Object.fromEntries([...statuses].sort()))}`,
    );

    expect([...findings.values()]).toEqual([]);
    const log = await readFile(join(system.dataDir, 'logs', 'network.log'), 'utf8');
    expect(
      log
        .split('\n')
        .filter((line) => /"level":"(?:error|fatal)"/.test(line))
        .slice(0, 5),
    ).toEqual([]);
    expect(await system.worker()).toBe(worker);
    expect(system.output).not.toContain('starting again');
    expect((await fetch(`${system.url}/health/ready`)).status).toBe(200);
    await eventually(async () => (await readdir(folder)).length === 0);
    expect(after - before).toBeLessThan(MORE_MEMORY);
    const told = performance.now();
    expect(await system.stop()).toBe(0);
    const ended = performance.now() - told;
    console.log(`ended after ${(ended / 1_000).toFixed(1)} s`);
    expect(ended).toBeLessThan(ENDED_WITHIN_MS);
    expect([isAlive(worker), isAlive(postmaster)]).toEqual([false, false]);
  }, 3_600_000);

  /** Several at once. Each has a random generator of its own, so that it can be repeated. */
  async function each(count: number): Promise<void> {
    const last = made + count;
    const work = async () => {
      while (made < last) {
        made += 1;
        await one(new Chance(chance.seed + made * 7_919));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  async function one(own: Chance): Promise<void> {
    const { api, callers, maker } = requests;
    const operation = own.pick(api.operations);
    const request = maker.make(operation, own.pick(callers.all), own);
    const name = own.pick(Object.keys(manners));
    const told = `${operation.method} ${operation.path}, ${name}`;
    try {
      const client = await RawClient.to(system.url, own);
      if (held.length < HELD && own.next() < 0.1) {
        client.write(bytesOf(request, own).subarray(0, own.next() * 300));
        held.push(client);
        return;
      }
      await manners[name]!(client, bytesOf(request, own), own);
      for (const status of client.statuses) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500) found(`${status} for ${told}`, `${JSON.stringify(request)}\n${client.text.slice(0, 800)}`);
      }
      client.reset();
    } catch (error) {
      found(`${String(error)} for ${told}`, JSON.stringify(request));
    }
  }

  function found(kind: string, example: string): void {
    if (!findings.has(kind) && findings.size < 20) findings.set(kind, `${kind}\n${example.slice(0, 2_000)}`);
  }

  /** Resident memory once all work has finished: the lowest of several readings. */
  async function memoryAtRest(pid: number): Promise<number> {
    const looks: number[] = [];
    await eventually(async () => {
      const [, kilobytes = ''] = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
      looks.push(Number(kilobytes) * 1_024);
      return looks.length > 100;
    }, 60_000);
    return Math.min(...looks);
  }
});
