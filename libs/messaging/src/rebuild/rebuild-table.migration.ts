import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Jobs that refill a projection. Every app runs this migration in its own schema. */
export class RebuildTable1764000000003 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table rebuild (
        id             uuid primary key,
        consumer_group text not null,
        state          text not null default 'running' check (state in ('running', 'done', 'failed')),
        total          integer,
        processed      integer not null default 0,
        applied        integer not null default 0,
        discarded      integer not null default 0,
        failed         integer not null default 0,
        detail         text,
        started_by     text not null,
        created_at     timestamptz not null,
        finished_at    timestamptz
      );
      create unique index rebuild_running on rebuild (consumer_group) where state = 'running';
    `);
  }
}

/** A restore rebuilds only what cannot be sent again (docs/adr/0010). */
export class RebuildStreams1764000000021 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The streams to fill; null: all.
      alter table rebuild add column streams uuid[];
    `);
  }
}
