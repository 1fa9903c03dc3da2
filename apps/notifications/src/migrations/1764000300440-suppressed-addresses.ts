import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Addresses that refuse mails, known only by a hash, and when the reader of a mailbox was last asked to confirm. */
export class SuppressedAddresses1764000300440 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the hashes are made with; of one row, which the first address writes.
      create table suppression_key (
        is_only boolean primary key default true check (is_only),
        key     bytea not null
      );
      create table suppressed_address (
        hash   bytea primary key, -- sha256(key || address in the form for comparison)
        reason text not null check (reason in ('bounced', 'refused')),
        since  timestamptz not null,
        until  timestamptz not null
      );
      create index suppressed_address_until on suppressed_address (until);

      -- Null: only once, when it was created.
      alter table subscription add column asked_at timestamptz;
      create index subscription_stopped on subscription (id) where state = 'failed' and address is not null;
    `);
  }
}
