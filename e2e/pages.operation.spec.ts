import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appContent } from '#app';
import { openDataSource, setUpAppDatabase, startEmbeddedPostgres } from '#database';
import { eventually, shareOfACore } from '#testing';
import { practicesApp } from '../apps/practices/src/practices.app.js';
import { sheet } from '../bench/registry/corpus.js';
import { idOf, storePractices } from '../bench/registry/corpus-load.js';
import { percentile } from '../bench/results-file.js';
import { admit, System, withOneMember } from './system.js';

const PRACTICES = 10_000;
/** Visitors at once, and how many pages each of them opens. */
const [VISITORS, EACH] = [10, 8];
const [MOST_MS, MOST_CALLS_DEEP] = [150, 2];
/** The load of others changes within a round and only ever adds time, so the quickest of some rounds tells that of a page. */
const ROUNDS = 5;

const some = <T>(values: readonly T[], n: number): T => values[n % values.length]!;
const languages = ['en', 'fr', 'de', 'es', 'it', 'pl'];

/** The n-th opening of each page: where a page shows one of many things, each opening shows another. */
const pages: Readonly<Record<string, (n: number, members: readonly string[]) => string>> = {
  home: () => '',
  list: () => '/practices',
  search: (n) => `/practices?q=${some(['language', 'integration', 'schule', 'famille'], n)}&country=${some(['DE', 'FR', 'ES', 'IT', 'FI'], n)}`,
  sheet: (n) => `/practices/${idOf((n * 7919) % PRACTICES)}`,
  versions: (n) => `/practices/${idOf((n * 7919) % PRACTICES)}/versions`,
  figures: (n) => `/figures?by=${some(['country', 'theme', 'aim', 'range'], n)}`,
  crossed: (n) => `/figures?by=country&and=${some(['theme', 'aim', 'targetGroup'], n)}`,
  members: () => '/members',
  member: (n, members) => `/members/${some(members, n)}`,
  news: () => '/news',
  join: () => '/join',
}; // prettier-ignore

describe(`the pages of a registry of ${PRACTICES} practices`, () => {
  let folder: string;
  let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  let system: System;
  const members: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lra pages '));
    await chmod(folder, 0o711); // PostgreSQL may have to run under another account
    postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), report: () => undefined });
    const database = await setUpAppDatabase(postgres.url, 'practices');
    const dataSource = await openDataSource(database, appContent(practicesApp.module));
    await storePractices(dataSource, 0, PRACTICES, sheet);
    await dataSource.destroy();
    system = await System.start({ DATABASE_URL: postgres.url });
    const { steering, memberId } = await withOneMember(system);
    members.push(memberId);
    for (const name of ['Oulu', 'Turku', 'Vaasa']) members.push(await admit(system, steering, name));
  }, 120_000);
  afterAll(async () => {
    await system.destroy();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const open = async (path: string, headers: Record<string, string> = {}) => {
    const begun = performance.now();
    const page = await fetch(system.url + path, { headers });
    await page.arrayBuffer();
    if (page.status !== 200) throw new Error(`${path}: ${page.status}`);
    return performance.now() - begun;
  };
  const pathOf = (name: string, n: number) => `/${some(languages, n)}${pages[name]!(n, members)}`;

  /** What 95 of 100 visits take at most, in milliseconds of a machine of one's own. */
  const timeOf = async (name: string): Promise<number> => {
    const before = shareOfACore();
    const times: number[] = [];
    const visit = async (_: unknown, visitor: number) => {
      for (let n = 0; n < EACH; n += 1) times.push(await open(pathOf(name, VISITORS + visitor * EACH + n)));
    };
    await Promise.all(Array.from({ length: VISITORS }, visit));
    return Math.round(percentile(times, 95) * Math.min(before, shareOfACore()));
  };

  it.each(Object.keys(pages))(`answer ${VISITORS} visitors at once in ${MOST_MS} ms on a machine of their own: %s`, async (name) => {
    await Promise.all(Array.from({ length: VISITORS }, (_, n) => open(pathOf(name, n)))); // what runs for the first time is slower
    let time = Infinity;
    for (let round = 0; round < ROUNDS && time >= MOST_MS; round += 1) time = Math.min(time, await timeOf(name));
    expect([name, time < MOST_MS ? 'quick' : `${time} ms`]).toEqual([name, 'quick']);
  }, 60_000); // prettier-ignore

  /** One opening of each page by the id of its trace: all at first, since logs are written every second. */
  let traces: Promise<ReadonlyMap<string, string>> | undefined;
  const openAll = async () => {
    const opened = new Map<string, string>();
    for (const name of Object.keys(pages)) {
      const traceId = randomBytes(16).toString('hex');
      await open(pathOf(name, 0), { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-00` });
      opened.set(name, traceId);
    }
    return opened;
  };

  it.each(Object.keys(pages))(
    `ask the API for everything at once, or for what the first answers lead to: %s`,
    async (name) => {
      const traceId = (await (traces ??= openAll())).get(name)!;
      const logs = join(system.dataDir, 'logs');
      const requests = await eventually(async () => {
        const lines = (await Promise.all((await readdir(logs)).map((file) => readFile(join(logs, file), 'utf8'))))
          .flatMap((text) => text.split('\n'))
          .filter((line) => line.includes(traceId) && line.includes('"msg":"request"'))
          .map((line) => JSON.parse(line) as { app: string; route: string; time: string; durationMs: number });
        const atGateway = lines.filter(({ app }) => app === 'gateway');
        return atGateway.some(({ route }) => !route.startsWith('/v1/')) && atGateway;
      });
      const calls = requests
        .filter(({ route }) => route.startsWith('/v1/'))
        .map(({ time, durationMs }) => ({ begun: Date.parse(time) - durationMs, ended: Date.parse(time) }));
      expect([name, deepest(calls)]).toEqual([name, Math.min(deepest(calls), MOST_CALLS_DEEP)]);
      if (name !== 'join') expect(calls.length).toBeGreaterThan(0);
      expect(calls.length).toBeLessThanOrEqual(3);
    },
  );
});

/** Calls that waited for each other: the most that lie one after the other in time. */
function deepest(calls: readonly { begun: number; ended: number }[]): number {
  let [depth, free] = [0, Number.NEGATIVE_INFINITY];
  for (const { begun, ended } of [...calls].sort((a, b) => a.ended - b.ended)) {
    if (begun < free) continue;
    depth += 1;
    free = ended;
  }
  return depth;
}
