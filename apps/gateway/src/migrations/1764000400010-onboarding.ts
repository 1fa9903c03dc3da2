import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Onboarding1764000400010 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Clients created by an activation link. Until the response with the secret is sent, a holder of the link may
      -- claim the client as soon as the previous claim expires; afterwards nobody can.
      create table activation (
        client         uuid primary key references client deferrable initially deferred,
        claimed_until  timestamptz not null,
        handed_over_at timestamptz
      );

      -- Failed attempts, by keyed hashes of account and address: neither is stored in the clear. A row is deleted after
      -- expires_at.
      create table attempt (
        key           bytea primary key,
        failures      integer not null default 0,
        failing_until timestamptz,
        blocked_until timestamptz,
        trusted_until timestamptz,
        expires_at    timestamptz not null generated always as (greatest(failing_until, trusted_until)) stored
      );
      create index attempt_expires on attempt (expires_at);
    `);
  }
}
