import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Onboarding1764000400010 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Clients that come of an activation link. Until the answer with the secret has left, whoever has the link may take
      -- the client over once the time of the one before is up; afterwards nobody.
      create table activation (
        client         uuid primary key references client deferrable initially deferred,
        claimed_until  timestamptz not null,
        handed_over_at timestamptz
      );

      -- Failed attempts, by keyed hashes of account and address: neither stands here. A row is forgotten at expires_at.
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
