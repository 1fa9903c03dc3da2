import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Imports1764000200001 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table import_job (
        id           uuid primary key,
        state        text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
        profile      text not null,
        -- First half of the key of each row's practice; the second is its external id.
        source       text not null,
        target       text not null check (target in ('draft', 'submitted', 'published')),
        dry_run      boolean not null,
        created_by   text not null,
        -- Owner of the practices that the file adds; null when an operator imports a registry.
        member_id    uuid,
        -- Whether it may change practices of any owner.
        any_owner    boolean not null,
        total        integer not null,
        processed    integer not null,
        -- Idempotency-Key of the call, and what the key stands for.
        request_key  text,
        request_hash text not null,
        created_at   timestamptz not null,
        started_at   timestamptz,
        finished_at  timestamptz
      );
      create index import_job_waiting on import_job (source, created_at, id) where state in ('queued', 'running');
      create unique index import_job_request on import_job (created_by, request_key);

      -- Every row of the file and its outcome. After a crash the job continues with the first row without one.
      create table import_row (
        job_id      uuid not null references import_job,
        number      integer not null,
        -- Kept until the row has an outcome: it may contain personal data. Null from the start if unreadable.
        raw         jsonb,
        outcome     text check (outcome in ('added', 'updated', 'unchanged', 'withdrawn', 'failed')),
        external_id text,
        practice_id uuid,
        errors      jsonb,
        warnings    jsonb,
        primary key (job_id, number)
      );
      create index import_row_outcome on import_row (job_id, outcome, number);
      create index import_row_external_id on import_row (job_id, external_id) where external_id is not null;
    `);
  }
}
