import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppObservability, counter, gauge } from '#observability';

export const jobRuns = counter('lra_job_runs_total', 'Runs of jobs by outcome', 'kind', 'outcome');
const waiting = gauge(
  'lra_jobs',
  'Jobs by state: later and behind wait for their turn, ready and running are in progress, failed wait for an operator',
  'kind',
  'state',
);
const oldestReady = gauge('lra_job_oldest_ready_seconds', 'How long the first ready job has waited; 0: none', 'kind');

/** Jobs are counted up to this number: a scrape must not read a table that has grown too large. */
const COUNTED = 10_000;

/** What Prometheus learns about the jobs of one app. */
@Injectable()
export class JobMetrics implements OnApplicationBootstrap, OnApplicationShutdown {
  private end: () => void = () => undefined;

  constructor(
    private readonly observability: AppObservability,
    private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.end = this.observability.atScrape('jobs', async (note) => {
      const rows = await this.dataSource.query<{ kind: string; state: string; n: number; age: number }[]>(
        `select kind, state, count(*)::int as n, greatest(0, extract(epoch from now() - min(due_at)))::float8 as age
           from (select kind, state, due_at from job limit $1) as bounded group by kind, state`,
        [COUNTED],
      );
      for (const { kind, state, n, age } of rows) {
        note(waiting, { kind, state }, n);
        if (state === 'ready') note(oldestReady, { kind }, age);
      }
    });
  }

  onApplicationShutdown(): void {
    this.end();
  }
}
