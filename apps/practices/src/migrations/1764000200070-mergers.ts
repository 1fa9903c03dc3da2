import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** A practice that duplicates another redirects there until the merger is reversed. Its data stay where they are. */
export class Mergers1764000200070 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table practice drop constraint practice_status_check;
      alter table practice add constraint practice_status_check
        check (status in ('draft', 'submitted', 'changes-requested', 'published', 'merged', 'withdrawn'));
      alter table practice_version drop constraint practice_version_state_check;
      alter table practice_version add constraint practice_version_state_check
        check (state in ('draft', 'submitted', 'changes-requested', 'published', 'merged', 'withdrawn'));
      alter table practice
        add column merged_into uuid references practice,
        add column merged_at   timestamptz,
        add check ((status = 'merged') = (merged_into is not null)),
        add check ((merged_into is null) = (merged_at is null)),
        add check (merged_into <> id);
      create index practice_merged_into on practice (merged_into, id) where merged_into is not null;
    `);
  }
}
