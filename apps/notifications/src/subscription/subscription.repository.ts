import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { ById } from '#database';
import { hasRole, ownIdOf, ownMemberOf, type Principal } from '#identity';
import { found, notFound, notValid } from '#problems';
import { unknownSearch } from './saved-search/saved-searches.js';
import { Subscription } from './subscription.js';
import type { SubscriptionState } from './subscription.workflow.js';

/** A subscription that was failing, and is no more. */
export type Recovered = Pick<Subscription, 'id' | 'contactAddress' | 'contactLanguage'> & {
  readonly failingSince: Date;
};

export const ANYONE = Symbol('anyone');

/** Whose subscriptions: those of the principal with this id, or everyone's. */
export type OwnedBy = string | typeof ANYONE;

/** Which subscriptions a caller may see: also the webhooks of colleagues, that is of a member’s editors. */
export interface SeenBy {
  readonly owner: OwnedBy;
  readonly memberId: string | null;
}

export const seenBy = (by: Principal): SeenBy => ({
  owner: ownedBy(by),
  memberId: (hasRole(by, 'member-editor') ? ownMemberOf(by) : undefined) ?? null,
});

/** Which subscriptions the caller may change. */
export const ownedBy = (by: Principal): OwnedBy => (hasRole(by, 'admin') ? ANYONE : ownIdOf(by));

@Injectable()
export class SubscriptionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** How many a party has; serialised, so that a burst cannot exceed the limit. */
  async countForInsert(tx: EntityManager, party: string): Promise<number> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 629))', [party]);
    return tx.countBy(Subscription, { party });
  }

  /** How many a mailbox has; serialised like {@link countForInsert}. */
  async countOfAddress(tx: EntityManager, addressKey: string): Promise<{ all: number; unconfirmed: number }> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 630))', [addressKey]);
    const [count] = await tx.query<[{ all: number; unconfirmed: number }]>(
      `select count(*)::int as all, (count(*) filter (where state = 'pending'))::int as unconfirmed
         from subscription where address_key = $1`,
      [addressKey],
    );
    return count;
  }

  /** Whether the database, which computes the days of digests, has that time zone. */
  async knowsZone(zone: string, tx: EntityManager = this.dataSource.manager): Promise<boolean> {
    const [known] = await tx.query<unknown[]>('select from pg_timezone_names where name = $1', [zone]);
    return known !== undefined;
  }

  /** @throws {Problem} 422 when its saved search was deleted meanwhile */
  async insert(tx: EntityManager, subscription: Subscription): Promise<void> {
    await this.assertSearchKept(tx, subscription.savedSearch);
    await tx.insert(Subscription, subscription);
  }

  private async assertSearchKept(tx: EntityManager, savedSearch: string | null): Promise<void> {
    if (savedSearch === null) return;
    await this.lockSearch(tx, savedSearch);
    const [deleted] = await tx.query<unknown[]>('select from deleted_search where id = $1', [savedSearch]);
    if (deleted) throw notValid([unknownSearch]);
  }

  /** Whoever subscribes to the search meanwhile waits, and then learns of it. */
  async noteDeletedSearch(tx: EntityManager, id: string, at: Date): Promise<void> {
    await this.lockSearch(tx, id);
    await tx.query('insert into deleted_search values ($1, $2) on conflict do nothing', [id, at]);
    await tx.query(
      'update subscription set search_deleted_at = $2 where saved_search = $1 and search_deleted_at is null',
      [id, at],
    );
  }

  /** Forgets searches that were deleted before that time, so many at most. Returns how many. */
  async forgetDeletedSearches(before: Date, most: number): Promise<number> {
    const [, forgotten] = await this.dataSource.query<[unknown, number]>(
      'delete from deleted_search where id in (select id from deleted_search where at < $1 order by at limit $2)',
      [before, most],
    );
    return forgotten;
  }

  private async lockSearch(tx: EntityManager, id: string): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 631))', [id]);
  }

  find(id: string): Promise<Subscription | null> {
    return this.dataSource.manager.findOneBy(Subscription, { id });
  }

  /** @throws {Problem} 404, also for another principal's */
  async get(id: string, seenBy: SeenBy): Promise<Subscription> {
    return found(await this.seen(seenBy).andWhere('subscription.id = :id', { id }).getOne(), 'subscription');
  }

  /**
   * The subscription, locked until the transaction ends. Not with the stronger lock of a write to its key: events that
   * refer to it arrive meanwhile.
   * @throws {Problem} 404, also for another principal's
   */
  async forUpdate(tx: EntityManager, id: string, ownedBy: OwnedBy): Promise<Subscription> {
    return found(await this.lock(tx, id, ownedBy), 'subscription');
  }

  /** As {@link forUpdate}; undefined when it was deleted meanwhile. */
  async lock(tx: EntityManager, id: string, ownedBy: OwnedBy = ANYONE): Promise<Subscription | null> {
    return tx.findOne(Subscription, { where: where(id, ownedBy), lock: { mode: 'for_no_key_update' } });
  }

  async update(tx: EntityManager, subscription: Subscription): Promise<void> {
    const { id, state, confirmedAt, askedAt, lastError, secret, formerSecret, formerSecretUntil } = subscription;
    const { failingSince, lastFailedAt, failingMs, failingTold } = subscription;
    await tx.update(
      Subscription,
      { id },
      {
        ...{ state, confirmedAt, askedAt, lastError, secret, formerSecret, formerSecretUntil },
        ...{ failingSince, lastFailedAt, failingMs, failingTold },
      },
    );
  }

  /**
   * The receiver has accepted something: whatever failed before is over. Locks the subscription only if it was failing.
   * Returns whom to tell, if it was told of the failure.
   */
  async succeeded(tx: EntityManager, id: string): Promise<Recovered | undefined> {
    const [[row]] = await tx.query<[(Recovered & { isTold: boolean })[], number]>(
      `update subscription set failing_since = null, last_failed_at = null, failing_ms = 0, failing_told = false
        where id = $1 and failing_since is not null
        returning id, contact_address as "contactAddress", contact_language as "contactLanguage",
                  old.failing_since as "failingSince", old.failing_told as "isTold"`,
      [id],
    );
    return row?.isTold ? row : undefined;
  }

  /** Erases the former secret once it no longer signs. */
  async forgetFormerSecret(id: string, now: Date): Promise<void> {
    await this.dataSource.query(
      `update subscription set former_secret = null, former_secret_until = null where id = $1 and former_secret_until <= $2`,
      [id, now],
    );
  }

  /** What its subscriber may change. @throws {Problem} 422 when the saved search was deleted meanwhile */
  async updateWishes(tx: EntityManager, subscription: Subscription): Promise<void> {
    const { id, frequency, zone, language, types, countries, dimensions, themes, members, text, steps } = subscription;
    const { state, url, host, contactAddress, contactLanguage } = subscription;
    const { savedSearch, searchDeletedAt } = subscription;
    if (searchDeletedAt === null) await this.assertSearchKept(tx, savedSearch);
    await tx.update(
      Subscription,
      { id },
      {
        ...{ frequency, zone, language },
        ...{ state, url, host, contactAddress, contactLanguage },
        ...{ types, countries, dimensions, themes, members, text, steps, savedSearch, searchDeletedAt },
      },
    );
  }

  /** The subscription of a link in a mail; undefined when it has ended, or never was. */
  async ofLink(token: string): Promise<Subscription | null> {
    return this.dataSource.manager.findOneBy(Subscription, { token });
  }

  /** As {@link ofLink}, locked until the transaction ends. @throws {Problem} 404 */
  async lockOfLink(tx: EntityManager, token: string): Promise<Subscription> {
    const subscription = await tx.findOne(Subscription, { where: { token }, lock: { mode: 'for_no_key_update' } });
    return found(subscription, 'subscription');
  }

  /** Ends the subscription of a link, if it has not ended. */
  async deleteOfLink(tx: EntityManager, token: string): Promise<void> {
    await tx.delete(Subscription, { token });
  }

  /** The subscriptions of a mailbox, locked as by {@link forUpdate}. */
  lockOfAddress(tx: EntityManager, addressKey: string): Promise<Subscription[]> {
    return tx.find(Subscription, { where: { addressKey }, order: { id: 'asc' }, lock: { mode: 'for_no_key_update' } });
  }

  /**
   * Deletes mailboxes whose readers have not confirmed, when asked before that time, or have not started again what was
   * stopped before another; some at a time.
   */
  async deleteUnconfirmed(tx: EntityManager, asked: Date, stopped: Date, most: number): Promise<number> {
    const [, count] = await tx.query<[unknown, number]>(
      `delete from subscription where id in (
         select id from subscription
          where address is not null and (state = 'pending' and created_at < $1 and coalesce(asked_at, created_at) < $1
                                         or state = 'failed' and (last_error ->> 'at')::timestamptz < $2)
          order by created_at limit $3 for update skip locked)`,
      [asked, stopped, most],
    );
    return count;
  }

  hasAny(tx: EntityManager, owner: string): Promise<boolean> {
    return tx.existsBy(Subscription, { owner });
  }

  /** From now on a principal's subscriptions count as that party's. */
  async moveTo(tx: EntityManager, owner: string, party: string): Promise<void> {
    await tx.query(
      `with moved as (update subscription set party = $2 where owner = $1 and party <> $2 returning id)
       update delivery d set party = $2 from moved where d.subscription_id = moved.id`,
      [owner, party],
    );
  }

  /** All subscriptions of a principal, with their deliveries. */
  async deleteOf(tx: EntityManager, owner: string): Promise<void> {
    await tx.delete(Subscription, { owner });
  }

  /** With its deliveries. @throws {Problem} 404, also for another principal's */
  async delete(tx: EntityManager, id: string, ownedBy: OwnedBy): Promise<void> {
    const { affected } = await tx.delete(Subscription, where(id, ownedBy));
    if (!affected) throw notFound('subscription');
  }

  list(seenBy: SeenBy, states?: readonly SubscriptionState[]): ById<Subscription> {
    const query = this.seen(seenBy);
    if (states) query.andWhere('subscription.state = any(:states)', { states });
    return new ById(query);
  }

  private seen({ owner, memberId }: SeenBy): SelectQueryBuilder<Subscription> {
    const query = this.dataSource.manager.createQueryBuilder(Subscription, 'subscription');
    if (owner === ANYONE) return query;
    const colleagues = 'subscription.party = :memberId and subscription.url is not null';
    return query.andWhere(`(subscription.owner = :owner or ${colleagues})`, { owner, memberId });
  }
}

const where = (id: string, ownedBy: OwnedBy) => (ownedBy === ANYONE ? { id } : { id, owner: ownedBy });
