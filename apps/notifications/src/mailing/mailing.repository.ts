import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** An event with words, as far as it has them, for a mail. */
export interface Entry {
  readonly type: string;
  readonly subject: string;
  /** `{title?, name?, …}` of the event. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly time: Date;
}

/** What is sent as one mail, and to whom. */
export interface Mailing {
  readonly id: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly language: string | null;
}

/** A closed mailing as its mail needs it. */
export interface Digest {
  readonly token: string;
  readonly frequency: string;
  /** The latest event of each thing, the latest first; the first of them only. What one import brought is one entry. */
  readonly entries: readonly Line[];
  /** How many entries there are in all. */
  readonly total: number;
}

/** The latest event of a thing, or of the things that one import brought. */
export interface Line extends Entry {
  /** How many things it stands for. */
  readonly count: number;
  /** Whether the latest events of all of these are of one type. */
  readonly isOfOneType: boolean;
}

/** The most things that one mail lists. */
export const ENTRIES_PER_MAIL = 50;

/**
 * A mailbox hears at once of what happens, and of what follows after so many minutes; what an import brings is waited for
 * as long.
 */
const QUIET_MINUTES = 5;

@Injectable()
export class MailingRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Puts deliveries to mailboxes into the mailings of the windows that this moment falls into.
   * @param of all deliveries of an event, or those of a subscription that are queued again
   */
  async gather(tx: EntityManager, of: 'event' | 'subscription', id: string, now: Date): Promise<void> {
    await tx.query(
      `with told as (
         select d.id, s.id as subscription_id,
                case s.frequency when 'immediate' then
                       coalesce((select min(due_at) from mailing m where m.subscription_id = s.id and m.state = 'open'),
                                greatest($2::timestamptz + case when e.body::jsonb #> '{data,importId}' is not null
                                                   then interval '${QUIET_MINUTES} minutes' else interval '0' end,
                                         (select max(due_at) + interval '${QUIET_MINUTES} minutes' from mailing m
                                           where m.subscription_id = s.id)))
                     else window_end(s.frequency, s.zone, $2) end as due_at
           from delivery d join subscription s on s.id = d.subscription_id join event e on e.id = d.event_id
          where d.${of}_id = $1 and s.address is not null and d.state = 'pending'
       ), mailing_of as (
         insert into mailing (id, subscription_id, due_at)
         select uuidv7(), subscription_id, min(due_at) from told group by subscription_id order by subscription_id
         on conflict (subscription_id, due_at) do update set state = 'open'
         returning id, subscription_id
       )
       update delivery d set state = 'gathered', next_attempt_at = null, mailing_id = mailing_of.id
         from told join mailing_of using (subscription_id) where d.id = told.id`,
      [id, now],
    );
  }

  /**
   * Closes what is due, for some mailboxes: of each the windows that have ended become one mailing, even after a
   * standstill. An empty list means that nothing is left.
   */
  async close(tx: EntityManager, now: Date, most: number): Promise<Mailing[]> {
    const mailboxes = await tx.query<{ id: string; address: string; language: string | null }[]>(
      `select s.id, s.address, s.language from subscription s
        where s.id in (select m.subscription_id from mailing m join subscription o on o.id = m.subscription_id
                        where m.state = 'open' and m.due_at <= $1 and o.state = 'active' order by m.due_at limit $2)
        order by s.id for no key update skip locked`,
      [now, most],
    );
    if (mailboxes.length === 0) return [];
    const closed = await tx.query<{ id: string; subscriptionId: string }[]>(
      `with due as (
         select id, subscription_id, first_value(id) over (partition by subscription_id order by due_at desc) as one
           from mailing where subscription_id = any($1) and state = 'open' and due_at <= $2
       ), moved as (
         update delivery d set mailing_id = due.one from due
          where d.mailing_id = due.id and d.state = 'gathered' and due.id <> due.one
       ), closed as (
         update mailing m set state = 'closed' from due where m.id = due.id
       )
       select id, subscription_id as "subscriptionId" from due where id = one`,
      [mailboxes.map(({ id }) => id), now],
    );
    const idOf = new Map(closed.map(({ id, subscriptionId }) => [subscriptionId, id]));
    return mailboxes.flatMap(({ id, address, language }) => {
      const mailing = idOf.get(id);
      return mailing === undefined ? [] : [{ id: mailing, subscriptionId: id, address, language }];
    });
  }

  /** A mail that would come in a pause waits for its end. */
  async reopenPaused(mailingId: string): Promise<void> {
    await this.dataSource.query(
      `update mailing m set state = 'open' from subscription s
        where m.id = $1 and m.state = 'closed' and s.id = m.subscription_id and s.state = 'paused'`,
      [mailingId],
    );
  }

  /** Undefined when there is nothing left to tell, or nobody to be told. */
  async digest(mailingId: string): Promise<Digest | undefined> {
    const [row] = await this.dataSource.query<Pick<Digest, 'token' | 'frequency'>[]>(
      `select s.token, s.frequency from mailing m join subscription s on s.id = m.subscription_id
        where m.id = $1 and m.state = 'closed' and s.state = 'active'`,
      [mailingId],
    );
    if (!row) return undefined;
    const entries = await this.dataSource.query<(Line & { total: number })[]>(
      `with latest as (
         select distinct on (e.subject) e.type, e.subject, e.body::jsonb -> 'data' as data, e.time
           from delivery d join event e on e.id = d.event_id
          where d.mailing_id = $1 and d.state = 'gathered' order by e.subject, e.sequence desc
       ), line as (
         select distinct on (told_as) type, subject, data, time, (count(*) over same)::int as count,
                min(type) over same = max(type) over same as "isOfOneType"
           from (select *, coalesce(data ->> 'importId', subject::text) as told_as from latest) as of
         window same as (partition by told_as) order by told_as, time desc, subject
       )
       select *, (count(*) over ())::int as total from line order by time desc, subject limit ${ENTRIES_PER_MAIL}`,
      [mailingId],
    );
    return entries.length === 0 ? undefined : { ...row, entries, total: entries[0]!.total };
  }

  /** A mailing was accepted, or is given up: so are its deliveries. */
  async settle(tx: EntityManager, mailingId: string, at: Date, error?: string): Promise<void> {
    const state = error === undefined ? 'delivered' : 'failed';
    await tx.query(
      `with attempt as (
         update delivery set state = $2, attempts = attempts + 1, tries = tries + 1,
                delivered_at = case when $2 = 'delivered' then $3::timestamptz end, settled_at = $3
          where mailing_id = $1 and state = 'gathered' returning id, attempts
       )
       insert into delivery_attempt (delivery_id, number, at, error, duration_ms) select id, attempts, $3, $4, 0 from attempt`,
      [mailingId, state, at, error ?? null],
    );
    await tx.query(
      `update mailing set state = $2, sent_at = case when $2 = 'sent' then $3::timestamptz end where id = $1`,
      [mailingId, error === undefined ? 'sent' : 'failed', at],
    );
  }

  /** What was gathered for mailboxes that are stopped is given up. Returns how many mailings that ends. */
  async giveUp(tx: EntityManager, error: string, at: Date): Promise<number> {
    const ended = await tx.query<{ id: string }[]>(
      `select m.id from mailing m join subscription s on s.id = m.subscription_id
        where s.state = 'failed' and s.address is not null and m.state in ('open', 'closed')
        order by m.id for no key update of m skip locked`,
    );
    for (const { id } of ended) await this.settle(tx, id, at, error);
    return ended.length;
  }

  /** The subscription of a mailing, and when its mail was accepted; undefined when it has ended. */
  async find(tx: EntityManager, id: string): Promise<{ subscriptionId: string; sentAt: Date | null } | undefined> {
    const [row] = await tx.query<{ subscriptionId: string; sentAt: Date | null }[]>(
      'select subscription_id as "subscriptionId", sent_at as "sentAt" from mailing where id = $1',
      [id],
    );
    return row;
  }

  /** Deletes mailings from before that time that have no deliveries any more, so many at most. Returns how many. */
  async forgetEnded(before: Date, most: number): Promise<number> {
    const [, forgotten] = await this.dataSource.query<[unknown, number]>(
      `delete from mailing where id in (
         select id from mailing m
          where state <> 'open' and due_at < $1 and not exists (select from delivery d where d.mailing_id = m.id)
          order by due_at limit $2 for update skip locked)
         and state <> 'open'`,
      [before, most],
    );
    return forgotten;
  }

  /** Why its mail was not accepted, for its reader's preferences. */
  async note(tx: EntityManager, mailingId: string, code: string, at: Date): Promise<void> {
    await tx.query(
      `update subscription s set last_error = $2 from mailing m where m.id = $1 and s.id = m.subscription_id`,
      [mailingId, { code: `mail.${code}`, detail: 'The mail server did not accept a mail.', at: at.toISOString() }],
    );
  }
}
