import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Runs in the schema of every app that stores anything on the basis of a principal's rights. */
export class Principals1764000000120 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The rights of each client and person, as the gateway tells them. One without roles has ended.
      create table principal (
        id        text primary key,
        roles     text[] not null,
        member_id uuid
      );
    `);
  }
}
