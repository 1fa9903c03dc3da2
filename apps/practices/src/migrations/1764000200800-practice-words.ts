import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/**
 * The words of versions have a table of their own: whoever looks for a word reads the rows of all versions that have it,
 * so these are as short as they can be, and a step that changes no word touches no index of words.
 */
export class PracticeWords1764000200800 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table practice_words (
        ordinal integer primary key references practice_search (ordinal),
        -- Same as in practice_search.
        shown   boolean not null,
        words   tsvector not null
      ) with (toast_tuple_target = 128);
      insert into practice_words select ordinal, shown, words from practice_search;
      alter table practice_search drop column words;

      -- Words are looked up through these: the planner does not know that a row's words lie apart from it and are long, and would
      -- read all of them where a word is frequent. So it is told what that costs.
      create function all_words(words tsvector) returns tsvector language plpgsql immutable strict parallel safe cost 10000 as $$
        begin
          return words;
        end $$;
      -- The words of titles and names: an index knows words, but not their weights.
      create function names_in(words tsvector) returns tsvector language plpgsql immutable strict parallel safe cost 10000 as $$
        begin
          return ts_filter(words, '{a,b}');
        end $$;
      -- Without pending lists: every search would read them, and after an import the planner would avoid the indexes.
      create index practice_words_all on practice_words using gin (all_words(words)) with (fastupdate = off) where shown;
      create index practice_words_names on practice_words using gin (names_in(words)) with (fastupdate = off) where shown;
      analyze practice_words;
    `);
  }
}
