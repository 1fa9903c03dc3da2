import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The list of all ids is read from this index alone, whatever the size of what else is searched. */
export class Ids1764000201300 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index practice_search_ids on practice_search (practice_id) include (updated_at) where shown',
    );
  }
}
