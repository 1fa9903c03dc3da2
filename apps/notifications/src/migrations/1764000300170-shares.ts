import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The party whose share a subscription and its deliveries use, and an index that leads from party to party. */
export class Shares1764000300170 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription add column party text collate "C";
      update subscription s set party = coalesce((select p.member_id::text from principal p where p.id = s.owner), owner);
      alter table subscription alter column party set not null;
      create index subscription_party on subscription (party);
      drop index subscription_challenge;
      create index subscription_challenge on subscription (party, challenge_at) where state = 'pending';

      alter table delivery add column party text collate "C";
      update delivery d set party = s.party from subscription s where s.id = d.subscription_id;
      alter table delivery alter column party set not null;
      create index delivery_turn on delivery (party, subscription_id, next_attempt_at, sequence)
        where state = 'pending' and claimed_until is null;
      -- Indexes an expression, so that no search for one party's deliveries scans the times of all.
      drop index delivery_due;
      create index delivery_due on delivery ((next_attempt_at at time zone 'UTC')) where state = 'pending';
      drop trigger delivery_notify_again on delivery;
      create trigger delivery_notify_again after update on delivery for each row
        when (new.state = 'pending' and (old.state <> 'pending' or new.next_attempt_at < old.next_attempt_at))
        execute function webhook_notify();
      create index delivery_lease on delivery (claimed_until) where claimed_until is not null;
    `);
  }
}
