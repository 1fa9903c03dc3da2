import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';
import { foldedFunction } from '#spelling';

/** Texts and search terms are split into words in the same way, so that PostgreSQL's parser sees only words. */
export class SearchedWords1764000200170 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${foldedFunction()}

      -- Keeps letters and digits and replaces everything else with a blank: the parser would read "training.Courses" as
      -- a host, 2014-2020 as a number and a negative number, and "education/training" as a path.
      create or replace function searchable(value text) returns text language sql immutable parallel safe
        return trim(regexp_replace(folded(value) collate pg_unicode_fast, '[^[:alnum:]]+', ' ', 'g'));

      -- The same for a search, in which quotation marks and a single hyphen before a word ("not") keep their meaning.
      -- An excluded term that splits into several words becomes one phrase. U+E000 marks "not" in between.
      create function searched(query text) returns text language sql immutable parallel safe
        return translate(
          regexp_replace(
            regexp_replace(
              folded(regexp_replace(translate(query, '\ue000', ' ') collate pg_unicode_fast, '(^|\\s)-(?=[[:alnum:]"])', '\\1\ue000', 'g'))
                collate pg_unicode_fast,
              '\ue000([[:alnum:]]+(?:[^[:alnum:][:space:]"\ue000]+[[:alnum:]]+)+)', '\ue000"\\1"', 'g'),
            '[^[:alnum:]"\ue000]+|\ue000(?![[:alnum:]"])', ' ', 'g'),
          '\ue000', '-');

      alter table practice_version
        alter column search          set expression as (search_vector(fact_sheet)),
        alter column sort_title      set expression as (left(folded(fact_sheet -> 'title' ->> (fact_sheet ->> 'originalLanguage')), 200)),
        alter column match_titles    set expression as (each_folded(fact_sheet -> 'title')),
        alter column match_title     set expression as (left(all_text(fact_sheet, '$.title.*'), 2000)),
        alter column match_organiser set expression as (nullif(folded(fact_sheet #>> '{organiser,name}'), ''));
    `);
  }
}
