import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class ChangeSubject1764000400002 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The last entry about a thing: a rebuild asks for it once for every thing that there is.
      create index change_subject on change ((event ->> 'subject'), position);
    `);
  }
}
