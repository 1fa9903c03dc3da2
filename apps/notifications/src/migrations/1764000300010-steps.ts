import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Steps of work on practices, for their owners and the steering committee. */
export class Steps1764000300010 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription
        add column steps boolean not null default false,
        add column member_id uuid,
        add column all_steps boolean not null default false;
      create index subscription_member on subscription (member_id) where steps;
      alter table event add column is_step boolean not null default false;
    `);
  }
}
