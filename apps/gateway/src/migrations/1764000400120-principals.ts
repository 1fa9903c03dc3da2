import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Principals1764000400120 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the other apps were last told that each client and person may do; without roles it has ended, and its id stays.
      create table told_principal (
        id        uuid primary key,
        kind      text not null check (kind in ('client', 'person')),
        roles     text[] not null,
        member_id uuid,
        told_at   timestamptz not null
      );
    `);
  }
}
