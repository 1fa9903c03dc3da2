import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What everyone sees at the address of a practice, ready to send. It is filled when the app starts. */
export class PublicPractices1764000200410 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public_practice (
        practice_id     uuid primary key references practice,
        owner_member_id uuid,
        -- Raised with every change of what everyone sees; the ETag shows it. It goes on where a practice is shown again.
        revision        integer not null,
        -- By which shape of the answer the body was written.
        shape           integer not null,
        -- JSON; null: withdrawn or merged.
        body            text
      );
    `);
  }
}
