import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Deliveries by mail have a time of their end, and only once they have ended; mailings are found by their age. */
export class SettledMails1764000300441 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update delivery set settled_at = null where state = 'gathered' and settled_at is not null;
      update delivery d
         set settled_at = coalesce(delivered_at, (select max(a.at) from delivery_attempt a where a.delivery_id = d.id), created_at)
       where state in ('delivered', 'failed') and settled_at is null;
      create index mailing_ended on mailing (due_at) where state <> 'open';
    `);
  }
}
