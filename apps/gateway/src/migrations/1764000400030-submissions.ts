import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Submissions1764000400030 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One per member and external id. Its submissions are handed over and applied in order.
      create table submission_stream (
        id          uuid primary key,
        member_id   uuid not null,
        external_id text not null,
        unique (member_id, external_id)
      );

      -- What members' systems sent. Each gets its position while the stream is locked.
      create table submission (
        id              uuid primary key,
        position        bigint generated always as identity unique,
        stream_id       uuid not null references submission_stream,
        member_id       uuid not null,
        -- Id of the principal that sent it.
        sent_by         text not null,
        source_version  bigint not null,
        withdraws       boolean not null,
        state           text not null check (state in ('accepted', 'applied', 'unchanged', 'superseded', 'refused')),
        -- {factSheet, sourceUrl, retrievedAt}. It may contain personal data, and is deleted at the handover.
        content         jsonb,
        accepted_at     timestamptz not null,
        -- A failed handover of this submission is retried.
        attempts        integer not null default 0,
        next_attempt_at timestamptz,
        handed_over_at  timestamptz,
        settled_at      timestamptz,
        practice_id     uuid,
        -- [{pointer, code, detail}]
        errors          jsonb
      );
      create index submission_waiting on submission (position) where content is not null;
      create index submission_stream_waiting on submission (stream_id, position) where content is not null;
      create index submission_stream_version on submission (stream_id, source_version desc, position desc);
      create index submission_member on submission (member_id, position);
      create index submission_member_state on submission (member_id, state, position);
      create index submission_settled on submission (settled_at) where settled_at is not null;
    `);
  }
}
