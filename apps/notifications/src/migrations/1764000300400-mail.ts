import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Subscriptions by e-mail: what they gather is sent in mailings, one for each window of time. */
export class Mail1764000300400 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription
        alter column owner drop not null,
        alter column url drop not null,
        alter column host drop not null,
        alter column secret drop not null,
        add column address text,
        add column address_key text,
        add column zone text,
        add column token text,
        drop constraint subscription_frequency_check,
        add constraint subscription_frequency_check check (frequency in ('immediate', 'daily', 'weekly', 'quarterly')),
        add constraint subscription_channel_check check (
          num_nonnulls(owner, url, host, secret) = 4 and num_nonnulls(address, address_key, zone, token) = 0 and frequency = 'immediate'
          or num_nonnulls(url, host, secret) = 0 and num_nonnulls(address, address_key, zone, token) = 4);
      create unique index subscription_token on subscription (token);
      create index subscription_address on subscription (address_key);
      create index subscription_unconfirmed on subscription (created_at) where state = 'pending' and address is not null;

      -- What a subscription gathers until a moment, which becomes one mail.
      create table mailing (
        id              uuid primary key,
        subscription_id uuid not null references subscription on delete cascade,
        due_at          timestamptz not null,
        state           text not null default 'open' check (state in ('open', 'closed', 'sent', 'failed')),
        sent_at         timestamptz,
        unique (subscription_id, due_at)
      );
      create index mailing_open on mailing (due_at) where state = 'open';

      alter table delivery
        add column mailing_id uuid references mailing,
        drop constraint delivery_state_check,
        add constraint delivery_state_check check (state in ('pending', 'gathered', 'delivered', 'failed'));
      create index delivery_mailing on delivery (mailing_id) where mailing_id is not null;

      -- When the window ends into which a moment falls: at 7 in the morning where the subscriber lives, of the next day,
      -- Monday, or first day of a quarter. Days are those of the calendar there, whatever their length.
      create function window_end(frequency text, zone text, moment timestamptz) returns timestamptz language sql stable
        return case frequency
          when 'daily' then (date_trunc('day', moment at time zone zone - interval '7 hours') + interval '1 day 7 hours') at time zone zone
          when 'weekly' then (date_trunc('week', moment at time zone zone - interval '7 hours') + interval '7 days 7 hours') at time zone zone
          when 'quarterly' then (date_trunc('quarter', moment at time zone zone - interval '7 hours') + interval '3 months 7 hours') at time zone zone
        end;
    `);
  }
}
