import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What was done in all practices is listed by time, also that of one person alone. */
export class StepsByTime1764000201410 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index practice_step_at on practice_step (at, practice_id, revision);
      create index practice_step_by on practice_step (by, at, practice_id, revision);
    `);
  }
}
