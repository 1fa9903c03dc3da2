import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** A member's adoptions are listed by their last change, and those that are to be reported are found among them. */
export class AdoptionsByChange1764000201500 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index adoption_by_change on adoption (member_id, updated_at, id)');
  }
}
