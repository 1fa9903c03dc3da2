import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { AppObservability, gauge } from '#observability';

const connections = gauge('lra_database_connections', 'Connections of the pool by whether they are in use', 'state');
const queued = gauge('lra_database_waiting_requests', 'Callers that wait for a connection of the pool');
const largest = gauge('lra_database_connections_limit', 'Connections the pool may have');

/** What Prometheus learns about an app's connections. */
@Injectable()
export class PoolMetrics implements OnApplicationBootstrap, OnApplicationShutdown {
  private end: () => void = () => undefined;

  constructor(
    private readonly observability: AppObservability,
    private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.end = this.observability.atScrape('pool', (note) => {
      const pool = (this.dataSource.driver as unknown as { master: pg.Pool }).master;
      note(connections, { state: 'idle' }, pool.idleCount);
      note(connections, { state: 'used' }, pool.totalCount - pool.idleCount);
      note(queued, {}, pool.waitingCount);
      note(largest, {}, pool.options.max);
    });
  }

  onApplicationShutdown(): void {
    this.end();
  }
}
