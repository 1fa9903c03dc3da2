import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class People1764000400020 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Somebody who has signed in. A subject means nothing without its issuer.
      create table person (
        id           uuid primary key,
        issuer       text not null,
        subject      text not null,
        name         text not null,
        created_at   timestamptz not null,
        signed_in_at timestamptz not null,
        unique (issuer, subject)
      );

      -- Rights granted to an e-mail address until its owner signs in. From then on the person has the rights and the
      -- address is deleted.
      create table invitation (
        id          uuid primary key,
        email       text,
        roles       text[] not null,
        member_id   uuid,
        affiliation text,
        grants      text[] not null,
        ends_on     date,
        invited_by  uuid not null,
        by_member   boolean not null,
        created_at  timestamptz not null,
        expires_at  timestamptz not null,
        person_id   uuid references person on delete cascade,
        redeemed_at timestamptz,
        check ((email is null) = (person_id is not null)),
        check ((redeemed_at is null) = (person_id is null))
      );
      create index invitation_email on invitation (email) where email is not null;
      create index invitation_person on invitation (person_id);
      create index invitation_member on invitation (member_id, id);
      create index invitation_inviter on invitation (invited_by, id);
      create index invitation_expires on invitation (expires_at) where email is not null;

      create table session (
        hash           bytea primary key,
        person_id      uuid not null references person on delete cascade,
        -- The issuer's own session (claim sid), which the issuer names to end this one.
        issuer_session text,
        used_at        timestamptz not null,
        expires_at     timestamptz not null
      );
      create index session_person on session (person_id);
      create index session_expires on session (expires_at);
      create index session_used on session (used_at);

      -- Logout tokens that the issuer sent and the gateway has carried out; each counts once.
      create table logout_token (
        hash       bytea primary key,
        expires_at timestamptz not null
      );
      create index logout_token_expires on logout_token (expires_at);
    `);
  }
}
