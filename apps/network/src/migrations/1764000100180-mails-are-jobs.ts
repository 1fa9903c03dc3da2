import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Removes the old queue: mails are now jobs of the app. Before the first release no mails wait in it. */
export class MailsAreJobs1764000100180 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mail');
  }
}
