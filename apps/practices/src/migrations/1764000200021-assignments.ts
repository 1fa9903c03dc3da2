import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Who was asked to look after a practice, or to assess it, and by when. */
export class Assignments1764000200021 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table practice_assignment (
        practice_id uuid not null references practice,
        task        text not null,
        -- Id of a principal.
        assignee_id text not null,
        due_on      date,
        assigned_at timestamptz not null,
        primary key (practice_id, task, assignee_id)
      );
      -- Few versions are in work compared with the published ones, so queues start from them.
      create index practice_version_in_work on practice_version (state, practice_id) where published_at is null;
      create index practice_assignment_assignee on practice_assignment (assignee_id, practice_id);
    `);
  }
}
