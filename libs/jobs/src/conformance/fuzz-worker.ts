import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock, DatabaseModule, type AppDatabase } from '#database';
import { AppObservability, Observability } from '#observability';
import { Job, JobsModule, type JobHandler, type JobRun } from '../index.js';

/** A job of the fuzz run: the effect that it must leave. */
export interface Effect {
  readonly n: number;
  readonly line: string | null;
}

/** Leaves an effect, and records what ran at the same time; fails, hangs and kills its process at random. */
@Job({ kind: 'effect', retry: '10ms,10ms,20ms,20ms,50ms,50ms,50ms,50ms,50ms,50ms', atOnce: 8, atOncePerOwner: 3 })
@Injectable()
export class LeaveEffect implements JobHandler<Effect> {
  constructor(private readonly dataSource: DataSource) {}

  async run({ data: { n, line } }: JobRun<Effect>): Promise<void> {
    const [begun] = await this.dataSource.query<{ id: number }[]>(
      `insert into run (n, line) values ($1, $2) returning id`,
      [n, line],
    );
    await pause(Math.random() * 4);
    if (Math.random() < 0.05) {
      await this.dataSource.query(`update run set ended_at = clock_timestamp() where id = $1`, [begun!.id]);
      throw new Error('by chance');
    }
    await this.dataSource.query(
      `with ended as (update run set ended_at = clock_timestamp() where id = $1)
       insert into effect (n, line) values ($2, $3)`,
      [begun!.id, n, line],
    );
  }
}

class ProcessModule {}

@Module({})
class WorkerModule {}

/** Runs the jobs of this database until it is killed. */
export async function startWorker(database: AppDatabase, migrations: never[] = []): Promise<void> {
  await NestFactory.createApplicationContext(
    {
      module: WorkerModule,
      imports: [
        {
          module: ProcessModule,
          global: true,
          providers: [Clock, { provide: AppObservability, useValue: Observability.silent().of(database.app) }],
          exports: [Clock, AppObservability],
        },
        DatabaseModule.forApp(database, { entities: [], migrations }),
        JobsModule.forApp(database),
      ],
      providers: [LeaveEffect],
    },
    { logger: false },
  );
}

const given = process.env['LRA_FUZZ_DATABASE'];
if (given !== undefined) await startWorker(JSON.parse(given) as AppDatabase);
