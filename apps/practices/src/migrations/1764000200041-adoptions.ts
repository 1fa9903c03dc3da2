import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Who adopted a practice, and with what result. */
export class Adoptions1764000200041 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table adoption (
        id              uuid primary key,
        practice_id     uuid not null references practice,
        -- The adopting member.
        member_id       uuid not null,
        status          text not null check (status in ('planned', 'under-way', 'completed', 'abandoned')),
        -- {changes, funding, result, evidence}: each a language map
        prose           jsonb not null,
        links           jsonb not null,
        -- The adopter's own practice that resulted: the next link of the chain.
        own_practice_id uuid references practice,
        revision        integer not null,
        created_at      timestamptz not null,
        updated_at      timestamptz not null,
        unique (practice_id, member_id)
      );
      create index adoption_of_practice on adoption (practice_id, id);
      create index adoption_by_member on adoption (member_id, id);
      create index adoption_own_practice on adoption (own_practice_id, id) where own_practice_id is not null;

      alter table practice add column adoption_count integer not null default 0;
    `);
  }
}
