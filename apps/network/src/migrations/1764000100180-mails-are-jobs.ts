import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Removes the old queue: mails wait among the jobs of the app. Before the first release none wait here. */
export class MailsAreJobs1764000100180 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mail');
  }
}
