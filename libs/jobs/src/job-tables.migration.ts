import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Deferred work, and when recurring work is due. Every app runs this migration in its own schema. */
export class JobTables1764000000040 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table job (
        id            uuid primary key, -- UUIDv7: gives the order, also after a restore
        kind          text not null,
        -- The owner of the work: owners take turns, and none may use all places. '' is the network itself.
        owner         text not null default '',
        -- Only one job of a kind and key waits: a later one replaces it.
        key           text,
        -- Jobs of a line run one at a time, in order of ids.
        line          text,
        data          jsonb not null,
        -- later: until due_at; behind: another of its line; ready; running: claimed; failed: until an operator decides
        state         text not null check (state in ('later', 'behind', 'ready', 'running', 'failed')),
        due_at        timestamptz not null,
        attempts      integer not null default 0,
        -- How often its process ended, or stopped responding, while it ran.
        lost          integer not null default 0,
        claim         uuid,
        claimed_until timestamptz,
        traceparent   text,
        last_error    text,
        failed_at     timestamptz,
        created_at    timestamptz not null,
        check ((state = 'running') = (claim is not null)),
        check ((state = 'failed') = (failed_at is not null))
      );
      create index job_later on job (due_at) where state = 'later';
      create index job_ready on job (kind, owner, due_at, id) where state = 'ready';
      create index job_running on job (kind, owner) where state = 'running';
      create index job_claimed on job (claimed_until) where state = 'running';
      create index job_keyed on job (kind, key) where key is not null;
      create index job_failed on job (failed_at, id) where state = 'failed';
      create index job_line on job (line, id) where line is not null and state <> 'failed';
      create index job_behind on job (line, id) where state = 'behind';
      create unique index job_line_running on job (line) where state = 'running' and line is not null;
      create unique index job_key on job (kind, key) where key is not null and state in ('later', 'behind', 'ready');

      create table job_schedule (
        kind    text primary key,
        every   text not null, -- the pattern and zone that next_at was computed from
        next_at timestamptz not null
      );

      create function job_notify() returns trigger language plpgsql as $$
        begin
          perform pg_notify(tg_table_schema || '_job', '');
          return null;
        end $$;
      create trigger job_notify after insert on job for each statement execute function job_notify();
    `);
  }
}
