import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appContent } from '#app';
import { openDataSource, setUpAppDatabase, startEmbeddedPostgres } from '#database';
import { newIdentityKey } from '#identity';
import { practicesApp } from '../../apps/practices/src/practices.app.js';
import type { FactSheet } from '../../apps/practices/src/fact-sheet/fact-sheet.js';
import { CONNECTIONS, load, type Call, type Measured, type Target } from '../http/load.js';
import { addresses } from '../http/ours.js';
import { describeMachine, writeResults } from '../results-file.js';
import { freePort, onServer, startSide } from '../side-processes.js';
import { queries, sheet } from './corpus.js';
import { differingWords, storePractices } from './corpus-load.js';
import { judge, judgedSheets } from './judged.js';
import { asMarkdown, sideNames, type Results, type SideName, type SideResults } from './results.js';
import { storeStraightforward, straightforwardTables } from './straightforward.js';

interface Sizes {
  readonly practices: readonly [small: number, large: number];
  readonly warmUpSeconds: number;
  /** For one round; each result covers all rounds. */
  readonly seconds: number;
  readonly rounds: number;
}

const full: Sizes = { practices: [10_000, 100_000], warmUpSeconds: 5, seconds: 10, rounds: 2 };
/** A quick run that shows that the benchmark works; its numbers mean nothing. */
const quick: Sizes = { practices: [500, 1_000], warmUpSeconds: 0.2, seconds: 0.5, rounds: 1 };

/** Practices whose words are compared with those that the app stores. */
const SAMPLE = 100;

const report = (line: string) => console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${line}`);

/** `npm run bench:registry`: the same searches of the same practices by the app, and by what one would write first. */
async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: { write: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  });
  if (flags.write && flags.quick) throw new Error('--write is for a full run: leave --quick out.');
  const folder = await mkdtemp(join(tmpdir(), 'lra-bench-'));
  await chmod(folder, 0o711); // PostgreSQL may have to run under another account
  const ends = [() => rm(folder, { recursive: true, force: true })];
  const end = async () => {
    for (const one of ends.splice(0).reverse()) await one().catch((error: unknown) => console.error(error));
  };
  const stop = () => void end().then(() => process.exit(1));
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
  try {
    const text = asMarkdown(await run(flags.quick ? quick : full, folder, ends));
    console.log(`\n${text}`);
    if (flags.write) await writeResults('bench:registry', text);
  } finally {
    await end();
  }
}

/** Registers in `ends` everything that it starts. */
async function run(sizes: Sizes, folder: string, ends: (() => Promise<void>)[]): Promise<Results> {
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), report });
  ends.push(() => postgres.stop());
  const server: Server = {
    folder,
    urlOf: (database) => Object.assign(new URL(postgres.url), { pathname: `/${database}` }).href,
    create: (database, template) =>
      onServer(postgres.url, async (client) => {
        await client.query(`create database ${database} ${template ? `template ${template}` : ''}`);
      }),
  };
  const version = await onServer(
    postgres.url,
    async (client) => (await client.query<{ server_version: string }>('show server_version')).rows[0]!.server_version,
  );
  const machine = describeMachine(`PostgreSQL ${version}`);
  const [small, large] = sizes.practices;

  report('relevance');
  await fill(server, 'judged', undefined, 0, judgedSheets.length, (n) => judgedSheets[n]!);
  const ndcg = await judged(server, ends);

  report(`${small} practices`);
  await fill(server, 'small', undefined, 0, small, sheet);
  await checkSample(server, Math.min(SAMPLE, small));
  const smaller = await measured(server, 'small', sizes, ends);

  report(`${large} practices`);
  await fill(server, 'large', 'small', small, large, sheet);
  const larger = await measured(server, 'large', sizes, ends);

  return {
    machine,
    seconds: sizes.seconds * sizes.rounds,
    sizes: sizes.practices,
    measured: {
      straightforward: [smaller.straightforward, larger.straightforward],
      ours: [smaller.ours, larger.ours],
    },
    ndcg,
  };
}

interface Server {
  readonly folder: string;
  readonly urlOf: (database: string) => string;
  readonly create: (database: string, template?: string) => Promise<void>;
}

const databaseOf = (name: SideName, size: string): string => `${name}_${size}`;

/** Fills the databases of both sides, at the same time. */
async function fill(
  { urlOf, create }: Server,
  size: string,
  template: string | undefined,
  from: number,
  to: number,
  sheetOf: (n: number) => Partial<FactSheet>,
): Promise<void> {
  for (const name of sideNames) await create(databaseOf(name, size), template && databaseOf(name, template));
  const ours = async () => {
    const database = await setUpAppDatabase(urlOf(databaseOf('ours', size)), 'practices');
    const dataSource = await openDataSource(database, appContent(practicesApp.module));
    await storePractices(dataSource, from, to, sheetOf);
    await dataSource.destroy();
  };
  const straightforward = onServer(urlOf(databaseOf('straightforward', size)), async (client) => {
    if (!template) await client.query(straightforwardTables);
    await storeStraightforward(client, from, to, sheetOf);
  });
  await Promise.all([ours(), straightforward]);
}

/** @throws Error when the corpus was stored otherwise than the app stores it */
async function checkSample({ urlOf }: Server, count: number): Promise<void> {
  const database = await setUpAppDatabase(urlOf(databaseOf('ours', 'small')), 'practices');
  const dataSource = await openDataSource(database, appContent(practicesApp.module));
  const differing = await differingWords(dataSource, count, sheet);
  await dataSource.destroy();
  if (differing > 0) throw new Error(`Of ${count} practices ${differing} have other words than the app would store.`);
}

type Sides = Readonly<Record<SideName, { readonly target: Target; readonly memory: () => Promise<number>; readonly end: () => Promise<void> }>>; // prettier-ignore

/** Starts both programs on their databases. */
async function start(server: Server, size: string, ends: (() => Promise<void>)[]): Promise<Sides> {
  const port = await freePort();
  const env = {
    ...addresses({ practices: port }), PORT: String(port), LRA_IDENTITY_KEY: await newIdentityKey(),
    LRA_LOG_DIR: join(server.folder, 'logs'), LRA_RATE_LIMIT: '999999999', LRA_DATA_DIR: server.folder,
  }; // prettier-ignore
  const sideOf = async (name: SideName) => {
    const side = await startSide(new URL('./side-process.js', import.meta.url), {
      name: name === 'ours' ? 'practices' : 'bare',
      databaseUrl: server.urlOf(databaseOf(name, size)),
      env,
    });
    ends.push(side.end);
    return { ...side, target: { url: side.url, credential: () => Promise.resolve({}) } };
  };
  return { straightforward: await sideOf('straightforward'), ours: await sideOf('ours') };
}

async function judged(server: Server, ends: (() => Promise<void>)[]): Promise<Results['ndcg']> {
  const sides = await start(server, 'judged', ends);
  const ndcg = { straightforward: await judge(sides.straightforward.target.url, 'lang'), ours: await judge(sides.ours.target.url) };
  for (const name of sideNames) await sides[name].end();
  return ndcg;
} // prettier-ignore

const asked = queries(20_000);
/** As many as the straightforward way counts. */
const FACETS = 'country,dimension,theme,aim,targetGroup,fundingSource';

const searches: Readonly<Record<SideName, Call>> = {
  ours: search(({ q, country }) => ({ q, total: 'true', facets: FACETS, ...(country && { country }) })),
  straightforward: search(({ q, language, country }) => ({ q, lang: language, ...(country && { country }) })),
};

function search(parameters: (query: (typeof asked)[number]) => Record<string, string>): Call {
  const paths = asked.map((query) => `/v1/practices?${new URLSearchParams(parameters(query))}`);
  return { method: 'GET', path: (n) => paths[n % paths.length]!, isPublic: true, status: 200 };
}

const tables = ['country', 'theme', 'aim', 'country,theme', 'targetGroup,fundingSource', 'dimension,aim'];
const statistics: Call = {
  method: 'GET', path: (n) => `/v1/statistics/practices?by=${tables[n % tables.length]}`, isPublic: true, status: 200,
}; // prettier-ignore

/** The sides take turns, so that other load on the machine affects both alike. */
async function measured(
  server: Server,
  size: string,
  { warmUpSeconds, seconds, rounds }: Sizes,
  ends: (() => Promise<void>)[],
): Promise<Readonly<Record<SideName, SideResults>>> {
  const sides = await start(server, size, ends);
  const inTurns = async (callOf: (name: SideName) => Call, connections: number) => {
    const found: Record<SideName, Measured[]> = { straightforward: [], ours: [] };
    for (let round = 0; round < rounds; round += 1)
      for (const name of sideNames)
        found[name].push(await load(sides[name].target, callOf(name), seconds, connections));
    return { straightforward: mean(found.straightforward), ours: mean(found.ours) };
  };
  for (const name of sideNames) await load(sides[name].target, searches[name], warmUpSeconds);
  const loaded = await inTurns((name) => searches[name], CONNECTIONS);
  const alone = await inTurns((name) => searches[name], 1);
  const counted = await inTurns(() => statistics, 1);
  const results = async (name: SideName): Promise<SideResults> => ({
    loaded: loaded[name],
    alone: alone[name],
    statistics: counted[name],
    memory: await sides[name].memory(),
  });
  const both = { straightforward: await results('straightforward'), ours: await results('ours') };
  for (const name of sideNames) await sides[name].end();
  report(sideNames.map((name) => `${name} ${both[name].loaded.rate.toFixed(1)}/s`).join(', '));
  return both;
}

function mean(all: readonly Measured[]): Measured {
  const of = (name: keyof Measured) => all.reduce((sum, one) => sum + one[name], 0) / all.length;
  return { rate: of('rate'), p50: of('p50'), p99: of('p99') };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
