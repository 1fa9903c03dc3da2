import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Sets of practices are kept in memory, by small numbers, and follow what was written since they were read. */
export class Ordinals1764000200580 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function note_writer() returns trigger language plpgsql as $$
        begin
          new.written := pg_current_xact_id();
          return new;
        end $$;
      alter table practice_search
        add column ordinal integer generated always as identity,
        -- The transaction that wrote the row last.
        add column written xid8 not null default pg_current_xact_id();
      create unique index practice_search_ordinal on practice_search (ordinal);
      create index practice_search_written on practice_search (written);
      create trigger note_writer before update on practice_search for each row execute function note_writer();
      alter table practice add column written xid8 not null default pg_current_xact_id();
      create index practice_written on practice (written);
      create trigger note_writer before update on practice for each row execute function note_writer();

      -- The words of titles and names: an index knows words, but not their weights.
      create index practice_search_names on practice_search using gin (ts_filter(words, '{a,b}')) with (fastupdate = off) where shown;
    `);
  }
}
