import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The mail domain of an application, for the daily limit: only code can derive it from an address. */
export class MailDomains1764000100130 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table membership_application add column mail_domain text;
      drop index membership_application_domain;
      create index membership_application_domain on membership_application (mail_domain, created_at);
    `);
  }
}
