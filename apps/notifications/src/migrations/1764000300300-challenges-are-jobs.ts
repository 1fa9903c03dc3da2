import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Challenges wait among the jobs; those that waited in their subscriptions move there, with their attempts so far. */
export class ChallengesAreJobs1764000300300 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into job (id, kind, owner, key, line, data, state, due_at, attempts, created_at)
      select id, 'subscription.challenge', party, id, 'subscription.challenge:' || id, jsonb_build_object('subscription', id),
             'later', coalesce(challenge_at, now()), challenge_attempts, now()
        from subscription where state = 'pending';
      drop index subscription_challenge;
      drop trigger subscription_notify on subscription;
      alter table subscription drop column challenge_attempts, drop column challenge_at,
        drop column challenge_claim, drop column challenge_claimed_until;
    `);
  }
}
