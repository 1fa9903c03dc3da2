import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';
import { stemmers } from './1764000200420-search-terms.js';

/**
 * The forms of a searched word are found by a plan that each connection keeps: PostgreSQL plans a function in SQL anew
 * for each statement, which took longer than the search.
 */
export class SearchTermPlannedOnce1764000200581 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function search_term(word text, weights text default '') returns tsquery language plpgsql immutable parallel safe as $$
        begin
          return (
            with typed as (
              select w from unnest(string_to_array(searchable(word), ' ')) as w where w <> ''
            ), form as (
              select w as form from typed
              union
              select stem from typed cross join unnest(array[${stemmers.map((language) => `'stem_${language}'`).join(', ')}]::regdictionary[]) as stemmer
                cross join unnest(ts_lexize(stemmer, w)) as stem where length(stem) >= greatest(4, length(w) - 3)
            )
            select coalesce(string_agg(quote_literal(form) || case when length(form) >= 4 then ':*' || weights when weights <> '' then ':' || weights else '' end, ' | '), '')::tsquery from form
          );
        end $$;
    `);
  }
}
