import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';
import { foldedFunction } from '#spelling';

/** One function folds titles of events and the texts that subscribers search in them. */
export class FoldedTexts1764000300171 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${foldedFunction()}

      create function folded_titles(titles text[]) returns text language sql immutable parallel safe
        return coalesce((select string_agg(folded(title), E'\\n') from unnest(titles) as title), '');

      alter table subscription drop column text_folded;
      alter table subscription add column text_folded text
        generated always as (case when text is not null then folded(text) end) stored;

      update event set title = folded_titles(
        case when jsonb_typeof(body::jsonb #> '{data,title}') = 'object'
             then array(select t.value from jsonb_each_text(body::jsonb #> '{data,title}') as t)
             else array[body::jsonb #>> '{data,name}'] end);
    `);
  }
}
