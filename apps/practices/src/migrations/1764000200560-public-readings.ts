import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The public response for each practice in one language, ready to send. Rows come when they are first read. */
export class PublicReadings1764000200560 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public_reading (
        practice_id uuid not null references public_practice,
        -- The languages of a reader, the best first, as the ETag names them.
        languages   text not null,
        -- Of the public answer that it was made of; whoever raises that deletes the row.
        revision    integer not null,
        -- JSON.
        body        text not null,
        primary key (practice_id, languages)
      );
    `);
  }
}
