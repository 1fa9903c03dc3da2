import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The relays of one app that are alive, so that each knows its share of the outbox. */
export class RelayMembers1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table relay_member (
        id      uuid primary key,
        seen_at timestamptz not null
      );
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
