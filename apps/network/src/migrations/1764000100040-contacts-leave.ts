import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The contact of an application can be erased; the decision stays. */
export class ContactsLeave1764000100040 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table membership_application
        alter column contact_name drop not null,
        alter column contact_email drop not null,
        add check ((contact_name is null) = (contact_email is null));
    `);
  }
}
