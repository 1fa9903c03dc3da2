import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Subscriptions1764000300000 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A null filter matches everything.
      create table subscription (
        id                      uuid primary key,
        owner                   text not null,
        state                   text not null check (state in ('pending', 'active', 'paused', 'failed')),
        url                     text not null,
        host                    text not null,
        secret                  text not null,
        types                   text[],
        countries               text[],
        dimensions              text[],
        themes                  text[],
        members                 text[],
        text                    text,
        text_folded             text,
        frequency               text not null check (frequency in ('immediate')),
        language                text,
        created_at              timestamptz not null,
        confirmed_at            timestamptz,
        last_error              jsonb,
        challenge_attempts      integer not null default 0,
        challenge_at            timestamptz,
        challenge_claim         uuid,
        challenge_claimed_until timestamptz
      );
      create index subscription_owner on subscription (owner, id);
      create index subscription_challenge on subscription (challenge_at) where state = 'pending';

      -- Every public event once, with its body as sent and the values that filters match.
      create table event (
        id          uuid primary key,
        subject     uuid not null,
        sequence    bigint not null,
        type        text not null,
        time        timestamptz not null,
        received_at timestamptz not null,
        countries   text[] not null,
        dimensions  text[] not null,
        themes      text[] not null,
        members     text[] not null,
        title       text not null,
        body        text not null
      );
      create index event_time on event (time);

      -- One job per subscription and event. The sender holds a lease, so a sender that dies only delays the delivery.
      create table delivery (
        id              uuid primary key,
        subscription_id uuid not null references subscription on delete cascade,
        event_id        uuid not null references event,
        subject         uuid not null,
        sequence        bigint not null,
        state           text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
        attempts        integer not null default 0,
        tries           integer not null default 0, -- attempts since it was queued, or queued again
        next_attempt_at timestamptz,
        claim           uuid,
        claimed_until   timestamptz,
        created_at      timestamptz not null,
        delivered_at    timestamptz,
        unique (subscription_id, event_id)
      );
      create index delivery_due on delivery (next_attempt_at) where state = 'pending';
      create index delivery_line on delivery (subscription_id, subject, sequence) where state = 'pending';
      create index delivery_in_hand on delivery (subscription_id, subject) where claimed_until is not null;
      create index delivery_history on delivery (subscription_id, id);
      create index delivery_event on delivery (event_id);

      create table delivery_attempt (
        delivery_id uuid not null references delivery on delete cascade,
        number      integer not null,
        at          timestamptz not null,
        status      integer,
        error       text,
        duration_ms integer not null,
        primary key (delivery_id, number)
      );

      create function webhook_notify() returns trigger language plpgsql as $$
        begin
          perform pg_notify(tg_table_schema || '_webhook', '');
          return null;
        end $$;
      create trigger delivery_notify after insert on delivery for each row execute function webhook_notify();
      create trigger delivery_notify_again after update on delivery for each row
        when (new.state = 'pending' and old.state <> 'pending') execute function webhook_notify();
      create trigger subscription_notify after insert on subscription for each row execute function webhook_notify();
      create trigger subscription_notify_again after update on subscription for each row
        when (new.state <> old.state) execute function webhook_notify();
    `);
  }
}
