import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Further fields of the fact sheet to filter and count by. The columns are filled when the app starts. */
export class MoreFacets1764000200430 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table practice_search
        add column organiser_kind   text,
        add column partner_kinds    text[] not null default '{}',
        add column evaluation       text,
        add column replicated       text,
        add column basic_principles text[] not null default '{}',
        add column staff_training   boolean not null default false,
        add column nuts             text collate "C",
        add column beneficiaries    numeric,
        -- The largest amount in euros, whatever it covers.
        add column budget           numeric;
      create index practice_search_nuts on practice_search (nuts) where shown;
      create index practice_search_start on practice_search ((coalesce(period_start, '')) desc, practice_id desc, number desc) where shown;
      create index practice_adopted on practice (adoption_count desc, id desc) where status = 'published';
    `);
  }
}
