import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What happened to a practice, step by step, and published versions that nobody can change. */
export class PracticeHistory1764000200020 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table practice_step (
        practice_id uuid not null references practice,
        -- Revision and version of the practice after this step.
        revision    integer not null,
        version     integer not null,
        kind        text not null,
        -- JSON Pointers of the changed fields.
        pointers    text[] not null,
        reason      text,
        -- Id of the principal.
        by          text not null,
        at          timestamptz not null,
        primary key (practice_id, revision)
      );

      -- No program can change a published version. Only the erasure of personal data may edit its text, and must say so
      -- in its own transaction.
      create function keep_published() returns trigger language plpgsql as $$
        begin
          if old.published_at is not null
             and (new.fact_sheet, new.published_at, new.published_by, new.reason)
                 is distinct from (old.fact_sheet, old.published_at, old.published_by, old.reason)
             and current_setting('lra.erasing', true) is distinct from 'on' then
            raise exception 'version % of practice % was published and cannot be changed', old.number, old.practice_id
              using errcode = 'integrity_constraint_violation';
          end if;
          return new;
        end $$;
      create trigger keep_published before update on practice_version for each row execute function keep_published();
      create index practice_version_published on practice_version (practice_id, number) where published_at is not null;
    `);
  }
}
