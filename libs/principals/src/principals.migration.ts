import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Runs in the schema of every app that stores anything by somebody's rights. */
export class Principals1764000000120 extends ForwardMigration {
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
}
