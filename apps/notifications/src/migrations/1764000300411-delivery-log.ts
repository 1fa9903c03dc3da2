import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What receivers answered, for a week; and when a delivery came to its end, after which the log forgets it. */
export class DeliveryLog1764000300411 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table delivery_attempt add column response text;
      create index delivery_attempt_response on delivery_attempt (at) where response is not null;

      alter table delivery add column settled_at timestamptz;
      update delivery d
         set settled_at = coalesce(delivered_at, (select max(a.at) from delivery_attempt a where a.delivery_id = d.id), created_at)
       where state <> 'pending';
      create index delivery_settled on delivery (settled_at) where state <> 'pending';
      create index event_received on event (received_at, id);
    `);
  }
}
