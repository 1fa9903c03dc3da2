import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Translations that wait for a machine or for its result become jobs. */
export class TranslationsByJobs1764000200310 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into job (id, kind, owner, key, line, data, state, due_at, created_at)
      select id, 'translation.send', requested_by, id, 'translation.send:' || id, jsonb_build_object('translation', id),
             'later', next_attempt_at, now()
        from translation_job where next_attempt_at is not null;
      drop index translation_job_due;
      alter table translation_job drop column next_attempt_at, drop column claimed_until;
    `);
  }
}
