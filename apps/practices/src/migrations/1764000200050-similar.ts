import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The texts by which likely duplicates are found. */
export class Similar1764000200050 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function each_folded(texts jsonb) returns text[] language sql immutable parallel safe
        return case when jsonb_typeof(texts) = 'object'
          then array(select folded(t.value) from jsonb_each_text(texts) as t order by t.key) else '{}'::text[] end;

      -- One text for each language; the joined ones are for the index.
      alter table practice_version
        add column match_titles    text[] generated always as (each_folded(fact_sheet -> 'title')) stored,
        add column match_title     text   generated always as (left(all_text(fact_sheet, '$.title.*'), 2000)) stored,
        add column match_organiser text   generated always as (nullif(folded(fact_sheet #>> '{organiser,name}'), '')) stored;
      create index practice_version_match_title on practice_version using gin (match_title extensions.gin_trgm_ops)
        with (fastupdate = off) where shown;
    `);
  }
}
