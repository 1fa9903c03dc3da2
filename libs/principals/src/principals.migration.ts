import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs in the schema of every app that stores anything by somebody's rights. */
export class Principals1764000000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the gateway says that each client and person may do; without roles it has ended.
      create table principal (
        id        text primary key,
        roles     text[] not null,
        member_id uuid
      );
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
