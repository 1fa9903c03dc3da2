import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The live relays of an app, so that each knows its share of the outbox. */
export class RelayMembers1764000000002 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table relay_member (
        id      uuid primary key,
        seen_at timestamptz not null
      );
    `);
  }
}
