import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChangeSubject1764000400002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The last entry about a thing: a rebuild asks for it once for every thing that there is.
      create index change_subject on change ((event ->> 'subject'), position);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
