import { fork } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '#database';
import { startLocalKafka } from '../../libs/testing/src/kafka-local.js';
import { measureEmbedded } from './embedded.js';
import type { Measured, Order, Sizes, Told } from './measure.js';
import { describeMachine, writeResults } from '../results-file.js';
import { asMarkdown, type Results } from './results.js';
import { sideNames, type SideName } from './side.js';

const full: Sizes = { warmUp: 1_000, written: 5_000, drained: 10_000, evenSeconds: 30, idleSeconds: 15 };
/** A quick run that shows that the benchmark works; its numbers mean nothing. */
const quick: Sizes = { warmUp: 100, written: 400, drained: 1_000, evenSeconds: 3, idleSeconds: 2 };
/** Longest time for one side, in milliseconds. */
const SIDE_WITHIN_MS = 400_000;

const labels: Record<SideName, string> = { raw: 'raw kafkajs', handWritten: 'hand-written', ours: 'ours' };
const report = (line: string) => console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${line}`);

/** `npm run bench:events`: the same events by kafkajs alone, by a hand-written loop and by the network's messaging. */
async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: { write: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  });
  if (flags.write && flags.quick) throw new Error('--write is for a full run: leave --quick out.');
  const interrupt = new AbortController();
  const stop = () => interrupt.abort(new Error('Interrupted.'));
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
  const { signal } = interrupt;

  const folder = await mkdtemp(join(tmpdir(), 'lra-bench-'));
  await chmod(folder, 0o711); // PostgreSQL may have to run under another account
  const ends = [() => rm(folder, { recursive: true, force: true })];
  try {
    const results = await run(flags.quick ? quick : full, folder, signal, ends);
    const text = asMarkdown(results);
    console.log(`\n${text}`);
    if (flags.write) await writeResults('bench:events', text);
  } finally {
    for (const end of ends.reverse()) await end().catch((error: unknown) => console.error(error));
  }
}

/** Registers in `ends` everything that it starts. */
async function run(sizes: Sizes, folder: string, signal: AbortSignal, ends: (() => Promise<void>)[]): Promise<Results> {
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), report });
  ends.push(() => postgres.stop());
  signal.throwIfAborted();
  const version = await onServer(postgres.url, async (server) => {
    for (const name of sideNames) await server.query(`create database ${databaseOf(name)}`);
    return (await server.query<{ server_version: string }>('show server_version')).rows[0]!.server_version;
  });
  const machine = describeMachine(`PostgreSQL ${version}`, 'Apache Kafka of `tools/kafka/pom.xml`');
  // With a folder, the virtual machine has its ordinary settings instead of those for short runs.
  const kafka = await startLocalKafka({ folder: join(folder, 'kafka'), report });
  ends.push(() => kafka.stop());
  signal.throwIfAborted();

  const sides = {} as Record<SideName, Measured>;
  for (const name of sideNames) {
    const databaseUrl = new URL(postgres.url);
    databaseUrl.pathname = `/${databaseOf(name)}`;
    const servers = { brokers: kafka.brokers, databaseUrl: databaseUrl.href };
    sides[name] = await measureSide({ name, servers, sizes }, signal);
  }
  report('the whole system embedded, at rest');
  const embedded = await measureEmbedded(join(folder, 'embedded'), sizes.idleSeconds, signal);
  return { machine, sizes, sides, embedded };
}

const databaseOf = (name: SideName) => `bench_${name.toLowerCase()}`;

async function onServer<T>(url: string, work: (server: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs each side, with all its roles, in its own process, to measure memory and processor time separately. */
async function measureSide(order: Order, signal: AbortSignal): Promise<Measured> {
  const program = fileURLToPath(new URL('./side-process.js', import.meta.url));
  const child = fork(program, [], { signal, timeout: SIDE_WITHIN_MS, killSignal: 'SIGKILL' });
  let measured: Measured | undefined;
  child.on('message', (told: Told) => {
    if ('measured' in told) measured = told.measured;
    else report(`${labels[order.name]}: ${told.line}`);
  });
  child.send(order);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, killedBy) => {
      if (measured) resolve(measured);
      else reject(new Error(`${labels[order.name]} ended with ${code ?? killedBy} and measured nothing.`));
    });
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
