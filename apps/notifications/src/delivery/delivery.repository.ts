import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { publicForm, type CloudEvent } from '#contracts';
import { notFound } from '#problems';
import { traitsOf } from '../subscription/event-filter.js';
import { ANYONE, type OwnedBy } from '../subscription/subscription.repository.js';

export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** Calls to one host at once, over all instances and subscriptions. */
const CALLS_PER_HOST = 5;

/** Rows looked at to find the next ones to send; more than any instance takes at once. */
const CANDIDATES = 200;

/** Serialises the claims of all instances for a moment, so that each sees what the others have in hand. Any fixed number. */
const CLAIM_LOCK = 7_120_640;

/** Whether the owner of the subscription `s` may be told of the event `e`: anyone of what is public, few of steps of work. */
const MAY_BE_TOLD = `
  (not e.is_step or exists (
    select from principal p
     where p.id = s.owner
       and ('steering' = any(p.roles) or 'member-editor' = any(p.roles) and p.member_id::text = any(e.members))))`;
/** Whether the event `e` meets the filter of the subscription `s`. */
const MATCHES = `
  (s.types is null or exists (select from unnest(s.types) as pattern where e.type like replace(pattern, '*', '%')))
  and (s.countries is null or s.countries && e.countries)
  and (s.dimensions is null or s.dimensions && e.dimensions)
  and (s.themes is null or s.themes && e.themes)
  and (s.members is null or s.members && e.members)
  and (not e.is_step or s.steps) and ${MAY_BE_TOLD}
  and (s.text_folded is null or strpos(e.title, unaccent(s.text_folded)) > 0)`;

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
  readonly attempts: readonly AttemptRow[];
}

export interface AttemptRow {
  readonly number: number;
  readonly at: Date;
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
}

/** A delivery that this instance has in hand. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly claim: string;
  readonly subscriptionId: string;
  readonly eventId: string;
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  /** Attempts since it was queued. */
  readonly tries: number;
}

/** What became of an attempt, and what follows. */
export interface AttemptOutcome {
  readonly at: Date;
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly durationMs: number;
  readonly state: DeliveryState;
  readonly nextAttemptAt: Date | undefined;
}

@Injectable()
export class DeliveryRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Keeps an event, with one delivery for each subscription that wants it. An event that is known changes nothing. */
  async keep(tx: EntityManager, event: CloudEvent, now: Date): Promise<void> {
    const { countries, dimensions, themes, members, title, isStep } = traitsOf(event);
    await tx.query(
      `with e as (
         insert into event (id, subject, sequence, type, time, received_at, countries, dimensions, themes, members, title, body, is_step)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, unaccent($11), $12, $13)
         on conflict (id) do nothing
         returning *
       )
       insert into delivery (id, subscription_id, event_id, subject, sequence, next_attempt_at, created_at)
       select uuidv7(), s.id, e.id, e.subject, e.sequence, $6, $6
         from e join subscription s on s.state in ('pending', 'active', 'paused') and ${MATCHES}
        order by s.id`,
      [
        event.id, event.subject, event.sequence, event.type, event.time, now, countries, dimensions, themes, members, title,
        JSON.stringify(publicForm(event)), isStep,
      ], // prettier-ignore
    );
  }

  /**
   * Holds back consumers until the transaction ends. Taken before a subscription that failed is revived, or follows the
   * rights of its owner: otherwise an event could pass between the two unseen by both.
   */
  async holdEvents(tx: EntityManager): Promise<void> {
    await tx.query('lock table event in share row exclusive mode');
  }

  /** Queues what a subscription has missed since then: events it has no delivery for, and deliveries that failed. */
  async requeueSince(tx: EntityManager, subscriptionId: string, since: Date, now: Date): Promise<void> {
    await tx.query(
      `insert into delivery (id, subscription_id, event_id, subject, sequence, next_attempt_at, created_at)
       select uuidv7(), s.id, e.id, e.subject, e.sequence, $3, $3
         from subscription s join event e on e.time >= $2 and e.received_at >= s.created_at and ${MATCHES}
        where s.id = $1
        order by e.time, e.subject, e.sequence
       on conflict (subscription_id, event_id) do update set state = 'pending', tries = 0, next_attempt_at = excluded.next_attempt_at
         where delivery.state = 'failed'`,
      [subscriptionId, since, now],
    );
  }

  /** Queues one delivery again, whatever became of it. Returns false when its owner may not be told of it any more. */
  async requeue(tx: EntityManager, id: string, now: Date): Promise<boolean> {
    const [, queued] = await tx.query<[unknown, number]>(
      `update delivery d set state = 'pending', tries = 0, next_attempt_at = $2, delivered_at = null
         from subscription s, event e where d.id = $1 and s.id = d.subscription_id and e.id = d.event_id and ${MAY_BE_TOLD}`,
      [id, now],
    );
    return queued > 0;
  }

  /** Takes back what waits for somebody who may not be told of it any more. */
  async dropUntold(tx: EntityManager, owner: string): Promise<void> {
    await tx.query(
      `delete from delivery d using subscription s, event e
        where s.owner = $1 and d.subscription_id = s.id and d.state = 'pending' and e.id = d.event_id and not ${MAY_BE_TOLD}`,
      [owner],
    );
  }

  /**
   * Takes deliveries that are due, for `leaseMs`: of each subscription and subject the one with the lowest number, and
   * none while another of the same is in hand.
   */
  claim(claim: string, limit: number, now: Date, leaseMs: number): Promise<ClaimedDelivery[]> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [CLAIM_LOCK]);
      const [rows] = await tx.query<[Omit<ClaimedDelivery, 'claim'>[], number]>(
        `with host as (
           select s.host, count(*) as calls from delivery d join subscription s on s.id = d.subscription_id
            where d.claimed_until > clock_timestamp() group by s.host
         ), candidate as (
           select d.id, s.host, d.next_attempt_at
             from delivery d join subscription s on s.id = d.subscription_id
            where d.state = 'pending' and d.next_attempt_at <= $2 and s.state = 'active'
              and s.host not in (select host from host where calls >= $5)
              and not exists (select from delivery earlier
                               where earlier.subscription_id = d.subscription_id and earlier.subject = d.subject
                                 and earlier.state = 'pending' and earlier.sequence < d.sequence)
              and not exists (select from delivery other
                               where other.subscription_id = d.subscription_id and other.subject = d.subject
                                 and other.claimed_until > clock_timestamp())
            order by d.next_attempt_at, d.id limit $6
         ), ranked as (
           select candidate.*, coalesce(host.calls, 0) + row_number() over (partition by host order by next_attempt_at, id) as nth
             from candidate left join host using (host)
         ), chosen as (
           select id from ranked where nth <= $5 order by next_attempt_at, id limit $3
         )
         update delivery d set claim = $1, claimed_until = clock_timestamp() + $4 * interval '1 millisecond'
           from chosen, subscription s, event e
          where d.id = chosen.id and s.id = d.subscription_id and e.id = d.event_id
          returning d.id, d.subscription_id as "subscriptionId", d.event_id as "eventId", d.tries, s.url, s.secret, e.body`,
        [claim, now, limit, leaseMs, CALLS_PER_HOST, CANDIDATES],
      );
      return rows.map((row) => ({ ...row, claim }));
    });
  }

  /** When the next delivery falls due, if one waits for its time. */
  async nextDueAt(now: Date): Promise<Date | undefined> {
    const [row] = await this.dataSource.query<{ at: Date | null }[]>(
      `select min(next_attempt_at) as at from delivery where state = 'pending' and next_attempt_at > $1`,
      [now],
    );
    return row?.at ?? undefined;
  }

  /** Stores an attempt and lets go of the delivery; nothing when another instance has taken it over, or it was deleted. */
  async record(tx: EntityManager, { id, claim }: ClaimedDelivery, outcome: AttemptOutcome): Promise<void> {
    const { at, status, error, durationMs, state, nextAttemptAt } = outcome;
    await tx.query(
      `with attempt as (
         update delivery
            set state = $3, next_attempt_at = $4, attempts = attempts + 1, tries = tries + 1, claim = null, claimed_until = null,
                delivered_at = case when $3 = 'delivered' then $5::timestamptz end
          where id = $1 and claim = $2
          returning id, attempts
       )
       insert into delivery_attempt (delivery_id, number, at, status, error, duration_ms)
       select id, attempts, $5, $6, $7, $8 from attempt`,
      [id, claim, state, nextAttemptAt ?? null, at, status ?? null, error ?? null, durationMs],
    );
  }

  /** @throws {Problem} 404, for another's too */
  async get(id: string, ownedBy: OwnedBy, tx: EntityManager = this.dataSource.manager): Promise<DeliveryRow> {
    const [delivery] = await this.select(tx, `where d.id = $1 and ($2::text is null or s.owner = $2)`, [
      id,
      ownedBy === ANYONE ? null : ownedBy,
    ]);
    if (!delivery) throw notFound('delivery');
    return delivery;
  }

  /** One page, the newest first, with one more to tell whether there is a next page. */
  list(subscriptionId: string, states: readonly string[] | undefined, before: string | undefined, limit: number) {
    return this.select(
      this.dataSource.manager,
      `where d.subscription_id = $1 and ($2::text[] is null or d.state = any($2)) and ($3::uuid is null or d.id < $3)
       order by d.id desc limit $4`,
      [subscriptionId, states ?? null, before ?? null, limit + 1],
    );
  }

  async count(subscriptionId: string, states: readonly string[] | undefined): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      'select count(*)::int as n from delivery where subscription_id = $1 and ($2::text[] is null or state = any($2))',
      [subscriptionId, states ?? null],
    );
    return row?.n ?? 0;
  }

  private async select(tx: EntityManager, condition: string, parameters: readonly unknown[]): Promise<DeliveryRow[]> {
    const rows = await tx.query<Omit<DeliveryRow, 'attempts'>[]>(
      `select d.id, d.subscription_id as "subscriptionId", d.event_id as "eventId", e.type, d.subject, d.sequence, d.state,
              case when d.state = 'pending' then d.next_attempt_at end as "nextAttemptAt",
              d.created_at as "createdAt", d.delivered_at as "deliveredAt"
         from delivery d join subscription s on s.id = d.subscription_id join event e on e.id = d.event_id
        ${condition}`,
      [...parameters],
    );
    const attempts = await tx.query<(AttemptRow & { deliveryId: string })[]>(
      `select delivery_id as "deliveryId", number, at, status, error, duration_ms as "durationMs"
         from delivery_attempt where delivery_id = any($1) order by delivery_id, number`,
      [rows.map((row) => row.id)],
    );
    return rows.map((row) => ({
      ...row,
      attempts: attempts
        .filter(({ deliveryId }) => deliveryId === row.id)
        .map(({ number, at, status, error, durationMs }) => ({ number, at, status, error, durationMs })),
    }));
  }
}
