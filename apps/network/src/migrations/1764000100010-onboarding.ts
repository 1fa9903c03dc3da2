import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Onboarding1764000100010 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Mails to send, written in the same transaction as what they report. The text is made when the mail is sent and
      -- never stored; the address is deleted once the mail is settled.
      create table mail (
        id              uuid primary key,
        kind            text not null,
        about           uuid not null,
        recipient       text,
        state           text not null check (state in ('pending', 'sent', 'failed', 'obsolete')),
        attempts        integer not null default 0,
        next_attempt_at timestamptz,
        last_error      text,
        claim           uuid,
        claimed_until   timestamptz,
        created_at      timestamptz not null,
        settled_at      timestamptz,
        check ((state = 'pending') = (recipient is not null)),
        check ((state = 'pending') = (next_attempt_at is not null))
      );
      create index mail_due on mail (next_attempt_at) where state = 'pending';
      create index mail_about on mail (about, kind, id);
      create index mail_settled on mail (settled_at) where state <> 'pending';

      -- The right of a new member to create its first client. The client's id is fixed here, so following a link again
      -- cannot create a second one.
      create table activation (
        application_id uuid primary key references membership_application,
        member_id      uuid not null references member,
        client_id      uuid not null unique,
        used_at        timestamptz
      );

      -- Links that were sent. Only a hash of each secret is kept.
      create table activation_link (
        hash           bytea primary key,
        application_id uuid not null references activation,
        expires_at     timestamptz not null
      );
      create index activation_link_application on activation_link (application_id, expires_at);
    `);
  }
}
