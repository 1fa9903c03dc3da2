import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { publicForm, type CloudEvent, type DataOf, type practiceFound } from '#contracts';
import type { Seek } from '#database';
import { found } from '#problems';
import { traitsOf } from '../subscription/event-filter.js';
import { ANYONE, type OwnedBy } from '../subscription/subscription.repository.js';
import { EndpointRepository } from './endpoint/endpoint.repository.js';
import type { Load } from './worker/places.js';
import { chooseInTurn, type WaitingLine } from './worker/turns.js';
import type { Lease } from './worker/work-source.js';

/** `gathered`: it waits for the mail that its window becomes. */
export type DeliveryState = 'pending' | 'gathered' | 'delivered' | 'failed';

/** The most deliveries considered for one party, and for one of its subscriptions: more than their share ever is. */
const [PER_PARTY, PER_SUBSCRIPTION] = [20, 5];

/**
 * Rows read to find these. The due times of deliveries about one subject never fall as their numbers rise, so the first
 * of them is found before those that wait behind it.
 */
const LOOKED_AT = 200;

const dueDeliveries: WaitingLine = {
  lock: 7_120_640,
  rows: `delivery where state = 'pending' and claimed_until is null`,
  calls: `
    with ended as (update delivery set claim = null, claimed_until = null where claimed_until < clock_timestamp())
    select s.host, d.party, count(*)::int as calls from delivery d join subscription s on s.id = d.subscription_id
     where d.claimed_until > clock_timestamp() group by s.host, d.party`,
  // Conditions in a form that is evaluated row by row: joins would read the whole table for each party.
  // Of an endpoint on trial first what goes to a subscription that is well, then to the one that failed longest ago.
  ofParty: `
    select id, host, "dueAt" from (
      select first.id, s.host, first.next_attempt_at as "dueAt", trial.is_on,
             row_number() over (partition by s.host
                                order by case when trial.is_on then coalesce(s.last_failed_at, '-infinity') end,
                                         first.next_attempt_at, first.id) as place
        from subscription s
        cross join lateral (select (s.host, s.party) in (select * from unnest($9::text[], $10::text[])) as is_on) as trial
        cross join lateral (
          select id, next_attempt_at from (
            select id, subject, sequence, next_attempt_at from delivery
             where party = turn.party and subscription_id = s.id and state = 'pending' and claimed_until is null and next_attempt_at <= $4
             order by next_attempt_at, sequence limit ${LOOKED_AT}
          ) as due
           where (s.id, subject) not in (select subscription_id, subject from delivery where claimed_until is not null)
             and sequence = (select min(sequence) from delivery line
                              where line.subscription_id = s.id and line.subject = due.subject and line.state = 'pending')
           order by next_attempt_at, sequence limit ${PER_SUBSCRIPTION}
        ) as first
       where s.party = turn.party and s.state = 'active' and s.recovering_since is null and s.host <> all($8::text[])
         and (s.host, s.party) not in (select * from unnest($5::text[], $6::text[]))
    ) as candidate
     where not is_on or place = 1
     order by place, "dueAt" limit ${PER_PARTY}`,
};

/** Whether the owner of subscription `s` may see event `e`: everyone may see public events, few may see steps of work. */
const MAY_BE_TOLD = `
  (not e.is_step or exists (
    select from principal p
     where p.id = s.owner
       and ('steering' = any(p.roles) or 'member-editor' = any(p.roles) and p.member_id::text = any(e.members))))`;

/** Whether event `e` passes the filter of subscription `s`. */
export const MATCHES = `
  (s.types is null or exists (select from unnest(s.types) as pattern where e.type like replace(pattern, '*', '%')))
  and (s.countries is null or s.countries && e.countries)
  and (s.dimensions is null or s.dimensions && e.dimensions)
  and (s.themes is null or s.themes && e.themes)
  and (s.members is null or s.members && e.members)
  and (s.saved_search is null or exists (
    select from event_search f where f.event_id = e.id and f.search = s.saved_search and f.owner = s.owner))
  and (not e.is_step or s.steps) and ${MAY_BE_TOLD}
  and (s.text_folded is null or strpos(e.title, s.text_folded) > 0)`;

/** A delivery as its subscription's owner sees it. */
export interface DeliveryRow {
  readonly id: string;
  readonly subscriptionId: string;
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: string;
  readonly state: DeliveryState;
  readonly nextAttemptAt: Date | null;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
  /** When it was last queued again, by a recovery or a redelivery. */
  readonly replayedAt: Date | null;
  readonly attempts: readonly AttemptRow[];
}

export interface AttemptRow {
  readonly number: number;
  readonly at: Date;
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
  /** The beginning of what the receiver answered; null when nothing arrived, or a week ago. */
  readonly response: string | null;
}

/** Which deliveries of a log; what is undefined matches all. */
export interface DeliveryFilter {
  readonly states?: readonly string[] | undefined;
  /** Of its event; `*` matches anything. */
  readonly type?: string | undefined;
  /** Queued then or later. */
  readonly since?: Date | undefined;
  /** Queued before. */
  readonly until?: Date | undefined;
  /** Of the steps of work, only those of this member. */
  readonly stepsOf?: string | undefined;
}

/** A delivery that this instance has claimed. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly claim: string;
  readonly subscriptionId: string;
  readonly party: string;
  readonly host: string;
  readonly eventId: string;
  readonly url: string;
  readonly secrets: readonly string[];
  readonly body: string;
}

interface DeliveryInHand {
  /** Attempts since it was queued. */
  readonly tries: number;
  /** Later than the start of the attempt when somebody has asked for another one meanwhile. */
  readonly dueAt: Date;
}

interface Claimed {
  readonly deliveries: ClaimedDelivery[];
  /** Who had the last turn, if not all had one. */
  readonly lastTurn: string;
  /** Until a host that has no room now has some, in milliseconds. */
  readonly waitMs: number | undefined;
}

/** The result of an attempt, and what follows. */
export interface AttemptOutcome {
  readonly at: Date;
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly durationMs: number;
  /** The beginning of what the receiver answered. */
  readonly response: string | undefined;
  readonly state: DeliveryState;
  readonly nextAttemptAt: Date | undefined;
}

/** Deliveries are counted up to this number: nobody who looks reads a table that has grown too large. */
export const COUNTED = 10_000;

@Injectable()
export class DeliveryRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: EndpointRepository,
  ) {}

  async counts(): Promise<Readonly<Record<DeliveryState | 'upTo', number>>> {
    const rows = await this.dataSource.query<{ state: DeliveryState; n: number }[]>(
      `select state, (select count(*)::int from (select from delivery d where d.state = of.state limit $1) as bounded) as n
         from unnest(array['pending', 'gathered', 'delivered', 'failed']) as of(state)`,
      [COUNTED],
    );
    const of = (state: DeliveryState): number => rows.find((row) => row.state === state)?.n ?? 0;
    return {
      pending: of('pending'),
      gathered: of('gathered'),
      delivered: of('delivered'),
      failed: of('failed'),
      upTo: COUNTED,
    };
  }

  /**
   * Stores an event, with one delivery for each subscription that wants it. A known event changes nothing. The keys find
   * the subscriptions among which the condition decides.
   */
  async keep(tx: EntityManager, event: CloudEvent, now: Date): Promise<void> {
    const { countries, dimensions, themes, members, isStep } = traitsOf(event);
    await tx.query(
      `with e as (
         insert into event (id, subject, sequence, type, time, received_at, countries, dimensions, themes, members, body, is_step)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (id) do nothing
         returning *
       ), sought as materialized (
         select keys_of_event(type, countries, dimensions, themes, members, title, is_step)
                || array(select 'search ' || search::text from event_search where event_id = e.id) as keys from e
       )
       insert into delivery (id, subscription_id, party, event_id, subject, sequence, next_attempt_at, created_at)
       select uuidv7(), s.id, s.party, e.id, e.subject, e.sequence, greatest($6, last.next_attempt_at), $6
         from e, sought join subscription s on s.state in ('pending', 'active', 'paused') and s.keys && sought.keys
         left join lateral (select next_attempt_at from delivery ahead
                             where ahead.subscription_id = s.id and ahead.subject = e.subject and ahead.state = 'pending'
                             order by ahead.sequence desc limit 1) as last on true
        where ${MATCHES}
        order by s.id`,
      [
        event.id, event.subject, event.sequence, event.type, event.time, now, countries, dimensions, themes, members,
        JSON.stringify(publicForm(event)), isStep,
      ], // prettier-ignore
    );
  }

  /**
   * Stores which saved searches find what an event published, and queues the event for the subscriptions that name them;
   * before the event has come, it is queued when it comes. What is known changes nothing. The due times of deliveries about one
   * subject do not fall as their numbers rise.
   */
  async keepFound(tx: EntityManager, { eventId, searches }: DataOf<typeof practiceFound>, now: Date): Promise<void> {
    // As the event itself would: whoever holds events waits for these too.
    await tx.query('lock table event in row exclusive mode');
    await tx.query(
      `insert into event_search (event_id, search, owner, received_at)
       select $1, id, owner, $4 from unnest($2::uuid[], $3::text[]) as t(id, owner)
        where exists (select from subscription s where s.saved_search = t.id and s.owner = t.owner)
        order by id on conflict do nothing`,
      [eventId, searches.map(({ id }) => id), searches.map(({ owner }) => owner), now],
    );
    await tx.query(
      `insert into delivery (id, subscription_id, party, event_id, subject, sequence, next_attempt_at, created_at)
       select uuidv7(), s.id, s.party, e.id, e.subject, e.sequence, greatest(least($3, next.next_attempt_at), last.next_attempt_at), $3
         from event e join subscription s
              on s.state in ('pending', 'active', 'paused') and s.keys && $2 and s.created_at <= e.received_at
         left join lateral (select next_attempt_at from delivery ahead
                             where ahead.subscription_id = s.id and ahead.subject = e.subject and ahead.state = 'pending'
                               and ahead.sequence < e.sequence order by ahead.sequence desc limit 1) as last on true
         left join lateral (select next_attempt_at from delivery behind
                             where behind.subscription_id = s.id and behind.subject = e.subject and behind.state = 'pending'
                               and behind.sequence > e.sequence order by behind.sequence limit 1) as next on true
        where e.id = $1 and ${MATCHES}
        order by s.id
       on conflict (subscription_id, event_id) do nothing`,
      [eventId, searches.map(({ id }) => `search ${id}`), now],
    );
  }

  /** Forgets which searches found events that are forgotten, or never came, so many at most. Returns how many. */
  async forgetFound(before: Date, most: number): Promise<number> {
    const [, forgotten] = await this.dataSource.query<[unknown, number]>(
      `delete from event_search where (event_id, search) in (
         select event_id, search from event_search f
          where received_at < $1 and not exists (select from event where id = f.event_id)
          order by received_at limit $2)`,
      [before, most],
    );
    return forgotten;
  }

  async forgetFoundFor(tx: EntityManager, owner: string): Promise<void> {
    await tx.query('delete from event_search where owner = $1', [owner]);
  }

  /**
   * Blocks consumers until the transaction ends. Take it before a failed subscription is revived, or a subscription
   * follows the rights of its owner: otherwise neither side would see an event that arrives in between.
   */
  async holdEvents(tx: EntityManager): Promise<void> {
    await tx.query('lock table event in share row exclusive mode');
  }

  /** Until all that it has missed since then is queued, nothing is sent to a subscription. */
  async beginRecovery(tx: EntityManager, subscriptionId: string, since: Date): Promise<void> {
    await tx.query(
      `update subscription set recovering_since = $2, recovered_event_at = null, recovered_event = null, recovered_delivery = null
        where id = $1`,
      [subscriptionId, since],
    );
  }

  /**
   * Queues a page of what a subscription has missed: events without a delivery, then deliveries that failed. Returns
   * whether there is more; the last page ends the recovery.
   */
  async requeueMissed(tx: EntityManager, subscriptionId: string, now: Date, most: number): Promise<boolean> {
    // As an event itself would: a change of rights comes before or after a page, never within it.
    await tx.query('lock table event in row exclusive mode');
    const [recovery] = await tx.query<{ since: Date; hasEvents: boolean }[]>(
      `select recovering_since as since, recovered_delivery is null as "hasEvents" from subscription
        where id = $1 and recovering_since is not null for no key update`,
      [subscriptionId],
    );
    if (!recovery) return false;
    const { since, hasEvents } = recovery;
    if (hasEvents && (await this.requeueEvents(tx, subscriptionId, since, now, most)) === most) return true;
    if ((await this.requeueFailed(tx, subscriptionId, since, now, most)) === most) return true;
    await tx.query('update subscription set recovering_since = null where id = $1', [subscriptionId]);
    await this.hasten(tx, subscriptionId, now);
    return false;
  }

  /** Looks at so many events at most, in the order in which they arrived. Returns at how many. */
  private async requeueEvents(
    tx: EntityManager,
    subscriptionId: string,
    since: Date,
    now: Date,
    most: number,
  ): Promise<number> {
    const [page] = await tx.query<[{ looked: number }]>(
      `with page as materialized (
         select e.* from subscription r join event e
             on (e.received_at, e.id) > (coalesce(r.recovered_event_at, r.created_at), coalesce(r.recovered_event, '00000000-0000-0000-0000-000000000000'))
          where r.id = $1 order by e.received_at, e.id limit $4
       ), queued as (
         insert into delivery (id, subscription_id, party, event_id, subject, sequence, next_attempt_at, created_at, replayed_at)
         select uuidv7(), s.id, s.party, e.id, e.subject, e.sequence, $3, $3, $3
           from subscription s join page e on e.time >= $2 and ${MATCHES}
          where s.id = $1
          order by e.time, e.subject, e.sequence
         on conflict (subscription_id, event_id) do nothing
       ), looked as (
         update subscription set recovered_event_at = last.received_at, recovered_event = last.id
           from (select received_at, id from page order by received_at desc, id desc limit 1) as last where subscription.id = $1
       )
       select count(*)::int as looked from page`,
      [subscriptionId, since, now, most],
    );
    return page.looked;
  }

  /** Also of an event before that, if the delivery failed after that. Looks at so many deliveries at most. */
  private async requeueFailed(
    tx: EntityManager,
    subscriptionId: string,
    since: Date,
    now: Date,
    most: number,
  ): Promise<number> {
    const [page] = await tx.query<[{ looked: number }]>(
      `with page as materialized (
         select d.id, d.attempts, d.event_id from subscription r join delivery d on d.subscription_id = r.id
          where r.id = $1 and d.state = 'failed' and (r.recovered_delivery is null or d.id > r.recovered_delivery)
          order by d.id limit $4
       ), queued as (
         update delivery d set state = 'pending', settled_at = null, replayed_at = $3, next_attempt_at = $3
           from page, subscription s, event e
          where d.id = page.id and s.id = $1 and e.id = page.event_id and ${MAY_BE_TOLD}
            and (e.time >= $2 or exists (select from delivery_attempt a
                                          where a.delivery_id = page.id and a.number = page.attempts and a.at >= $2))
       ), looked as (
         update subscription set recovered_delivery = last.id from (select id from page order by id desc limit 1) as last
          where subscription.id = $1
       )
       select count(*)::int as looked from page`,
      [subscriptionId, since, now, most],
    );
    return page.looked;
  }

  /** Waiting deliveries are due now, with all their attempts ahead. */
  async hasten(tx: EntityManager, subscriptionId: string, now: Date): Promise<void> {
    await tx.query(
      `update delivery set tries = 0, next_attempt_at = $2 where subscription_id = $1 and state = 'pending'`,
      [subscriptionId, now],
    );
  }

  /**
   * Queues one delivery again, whatever its result was; deliveries before and after it become due as well. Returns
   * false when its owner may no longer see it.
   */
  async requeue(tx: EntityManager, id: string, now: Date): Promise<boolean> {
    const [, queued] = await tx.query<[unknown, number]>(
      `update delivery d set state = 'pending', tries = 0, delivered_at = null, settled_at = null, replayed_at = $2
         from subscription s, event e where d.id = $1 and s.id = d.subscription_id and e.id = d.event_id and ${MAY_BE_TOLD}`,
      [id, now],
    );
    if (queued === 0) return false;
    await tx.query(
      `update delivery line set next_attempt_at = $2 from delivery this
        where this.id = $1 and line.subscription_id = this.subscription_id and line.subject = this.subject
          and line.state = 'pending'`,
      [id, now],
    );
    return true;
  }

  /** Deletes waiting deliveries of somebody who may no longer see them. */
  async dropUntold(tx: EntityManager, owner: string): Promise<void> {
    await tx.query(
      `delete from delivery d using subscription s, event e
        where s.owner = $1 and d.subscription_id = s.id and d.state = 'pending' and e.id = d.event_id and not ${MAY_BE_TOLD}`,
      [owner],
    );
  }

  /**
   * Claims deliveries that are due: for each subscription and subject the one with the lowest number, none while
   * another of the same is in progress, and for each party no more than its share.
   */
  claim({ claim, now, leaseMs }: Lease, places: Pick<Load, 'free' | 'held'>, after: string): Promise<Claimed> {
    return this.dataSource.transaction(async (tx) => {
      const { ids, ...told } = await chooseInTurn(tx, dueDeliveries, this.endpoints, now, places, after);
      if (ids.length === 0) return { deliveries: [], ...told };
      const [rows] = await tx.query<[Omit<ClaimedDelivery, 'claim'>[], number]>(
        `update delivery d set claim = $1, claimed_until = clock_timestamp() + $2 * interval '1 millisecond'
           from subscription s, event e
          where d.id = any($3) and s.id = d.subscription_id and e.id = d.event_id
          returning d.id, d.subscription_id as "subscriptionId", d.party, d.event_id as "eventId", s.host, s.url, e.body,
                    array_remove(array[s.secret, case when s.former_secret_until > $4 then s.former_secret end], null) as secrets`,
        [claim, leaseMs, ids, now],
      );
      return { deliveries: rows.map((row) => ({ ...row, claim })), ...told };
    });
  }

  /** Erases what receivers answered before that time, of so many attempts at most. Returns of how many. */
  async eraseResponses(before: Date, most: number): Promise<number> {
    const [, erased] = await this.dataSource.query<[unknown, number]>(
      `update delivery_attempt set response = null where (delivery_id, number) in (
         select delivery_id, number from delivery_attempt where response is not null and at < $1 order by at limit $2)`,
      [before, most],
    );
    return erased;
  }

  /** Deletes deliveries that ended before that time, so many at most. Returns how many. */
  async forgetEnded(before: Date, most: number): Promise<number> {
    const [, forgotten] = await this.dataSource.query<[unknown, number]>(
      `delete from delivery where id in (
         select id from delivery where state <> 'pending' and settled_at < $1 order by settled_at limit $2 for update skip locked)
         and state <> 'pending'`,
      [before, most],
    );
    return forgotten;
  }

  /** Deletes events from before that time that no delivery needs, so many at most. Returns how many. */
  async forgetEvents(before: Date, most: number): Promise<number> {
    const [, forgotten] = await this.dataSource.query<[unknown, number]>(
      `delete from event where id in (
         select id from event e
          where received_at < $1 and not exists (select from delivery where event_id = e.id)
          order by received_at, id limit $2)`,
      [before, most],
    );
    return forgotten;
  }

  /** When the next delivery falls due, if one waits for its time. */
  async nextDueAt(now: Date): Promise<Date | undefined> {
    const [row] = await this.dataSource.query<{ at: Date | null }[]>(
      `select min(next_attempt_at at time zone 'UTC') at time zone 'UTC' as at from delivery
        where state = 'pending' and next_attempt_at at time zone 'UTC' > $1::timestamptz at time zone 'UTC'`,
      [now],
    );
    return row?.at ?? undefined;
  }

  /** The data of a claimed delivery; undefined when it is no longer claimed. */
  async inHand(tx: EntityManager, { id, claim }: ClaimedDelivery): Promise<DeliveryInHand | undefined> {
    const [row] = await tx.query<DeliveryInHand[]>(
      'select tries, next_attempt_at as "dueAt" from delivery where id = $1 and claim = $2',
      [id, claim],
    );
    return row;
  }

  /**
   * Stores an attempt and releases the delivery. Does nothing when another instance has taken it over, or it was
   * deleted.
   */
  async record(tx: EntityManager, { id, claim }: ClaimedDelivery, outcome: AttemptOutcome): Promise<void> {
    const { at, status, error, durationMs, response, state, nextAttemptAt } = outcome;
    await tx.query(
      `with attempt as (
         update delivery
            set state = $3, next_attempt_at = $4, attempts = attempts + 1, tries = tries + 1, claim = null, claimed_until = null,
                delivered_at = case when $3 = 'delivered' then $5::timestamptz end,
                settled_at = case when $3 <> 'pending' then $5::timestamptz end
          where id = $1 and claim = $2
          returning id, attempts
       )
       insert into delivery_attempt (delivery_id, number, at, status, error, duration_ms, response)
       select id, attempts, $5, $6, $7, $8, $9 from attempt`,
      [id, claim, state, nextAttemptAt ?? null, at, status ?? null, error ?? null, durationMs, response ?? null],
    );
    if (!nextAttemptAt) return;
    await tx.query(
      `update delivery line set next_attempt_at = $2 from delivery this
        where this.id = $1 and line.subscription_id = this.subscription_id and line.subject = this.subject
          and line.state = 'pending' and line.next_attempt_at < $2`,
      [id, nextAttemptAt],
    );
  }

  /** @throws {Problem} 404, also for another principal's */
  async get(id: string, ownedBy: OwnedBy, tx: EntityManager = this.dataSource.manager): Promise<DeliveryRow> {
    const [delivery] = await this.select(tx, `where d.id = $1 and ($2::text is null or s.owner = $2)`, [
      id,
      ownedBy === ANYONE ? null : ownedBy,
    ]);
    return found(delivery, 'delivery');
  }

  /** The newest first. */
  list(subscriptionId: string, { states, type, since, until, stepsOf }: DeliveryFilter) {
    const { manager } = this.dataSource;
    const condition = `d.subscription_id = $1 and ($2::text[] is null or d.state = any($2))
      and ($3::text is null or e.type like replace($3, '*', '%'))
      and ($4::timestamptz is null or d.created_at >= $4) and ($5::timestamptz is null or d.created_at < $5)
      and ($6::text is null or not e.is_step or $6 = any(e.members))`;
    const parameters = [subscriptionId, states, type, since, until, stepsOf].map((value) => value ?? null);
    return {
      read: (seek: Seek, most: number): Promise<DeliveryRow[]> => {
        const { where, orderBy, values } = seek.sql({ 'd.id': 'uuid' }, 7, 'desc');
        const page = `where ${condition} and ${where} order by ${orderBy} limit $8`;
        return this.select(manager, page, [...parameters, ...values, most]);
      },
      count: async (): Promise<number> => {
        const count = `select count(*)::int as n from delivery d join event e on e.id = d.event_id where ${condition}`;
        const [row] = await manager.query<[{ n: number }]>(count, parameters);
        return row.n;
      },
    };
  }

  private async select(tx: EntityManager, condition: string, parameters: readonly unknown[]): Promise<DeliveryRow[]> {
    const rows = await tx.query<Omit<DeliveryRow, 'attempts'>[]>(
      `select d.id, d.subscription_id as "subscriptionId", d.event_id as "eventId", e.type, d.subject, d.sequence, d.state,
              case when d.state = 'pending' then d.next_attempt_at end as "nextAttemptAt",
              d.created_at as "createdAt", d.delivered_at as "deliveredAt", d.replayed_at as "replayedAt"
         from delivery d join subscription s on s.id = d.subscription_id join event e on e.id = d.event_id
        ${condition}`,
      [...parameters],
    );
    const attempts = await tx.query<(AttemptRow & { deliveryId: string })[]>(
      `select delivery_id as "deliveryId", number, at, status, error, duration_ms as "durationMs", response
         from delivery_attempt where delivery_id = any($1) order by delivery_id, number`,
      [rows.map((row) => row.id)],
    );
    return rows.map((row) => ({
      ...row,
      attempts: attempts
        .filter(({ deliveryId }) => deliveryId === row.id)
        .map(({ number, at, status, error, durationMs, response }) => ({
          number,
          at,
          status,
          error,
          durationMs,
          response,
        })),
    }));
  }
}
