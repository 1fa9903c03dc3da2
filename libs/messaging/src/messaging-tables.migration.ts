import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Tables of the outbox, the inbox and the streams. Every app runs this migration in its own schema. */
export class MessagingTables1764000000000 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row per aggregate; its lock serialises the writers of a stream and keeps its numbers free of gaps.
      create table stream_head (
        stream_id uuid primary key,
        sequence  bigint not null
      );

      create table outbox (
        event_id     uuid primary key,
        id           bigint generated always as identity, -- gives the order; only the index of the waiting rows has it
        topic        text not null,
        stream_id    uuid not null,
        sequence     bigint not null,
        shard        smallint not null,
        type         text not null,
        time         timestamptz not null,
        traceparent  text,
        data         jsonb not null,
        published_at timestamptz,
        unique (stream_id, sequence)
      );
      create index outbox_waiting on outbox (shard, id) where published_at is null;
      create index outbox_published on outbox (published_at) where published_at is not null;

      create function outbox_notify() returns trigger language plpgsql as $$
        begin
          perform pg_notify(tg_table_schema || '_outbox', '');
          return null;
        end $$;
      create trigger outbox_notify after insert on outbox for each statement execute function outbox_notify();

      -- The lease for a shard. Each owner raises the fence, so a relay that lost the lease cannot mark rows.
      create table relay_lease (
        shard      smallint primary key,
        owner      uuid,
        fence      bigint not null default 0,
        expires_at timestamptz not null default '-infinity'
      );

      create table inbox (
        consumer_group text not null,
        event_id       uuid not null,
        processed_at   timestamptz not null default now(),
        primary key (consumer_group, event_id)
      );

      -- The last event of each stream that a group has applied; a parked stream waits for its first waiting event.
      create table consumer_stream (
        consumer_group text not null,
        stream_id      uuid not null,
        sequence       bigint not null default 0,
        parked         boolean not null default false,
        primary key (consumer_group, stream_id)
      );

      -- Events that could not be applied: awaiting a retry, waiting behind another one, or dead letters.
      create table waiting_event (
        id              uuid primary key,
        consumer_group  text not null,
        state           text not null check (state in ('parked', 'dead')),
        stream_id       uuid,
        sequence        bigint,
        topic           text not null,
        key             text not null,
        headers         jsonb not null,
        value           bytea not null,
        origin          text,
        reason          text not null,
        detail          text not null,
        attempts        integer not null,
        next_attempt_at timestamptz,
        created_at      timestamptz not null default now()
      );
      create unique index waiting_event_parked on waiting_event (consumer_group, stream_id, sequence) where state = 'parked';
      create index waiting_event_due on waiting_event (consumer_group, next_attempt_at) where state = 'parked';
    `);
  }
}
