import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Searches that somebody keeps. */
export class SavedSearches1764000200521 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table saved_search (
        id         uuid primary key,
        -- The principal who saved it; nobody else sees it.
        owner      text not null,
        name       text not null,
        -- Parameters of the list of practices, parsed: lists without repetition and in order, nothing that says nothing.
        query      jsonb not null,
        created_at timestamptz not null
      );
      create index saved_search_owner on saved_search (owner, id);
    `);
  }
}
