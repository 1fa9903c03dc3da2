import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Members1764000100000 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table member (
        id         uuid primary key,
        name       text not null,
        kind       text not null,
        country    text not null,
        place      text,
        nuts_code  text,
        website    text,
        status     text not null check (status in ('approved', 'suspended', 'ended')),
        since      date not null,
        revision   integer not null default 1
      );
      create index member_kind on member (kind, id);
      create index member_country on member (country, id);

      -- Every change of a membership and the day it takes effect, so that the members on any past date can be listed.
      create table member_status (
        id           bigint generated always as identity primary key,
        member_id    uuid not null references member,
        status       text not null check (status in ('approved', 'suspended', 'ended')),
        effective_on date not null,
        reason       text not null,
        decided_by   text not null,
        recorded_at  timestamptz not null
      );
      create index member_status_on on member_status (member_id, effective_on, id);

      -- The contact is personal data: it is stored only here and appears in no event.
      create table membership_application (
        id            uuid primary key,
        name          text not null,
        kind          text not null,
        country       text not null,
        place         text,
        nuts_code     text,
        website       text,
        contact_name  text not null,
        contact_email text not null,
        consented_at  timestamptz not null,
        status        text not null check (status in ('applied', 'approved', 'rejected')),
        decided_by    text,
        decided_at    timestamptz,
        reason        text,
        member_id     uuid references member,
        created_at    timestamptz not null
      );
      create index membership_application_status on membership_application (status, id);
      create index membership_application_domain
        on membership_application (lower(split_part(contact_email, '@', 2)), created_at);
    `);
  }
}
