import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class ChangeSubject1764000400002 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- For the latest entry about a subject: a rebuild asks for it once per subject.
      create index change_subject on change ((event ->> 'subject'), position);
    `);
  }
}
