import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import type { Measured } from './http/load.js';
import { describeMachine, writeResults } from './results-file.js';
import { onServer } from './side-processes.js';

export const report = (line: string): void =>
  console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${line}`);

/** What a run begins with. */
export interface Ground {
  readonly machine: string;
  readonly folder: string;
  readonly postgres: EmbeddedPostgres;
  /** What is to be ended with the run, the last first. */
  readonly ends: (() => Promise<void>)[];
}

/**
 * The program of one benchmark: a folder and a PostgreSQL of its own, `--quick` and `--write`, and an orderly end however it
 * comes.
 * @param run returns the results as Markdown
 */
export function benchmark(command: string, run: (isQuick: boolean, ground: Ground) => Promise<string>): void {
  main(command, run).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}

async function main(command: string, run: Parameters<typeof benchmark>[1]): Promise<void> {
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
    const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), report });
    ends.push(() => postgres.stop());
    const version = await onServer(
      postgres.url,
      async (server) => (await server.query<{ server_version: string }>('show server_version')).rows[0]!.server_version,
    );
    const text = await run(flags.quick, { machine: describeMachine(`PostgreSQL ${version}`), folder, postgres, ends });
    console.log(`\n${text}`);
    if (flags.write) await writeResults(command, text);
  } finally {
    await end();
  }
}

/** The mean of several rounds. */
export function mean(all: readonly Measured[]): Measured {
  const of = (name: keyof Measured) => all.reduce((sum, one) => sum + one[name], 0) / all.length;
  return { rate: of('rate'), p50: of('p50'), p99: of('p99') };
}
