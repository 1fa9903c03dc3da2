import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** A version that is published finds the saved searches that may find it through an index. */
export class FollowedSearches1764000200610 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table saved_search
        -- What a version must have at least one of to be found; null: nobody follows the search.
        add column keys      text[] collate "C",
        -- Words of which a title may have a misspelling: keys that begin with "near " are decided by these.
        add column nearly    text[],
        -- The rules that made the keys; those made by other rules are made again when the app starts.
        add column keyed_by  text;
      -- Few are written, all are searched: what is written is put in its place at once.
      create index saved_search_keys on saved_search using gin (keys) with (fastupdate = off);
    `);
  }
}
