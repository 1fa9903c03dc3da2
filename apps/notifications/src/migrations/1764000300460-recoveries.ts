import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What was missed is queued in pages, while the subscription waits; and what is sent again is marked. */
export class Recoveries1764000300460 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription
        add column recovering_since timestamptz,
        -- The last event and the last failed delivery that were looked at.
        add column recovered_event_at timestamptz,
        add column recovered_event uuid,
        add column recovered_delivery uuid;
      alter table delivery add column replayed_at timestamptz;

      drop trigger subscription_notify_again on subscription;
      create trigger subscription_notify_again after update on subscription for each row
        when (new.state <> old.state or new.recovering_since is null and old.recovering_since is not null)
        execute function webhook_notify();
    `);
  }
}
