import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Since when nothing of a subscription was accepted, and the secret that still signs after a rotation. */
export class HealthAndSecrets1764000300410 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription
        add column failing_since timestamptz,
        add column former_secret text,
        add column former_secret_until timestamptz,
        add check ((former_secret is null) = (former_secret_until is null));
    `);
  }
}
