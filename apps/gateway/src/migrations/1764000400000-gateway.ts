import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Gateway1764000400000 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What network tells about members, limited to what credentials depend on.
      create table member (
        id     uuid primary key,
        status text not null check (status in ('approved', 'suspended', 'ended'))
      );

      create table client (
        id          uuid primary key,
        client_id   text not null unique,
        name        text not null,
        secret_hash text not null,
        roles       text[] not null,
        member_id   uuid,
        affiliation text,
        grants      text[] not null,
        bootstrap   boolean not null default false,
        created_at  timestamptz not null,
        rotated_at  timestamptz,
        deleted_at  timestamptz
      );
      create index client_member on client (member_id, id);
      -- The operator's own client. There is only one, however the settings have changed over time.
      create unique index client_bootstrap on client (bootstrap) where bootstrap;

      create table token (
        hash       bytea primary key,
        client     uuid not null references client,
        expires_at timestamptz not null
      );
      create index token_client on token (client);
      create index token_expires on token (expires_at);

      -- Every public event, in the order in which the gateway learned of it. Positions are assigned under a lock that
      -- is held until commit, so a reader that has seen one has seen all lower ones.
      create table change (
        position  bigint generated always as identity primary key,
        event_id  uuid not null unique,
        type      text not null,
        countries text[] not null,
        event     jsonb not null
      );
      create index change_type on change (type text_pattern_ops, position);
    `);
  }
}
