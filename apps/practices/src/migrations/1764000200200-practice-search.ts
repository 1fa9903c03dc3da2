import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';
import { searchedText, type Searched as Version } from '../practice/practice-search.js';

type Searched = Version & { readonly shown: boolean };

/** Versions processed per batch. */
const BATCH = 200;

/** The app, which knows the fields, builds the searched text: a new field or weight rewrites no fact sheet table. */
export class PracticeSearch1764000200200 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Arguments in order of weight: highest, medium, lowest.
      create function search_words(a text, b text, d text) returns tsvector language plpgsql immutable as $$
        declare
          most   text := searchable(a);
          middle text := searchable(b);
          least  text := searchable(d);
        begin
          return weighted(most, 'A') || weighted(middle, 'B') || weighted(least, 'D');
        exception when program_limit_exceeded then
          -- A vector holds 1 MB; of a text beyond that the beginning is found.
          return weighted(left(most, 20000), 'A') || weighted(left(middle, 20000), 'B') || weighted(left(least, 80000), 'D');
        end $$;

      -- The words by which a version is found. Whoever changes the fact sheet stores them again.
      create table practice_search (
        practice_id uuid not null,
        number      integer not null,
        -- Same as in the version: only versions shown are indexed.
        shown       boolean not null,
        words       tsvector not null,
        primary key (practice_id, number),
        foreign key (practice_id, number) references practice_version
      );
    `);
    let batch: Searched[] = [];
    do {
      const last = batch.at(-1);
      batch = (await runner.query(
        `select practice_id as "practiceId", number, shown, fact_sheet as "factSheet" from practice_version
          where $1::uuid is null or (practice_id, number) > ($1, $2::integer) order by practice_id, number limit ${BATCH}`,
        [last?.practiceId ?? null, last?.number ?? null],
      )) as Searched[];
      const texts = batch.map(({ factSheet }) => searchedText(factSheet));
      await runner.query(
        `insert into practice_search select t.id, t.number, t.shown, search_words(t.a, t.b, t.d)
           from unnest($1::uuid[], $2::integer[], $3::boolean[], $4::text[], $5::text[], $6::text[]) as t(id, number, shown, a, b, d)`,
        [
          batch.map(({ practiceId }) => practiceId), batch.map(({ number }) => number), batch.map(({ shown }) => shown),
          texts.map(({ A }) => A), texts.map(({ B }) => B), texts.map(({ D }) => D),
        ], // prettier-ignore
      );
    } while (batch.length === BATCH);
    await runner.query(`
      -- Without a pending list: every search would read it, and after an import the planner would avoid the index.
      create index practice_search_words on practice_search using gin (words) with (fastupdate = off) where shown;
      analyze practice_search;
      alter table practice_version drop column search;
      drop function search_vector(jsonb);
    `);
  }
}
