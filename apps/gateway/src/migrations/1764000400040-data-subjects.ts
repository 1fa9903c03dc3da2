import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class DataSubjects1764000400040 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An erasure that not every app has carried out yet: what must not be forgotten until then, and then is.
      create table erasure_in_hand (
        email      text primary key,
        id         uuid not null,
        names      text[] not null,
        -- [{place, count}], erased so far
        places     jsonb not null,
        started_at timestamptz not null
      );

      -- By which a person is found whose address is not kept: sha256(salt || address).
      alter table person add column email_salt bytea, add column email_hash bytea;
    `);
  }
}
