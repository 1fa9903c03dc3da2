import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an editor had written in the registry when a submission replaced it: {by, at, pointers}. */
export class SubmissionsOverwrote1764000400160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table submission add column overwrote jsonb');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
