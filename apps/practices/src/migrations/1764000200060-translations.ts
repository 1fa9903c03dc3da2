import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Fact sheet texts in further languages. They are stored beside the versions and never change them. */
export class Translations1764000200060 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table translation (
        practice_id uuid not null references practice,
        language    text not null,
        -- By JSON Pointer: {text, sourceHash, origin: human | machine, version, at}
        texts       jsonb not null,
        revision    integer not null,
        updated_at  timestamptz not null,
        updated_by  text not null,
        primary key (practice_id, language)
      );

      -- Every state of each translation, past and present.
      create table translation_state (
        practice_id uuid not null,
        language    text not null,
        revision    integer not null,
        texts       jsonb not null,
        at          timestamptz not null,
        by          text not null,
        primary key (practice_id, language, revision),
        foreign key (practice_id, language) references translation
      );

      -- What a machine is asked to translate, and its progress.
      create table translation_job (
        id              uuid primary key,
        practice_id     uuid not null references practice,
        language        text not null,
        state           text not null check (state in ('queued', 'running', 'done', 'failed')),
        -- The published version that is wanted, and the version that was sent.
        version         integer not null,
        sent_version    integer,
        -- Hashes of the texts that were sent, by JSON Pointer.
        sources         jsonb,
        -- Length of what was sent, which is billed.
        characters      integer not null default 0,
        attempts        integer not null default 0,
        next_attempt_at timestamptz,
        claimed_until   timestamptz,
        last_error      text,
        requested_by    text not null,
        created_at      timestamptz not null,
        sent_at         timestamptz,
        finished_at     timestamptz,
        check ((next_attempt_at is not null) = (state in ('queued', 'running')))
      );
      create unique index translation_job_open on translation_job (practice_id, language) where state in ('queued', 'running');
      create index translation_job_due on translation_job (next_attempt_at) where next_attempt_at is not null;
      create index translation_job_sent on translation_job (sent_at) where sent_at is not null;
    `);
  }
}
