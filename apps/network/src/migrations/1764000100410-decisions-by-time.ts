import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What was decided on members and applications is listed by time, also that by one person alone. */
export class DecisionsByTime1764000100410 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index member_status_at on member_status (recorded_at);
      create index member_status_by on member_status (decided_by, recorded_at);
      create index membership_application_rejected_at on membership_application (decided_at) where status = 'rejected';
      create index membership_application_rejected_by on membership_application (decided_by, decided_at)
        where status = 'rejected';
    `);
  }
}
