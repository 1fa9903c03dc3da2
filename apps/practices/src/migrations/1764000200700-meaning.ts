import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What practices mean, as vectors of the model that the operator's server of embeddings has. */
export class Meaning1764000200700 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table practice_meaning (
        practice_id uuid primary key references practice on delete cascade,
        -- Of which version, and of which content.
        ordinal integer not null,
        content_hash text not null,
        model text not null,
        -- Of length 1; null: forgotten, so that readers forget it too.
        vector real[],
        -- The transaction that wrote the row last.
        written xid8 not null default pg_current_xact_id()
      );
      create index practice_meaning_written on practice_meaning (written);
      create trigger note_writer before update on practice_meaning for each row execute function note_writer();
    `);
  }
}
