import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** PostgreSQL's stemmers of the languages of members, by their names there. Bulgarian, Croatian, Czech, Latvian, Maltese, Polish, Slovak and Slovene have none. */
const stemmers = [
  'danish', 'dutch', 'english', 'estonian', 'finnish', 'french', 'german', 'greek', 'hungarian', 'irish', 'italian', 'lithuanian',
  'norwegian', 'portuguese', 'romanian', 'spanish', 'swedish',
]; // prettier-ignore

/** A word is looked for in all its forms, whatever the language of who asks. */
export class SearchTerms1764000200420 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${stemmers.map((language) => `create text search dictionary stem_${language} (template = snowball, language = ${language});`).join('\n')}

      -- Words that begin with a word or with its stem in any language. Short ones are looked for as they are; a stem that
      -- has lost more than an ending is another word. Weights: only where the words of a text have one of these.
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

      -- By which rules the words were made; whatever was made by others is made anew when the app starts.
      alter table practice_search add column shape integer not null default 0;
    `);
  }
}
