import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Clock, openDataSource, setUpAppDatabase, UnitOfWork, type AppDatabase } from '#database';
import { MessagingTables1764000000000, Operations1764000000004 } from '#messaging';
import { emptyDatabase, eventually } from '#testing';
import { JobRepository } from '../job.repository.js';
import { Jobs, JobTables1764000000040 } from '../index.js';
import { LeaveEffect } from './fuzz-worker.js';

/** `LRA_JOBS_FUZZ` makes the run longer: jobs that are put aside. */
const JOBS = Number(process.env['LRA_JOBS_FUZZ'] ?? 1_500);
const LINES = 12;
const PRODUCERS = 4;
const WORKERS = 3;
const KILLS = 3;

describe(`${JOBS} jobs in ${LINES} lines, by ${PRODUCERS} producers and ${WORKERS} processes that are killed`, () => {
  let database: AppDatabase;
  let drop: () => Promise<void>;
  let dataSource: DataSource;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    const empty = await emptyDatabase();
    drop = empty.drop;
    database = await setUpAppDatabase(empty.url, 'practices');
    dataSource = await openDataSource(database, {
      entities: [],
      migrations: [MessagingTables1764000000000, Operations1764000000004, JobTables1764000000040],
    });
    await dataSource.query(`
      create table run (id integer generated always as identity primary key, n integer, line text,
                        began_at timestamptz not null default clock_timestamp(), ended_at timestamptz);
      create table effect (id integer generated always as identity primary key, n integer, line text)`);
    for (let n = 0; n < WORKERS; n += 1) startWorker();
  }, 60_000);
  afterAll(async () => {
    for (const worker of workers) await kill(worker);
    await dataSource.destroy();
    await drop();
  });

  function startWorker(): void {
    const worker = spawn(process.execPath, ['dist/libs/jobs/src/conformance/fuzz-worker.js'], {
      env: { ...process.env, LRA_FUZZ_DATABASE: JSON.stringify(database) },
      stdio: 'inherit',
    });
    workers.push(worker);
  }

  async function kill(worker: ChildProcess): Promise<void> {
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    const ended = once(worker, 'exit');
    worker.kill('SIGKILL');
    await ended;
  }

  it('run each committed job, none of a rollback, one at a time and in order in each line', async () => {
    const work = new UnitOfWork(dataSource);
    const jobs = new Jobs(new JobRepository(dataSource), new Clock());
    const committed = new Map<number, string | null>();
    const produced = Promise.all(
      Array.from({ length: PRODUCERS }, async (_, producer) => {
        for (let i = 0; i < JOBS / PRODUCERS; i += 1) {
          // A line has one producer, so that its order is known.
          const line =
            Math.random() < 0.7
              ? `line ${producer + PRODUCERS * Math.floor((Math.random() * LINES) / PRODUCERS)}`
              : null;
          const n = i * PRODUCERS + producer;
          const owner = `owner ${n % 5}`;
          const isCommitted = await work
            .run(async (tx) => {
              await jobs.put(tx, LeaveEffect, { n, line }, line === null ? { owner } : { owner, line });
              if (Math.random() < 0.3) await pause(Math.random() * 4);
              if (Math.random() < 0.1) throw new RolledBack();
            })
            .then(
              () => true,
              (error: unknown) => {
                if (error instanceof RolledBack) return false;
                throw error;
              },
            );
          if (isCommitted) committed.set(n, line);
        }
      }),
    );
    const killed = (async () => {
      for (let n = 0; n < KILLS; n += 1) {
        await pause(1_000 + Math.random() * 1_000);
        await kill(workers[n]!);
        startWorker();
      }
    })();
    await Promise.all([produced, killed]);
    const killedAt = performance.now();
    await eventually(async () => {
      const [{ left }] = await dataSource.query<[{ left: number }]>('select count(*)::int as left from job');
      return left === 0;
    }, 60_000);
    // Everything was put aside before; what a killed process held goes on within half a minute.
    expect(performance.now() - killedAt).toBeLessThan(30_000 + JOBS * 10);

    const effects = await dataSource.query<{ n: number; line: string | null }[]>(
      'select n, line from effect order by id',
    );
    expect(new Set(effects.map(({ n }) => n))).toEqual(new Set(committed.keys()));
    const overlaps = await dataSource.query<object[]>(`
      select a.line, a.n, b.n as other from run as a join run as b on a.line = b.line and a.id < b.id
       where b.began_at < coalesce(a.ended_at, a.began_at)`);
    expect(overlaps).toEqual([]);
    for (const line of new Set([...committed.values()].filter((name) => name !== null))) {
      // At least once: a repetition after a kill may come again, but never behind a later one.
      const order = effects.filter((effect) => effect.line === line).map(({ n }) => n);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
    expect(effects.length - committed.size).toBeLessThanOrEqual(KILLS * 8); // as many as the killed had in hand
  }, 180_000);
});

class RolledBack extends Error {
  override readonly name = 'RolledBack';
}
