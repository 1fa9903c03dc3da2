import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The name of the owner that each public answer states, so that answers with a former name are found by it. */
export class OwnerNames1764000200520 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table public_practice add column owner_name text;
      create index public_practice_owner on public_practice (owner_member_id);
    `);
  }
}
