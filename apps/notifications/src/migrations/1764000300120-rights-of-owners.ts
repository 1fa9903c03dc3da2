import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The subscriber's rights at the moment of each delivery decide what it may see. */
export class RightsOfOwners1764000300120 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The rights at the time of subscribing, which apply until the gateway tells the current ones.
      insert into principal (id, roles, member_id)
        select distinct on (owner) owner, case when all_steps then '{steering,member-editor}' else '{member-editor}' end::text[], member_id
          from subscription order by owner, id desc;
      alter table subscription drop column member_id, drop column all_steps;
    `);
  }
}
