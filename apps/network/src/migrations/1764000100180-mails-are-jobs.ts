import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Removes the old queue: mails wait among the jobs of the app. Before the first release none wait here. */
export class MailsAreJobs1764000100180 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mail');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
