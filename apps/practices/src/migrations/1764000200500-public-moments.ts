import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Statistics of an earlier moment follow from the steps that changed what everyone counts. */
export class PublicMoments1764000200500 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index practice_step_public on practice_step (practice_id, revision desc) include (kind, version, at)
        where kind in ('publish', 'takeOver', 'reverseMerger', 'merge', 'withdraw');
      create index practice_step_label on practice_step (practice_id, revision desc) include (kind, at)
        where kind in ('label', 'label-lost');
    `);
  }
}
