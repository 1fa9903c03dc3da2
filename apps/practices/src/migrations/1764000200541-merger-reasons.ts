import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Whoever is led to another practice reads why. */
export class MergerReasons1764000200541 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table practice add column merger_reason text;
      update practice p set merger_reason = (
        select s.reason from practice_step s where s.practice_id = p.id and s.kind = 'merge' order by s.revision desc limit 1
      ) where p.merged_into is not null;
    `);
  }
}
