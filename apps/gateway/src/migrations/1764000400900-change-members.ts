import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class ChangeMembers1764000400900 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What concerns one member: rare in a long log.
      create index change_members on change using gin (
        array_remove(array[event ->> 'subject', event #>> '{data,ownerMemberId}', event #>> '{data,adopterMemberId}'], null));
    `);
  }
}
