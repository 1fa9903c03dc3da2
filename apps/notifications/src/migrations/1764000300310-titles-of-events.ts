import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/**
 * The folded titles of an event follow its body: an erasure from the body also clears the titles, whose spelling
 * differs.
 */
export class TitlesOfEvents1764000300310 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function titles_in(body jsonb) returns text language sql immutable parallel safe
        return folded_titles(
          case when jsonb_typeof(body #> '{data,title}') = 'object'
               then array(select t.value from jsonb_each_text(body #> '{data,title}') as t)
               else array[body #>> '{data,name}'] end);

      alter table event drop column title;
      alter table event add column title text generated always as (titles_in(body::jsonb)) stored;
    `);
  }
}
