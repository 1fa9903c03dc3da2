import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class DataSubjects1764000400040 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An erasure that some apps have not carried out yet. What it needs is kept until then, and then deleted.
      create table erasure_in_hand (
        email      text primary key,
        id         uuid not null,
        names      text[] not null,
        -- [{place, count}], erased so far
        places     jsonb not null,
        started_at timestamptz not null
      );

      -- Finds a person whose address is not kept: sha256(salt || address).
      alter table person add column email_salt bytea, add column email_hash bytea;
    `);
  }
}
