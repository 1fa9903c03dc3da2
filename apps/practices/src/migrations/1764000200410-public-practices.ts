import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The public response for each practice, ready to send. The table is filled when the app starts. */
export class PublicPractices1764000200410 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public_practice (
        practice_id     uuid primary key references practice,
        owner_member_id uuid,
        -- Incremented with every public change; the ETag shows it. It continues when a practice is shown again.
        revision        integer not null,
        -- The version of the response format in which the body was written.
        shape           integer not null,
        -- JSON; null: withdrawn or merged.
        body            text
      );
    `);
  }
}
