import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What reviewers think of practices, and the label that follows from it. */
export class Assessments1764000200040 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table assessment (
        id           uuid primary key,
        practice_id  uuid not null references practice,
        -- Id of the principal, and its member at the time.
        assessor_id  text not null,
        member_id    uuid,
        version      integer not null,
        -- {criterion: {score, reason}}
        scores       jsonb not null,
        revision     integer not null,
        created_at   timestamptz not null,
        updated_at   timestamptz not null,
        withdrawn_at timestamptz
      );
      create unique index assessment_present on assessment (practice_id, assessor_id) where withdrawn_at is null;
      create index assessment_of_practice on assessment (practice_id, id) where withdrawn_at is null;
      create index assessment_assessor on assessment (assessor_id);

      -- Every state of each assessment, past and present.
      create table assessment_state (
        assessment_id uuid not null references assessment,
        revision      integer not null,
        version       integer not null,
        scores        jsonb not null,
        at            timestamptz not null,
        withdrawn     boolean not null,
        primary key (assessment_id, revision)
      );

      -- {awarded, since, explanation}; null: no assessments.
      alter table practice add column label jsonb;
      create index practice_labelled on practice (id) where (label ->> 'awarded') = 'true';
    `);
  }
}
