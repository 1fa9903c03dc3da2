import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What an editor had written in the registry when a submission replaced it: {by, at, pointers}. */
export class SubmissionsOverwrote1764000400160 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table submission add column overwrote jsonb');
  }
}
