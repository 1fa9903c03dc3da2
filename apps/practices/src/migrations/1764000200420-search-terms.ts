import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/**
 * PostgreSQL's stemmers for members' languages, by its names. It has none for Bulgarian, Croatian, Czech, Latvian,
 * Maltese, Polish, Slovak and Slovene.
 */
export const stemmers = [
  'danish', 'dutch', 'english', 'estonian', 'finnish', 'french', 'german', 'greek', 'hungarian', 'irish', 'italian', 'lithuanian',
  'norwegian', 'portuguese', 'romanian', 'spanish', 'swedish',
]; // prettier-ignore

/** A search finds a word in all its forms, whatever language the reader uses. */
export class SearchTerms1764000200420 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${stemmers.map((language) => `create text search dictionary stem_${language} (template = snowball, language = ${language});`).join('\n')}

      -- Matches words that begin with the given word or with its stem in any language. Short words match only exactly.
      -- A stem that loses more than an ending counts as another word. Weights restrict the match to words that have one
      -- of them.
      create function search_term(word text, weights text default '') returns tsquery language sql immutable parallel safe
        return (
          with word as (
            select w from unnest(string_to_array(searchable(word), ' ')) as w where w <> ''
          ), form as (
            select w as form from word
            union
            select stem from word cross join unnest(array[${stemmers.map((language) => `'stem_${language}'`).join(', ')}]::regdictionary[]) as stemmer
              cross join unnest(ts_lexize(stemmer, w)) as stem where length(stem) >= greatest(4, length(w) - 3)
          )
          select coalesce(string_agg(quote_literal(form) || case when length(form) >= 4 then ':*' || weights when weights <> '' then ':' || weights else '' end, ' | '), '')::tsquery from form
        );

      -- Version of the rules that made the words; words made by other rules are made again when the app starts.
      alter table practice_search add column shape integer not null default 0;
    `);
  }
}
