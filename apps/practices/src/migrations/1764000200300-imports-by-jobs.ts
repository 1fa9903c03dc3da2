import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Imports take turns as jobs. Those of one source run one after the other; the ids of open imports set the order. */
export class ImportsByJobs1764000200300 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into job (id, kind, owner, line, data, state, due_at, created_at)
      select id, 'import', owner, line, jsonb_build_object('import', id),
             case when row_number() over (partition by line order by id) = 1 then 'ready' else 'behind' end, created_at, now()
        from (select id, created_at, coalesce(member_id::text, 'secretariat') as owner,
                     'import:' || coalesce(member_id::text, 'secretariat') || ':' || source as line
                from import_job where state in ('queued', 'running')) as open;
      drop index import_job_waiting;
      drop index import_job_served;
      alter table import_job drop column served_at;
    `);
  }
}
