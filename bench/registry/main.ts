import { join } from 'node:path';
import { appContent } from '#app';
import { openDataSource, setUpAppDatabase } from '#database';
import { newIdentityKey } from '#identity';
import { eventually } from '#testing';
import { practicesApp } from '../../apps/practices/src/practices.app.js';
import type { FactSheet } from '../../apps/practices/src/fact-sheet/fact-sheet.js';
import { CONNECTIONS, load, type Call, type Measured, type Target } from '../http/load.js';
import { addresses } from '../http/ours.js';
import { benchmark, mean, report, type Ground } from '../frame.js';
import { freePort, onServer, startSide } from '../side-processes.js';
import { queries, sheet } from './corpus.js';
import { differingWords, multiplyPractices, storePractices } from './corpus-load.js';
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

const full: Sizes = { practices: [10_000, 100_000], warmUpSeconds: 5, seconds: 7, rounds: 2 };
/** A quick run that shows that the benchmark works; its numbers mean nothing. */
const quick: Sizes = { practices: [500, 1_000], warmUpSeconds: 0.2, seconds: 0.5, rounds: 1 };

/** Practices whose words are compared with those that the app stores. */
const SAMPLE = 100;

/** `npm run bench:registry`: the same searches of the same practices by the app, and by what one would write first. */
benchmark('bench:registry', async (isQuick, ground) => asMarkdown(await run(isQuick ? quick : full, ground)));

/** Registers in `ends` everything that it starts. */
async function run(sizes: Sizes, { machine, folder, postgres, ends }: Ground): Promise<Results> {
  const server: Server = {
    folder,
    urlOf: (database) => Object.assign(new URL(postgres.url), { pathname: `/${database}` }).href,
    create: (database, template) =>
      onServer(postgres.url, async (client) => {
        await client.query(`create database ${database} ${template ? `template ${template}` : ''}`);
      }),
  };
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

  report(`${LARGEST} times as many, ours only`);
  const largest = await measuredLargest(server, large, sizes, ends);

  return {
    largest,
    machine,
    seconds: sizes.seconds * sizes.rounds,
    sizes: sizes.practices,
    measured: {
      straightforward: [smaller.straightforward, larger.straightforward],
      ours: [smaller.ours, larger.ours],
    },
    ndcg,
    model,
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

type Sides = Readonly<Record<SideName, { readonly target: Target; readonly startSeconds: number; readonly memory: () => Promise<number>; readonly end: () => Promise<void> }>>; // prettier-ignore

/** The server of embeddings of whoever runs this, if there is one: relevance is judged with it. */
const embeddings = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => name.startsWith('LRA_EMBEDDINGS_')),
);
const model = embeddings['LRA_EMBEDDINGS_MODEL'];

/** Starts one program on its database. */
async function startOne(
  server: Server,
  name: SideName,
  size: string,
  ends: (() => Promise<void>)[],
  more = {},
): Promise<Sides[SideName]> {
  const port = await freePort();
  const env = {
    ...addresses({ practices: port }), PORT: String(port), LRA_IDENTITY_KEY: await newIdentityKey(),
    LRA_LOG_DIR: join(server.folder, 'logs'), LRA_RATE_LIMIT: '999999999', LRA_DATA_DIR: server.folder, ...more,
  }; // prettier-ignore
  const begun = performance.now();
  const side = await startSide(new URL('./side-process.js', import.meta.url), {
    name: name === 'ours' ? 'practices' : 'bare',
    databaseUrl: server.urlOf(databaseOf(name, size)),
    env,
  });
  ends.push(side.end);
  const startSeconds = (performance.now() - begun) / 1000;
  return { ...side, startSeconds, target: { url: side.url, credential: () => Promise.resolve({}) } };
}

const start = async (server: Server, size: string, ends: (() => Promise<void>)[], more = {}): Promise<Sides> => ({
  straightforward: await startOne(server, 'straightforward', size, ends),
  ours: await startOne(server, 'ours', size, ends, more),
});

/** How many times the large registry the largest is, which ours alone is measured with. */
const LARGEST = 3;

async function measuredLargest(
  { urlOf, ...server }: Server,
  stored: number,
  { warmUpSeconds, seconds }: Sizes,
  ends: (() => Promise<void>)[],
): Promise<Results['largest']> {
  const database = await setUpAppDatabase(urlOf(databaseOf('ours', 'large')), 'practices');
  const dataSource = await openDataSource(database, appContent(practicesApp.module));
  await multiplyPractices(dataSource, stored, LARGEST);
  await dataSource.destroy();
  const side = await startOne({ urlOf, ...server }, 'ours', 'large', ends);
  await load(side.target, searches.ours, warmUpSeconds);
  const loaded = await load(side.target, searches.ours, seconds);
  const alone = await load(side.target, searches.ours, seconds, 1);
  const counted = await load(side.target, statistics, seconds, 1);
  const memory = await side.memory();
  await side.end();
  return {
    practices: stored * LARGEST,
    startSeconds: side.startSeconds,
    sides: { loaded, alone, statistics: counted, memory },
  };
}

async function judged(server: Server, ends: (() => Promise<void>)[]): Promise<Results['ndcg']> {
  const sides = await start(server, 'judged', ends, embeddings);
  if (model !== undefined) await untilEmbedded(server);
  const ndcg = { straightforward: await judge(sides.straightforward.target.url, 'lang'), ours: await judge(sides.ours.target.url) };
  for (const name of sideNames) await sides[name].end();
  return ndcg;
} // prettier-ignore

/** Waits until what everything means has been computed, which takes a real model minutes. */
const untilEmbedded = ({ urlOf }: Server) =>
  onServer(urlOf(databaseOf('ours', 'judged')), (client) =>
    eventually(async () => {
      const { rows } = await client.query<{ n: number }>('select count(*)::int as n from practices.practice_meaning');
      return rows[0]!.n >= judgedSheets.length;
    }, 3_600_000),
  );

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
