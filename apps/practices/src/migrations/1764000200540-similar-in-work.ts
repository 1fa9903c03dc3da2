import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Likely duplicates are also found among practices that were never published: each has a single version, its first. */
export class SimilarInWork1764000200540 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index practice_search_match_title_in_work on practice_search using gin (match_title extensions.gin_trgm_ops)
        with (fastupdate = off) where not shown and number = 1;
    `);
  }
}
