import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** When a version began to wait for the secretariat, who last wrote it, and what its source has overwritten. */
export class VersionsInWork1764000200162 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table practice_version
        add column submitted_at timestamptz,
        -- {by, at}; null: its source wrote it last.
        add column edit         jsonb,
        -- {by, at, edit, pointers}
        add column overwritten  jsonb;
      -- A step with pointers replaced a version that was already waiting.
      update practice_version v
         set submitted_at = coalesce((select max(s.at) from practice_step s
                                       where s.practice_id = v.practice_id and s.version = v.number and s.kind = 'submit'
                                         and s.pointers = '{}'), v.updated_at)
       where v.state = 'submitted';
    `);
  }
}
