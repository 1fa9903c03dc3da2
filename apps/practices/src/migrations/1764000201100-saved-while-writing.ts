import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What somebody saves again and again while writing is one step. */
export class SavedWhileWriting1764000201100 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- When the writing began whose savings the step joins; null: a step that was taken once.
      alter table practice_step add column begun_at timestamptz;
      -- Beyond a hundred the fields at the top say enough.
      create function pointers_together(one text[], other text[]) returns text[] immutable language sql as $$
        with pointer as (select distinct unnest(one || coalesce(other, '{}')) as pointer)
        select case when (select count(*) from pointer) <= 100 then array(select pointer from pointer order by pointer)
                    else array(select distinct '/' || split_part(pointer, '/', 2) from pointer order by 1) end
      $$;
    `);
  }
}
