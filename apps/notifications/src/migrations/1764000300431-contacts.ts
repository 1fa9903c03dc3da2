import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Whom to tell of a webhook's health, and for how long it has been tried in vain. */
export class Contacts1764000300431 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription
        add column contact_address text,
        add column contact_language text,
        add column last_failed_at timestamptz,
        add column failing_ms integer not null default 0,
        add column failing_told boolean not null default false,
        add check (contact_address is null or url is not null),
        add check (contact_language is null or contact_address is not null);
      create index subscription_contact on subscription (contact_address) where contact_address is not null;
    `);
  }
}
