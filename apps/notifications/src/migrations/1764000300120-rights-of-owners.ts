import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What a subscriber may see is decided at each delivery, by the subscriber's rights at that moment. */
export class RightsOfOwners1764000300120 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Until the gateway has told of them: the rights that subscriptions were made with.
      insert into principal (id, roles, member_id)
        select distinct on (owner) owner, case when all_steps then '{steering,member-editor}' else '{member-editor}' end::text[], member_id
          from subscription order by owner, id desc;
      alter table subscription drop column member_id, drop column all_steps;
    `);
  }
}
