import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** A subscription may want only what a saved search of its owner finds. */
export class SavedSearches1764000300450 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription
        add column saved_search      uuid,
        add column search_deleted_at timestamptz;
      create index subscription_search on subscription (saved_search) where saved_search is not null;

      -- For whoever subscribes while their search is deleted: the event may come first.
      create table deleted_search (
        id uuid primary key,
        at timestamptz not null
      );
      create index deleted_search_at on deleted_search (at);
    `);
  }
}
