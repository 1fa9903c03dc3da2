import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Principals1764000400120 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Rights of clients and persons as last told to the other apps. One without roles has ended but keeps its id.
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
