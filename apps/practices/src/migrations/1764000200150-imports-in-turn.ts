import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Imports take turns: the next batch goes to the owner whose last batch is the oldest. */
export class ImportsInTurn1764000200150 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table import_job add column served_at timestamptz;
      create index import_job_served on import_job (coalesce(member_id::text, ''), served_at);
    `);
  }
}
