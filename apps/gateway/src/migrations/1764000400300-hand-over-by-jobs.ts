import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/**
 * Jobs replace the queue of the handover to the registry: one for each member, and one for each stream that was set
 * aside.
 */
export class HandOverByJobs1764000400300 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into job (id, kind, owner, line, data, state, due_at, created_at)
      select distinct on (member_id) id, 'submission.hand-over', member_id, 'submissions:' || member_id,
             jsonb_build_object('member', member_id), 'ready', accepted_at, now()
        from submission where content is not null order by member_id, position;
      insert into job (id, kind, owner, key, line, data, state, due_at, attempts, created_at)
      select distinct on (stream_id) stream_id, 'submission.again', member_id, stream_id, 'submission.again:' || stream_id,
             jsonb_build_object('stream', stream_id), 'later', next_attempt_at, attempts, now()
        from submission where content is not null and next_attempt_at is not null order by stream_id, position;
      drop index submission_waiting;
      create index submission_waiting on submission (member_id, position) where content is not null;
      alter table submission drop column attempts, drop column next_attempt_at;
    `);
  }
}
