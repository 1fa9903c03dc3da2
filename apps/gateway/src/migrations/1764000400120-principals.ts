import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Principals1764000400120 implements MigrationInterface {
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

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
