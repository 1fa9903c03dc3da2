import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ById } from '#database';
import { hasRole, ownIdOf, type Principal } from '#identity';
import { found, notFound } from '#problems';
import { Subscription } from './subscription.js';
import type { SubscriptionState } from './subscription.workflow.js';

export const ANYONE = Symbol('anyone');

/** Which subscriptions a caller may see: those of the principal with this id, or everyone's. */
export type OwnedBy = string | typeof ANYONE;

/** Which subscriptions the caller may see and change. */
export const ownedBy = (by: Principal): OwnedBy => (hasRole(by, 'admin') ? ANYONE : ownIdOf(by));

@Injectable()
export class SubscriptionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** How many a party has; serialised, so that a burst cannot exceed the limit. */
  async countForInsert(tx: EntityManager, party: string): Promise<number> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 629))', [party]);
    return tx.countBy(Subscription, { party });
  }

  async insert(tx: EntityManager, subscription: Subscription): Promise<void> {
    await tx.insert(Subscription, subscription);
  }

  find(id: string): Promise<Subscription | null> {
    return this.dataSource.manager.findOneBy(Subscription, { id });
  }

  /** @throws {Problem} 404, also for another principal's */
  async get(id: string, ownedBy: OwnedBy): Promise<Subscription> {
    return found(await this.dataSource.manager.findOneBy(Subscription, where(id, ownedBy)), 'subscription');
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
    const { id, state, confirmedAt, lastError } = subscription;
    await tx.update(Subscription, { id }, { state, confirmedAt, lastError });
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

  list(ownedBy: OwnedBy, states?: readonly SubscriptionState[]): ById<Subscription> {
    const query = this.dataSource.manager.createQueryBuilder(Subscription, 'subscription');
    if (ownedBy !== ANYONE) query.andWhere('subscription.owner = :owner', { owner: ownedBy });
    if (states) query.andWhere('subscription.state = any(:states)', { states });
    return new ById(query);
  }
}

const where = (id: string, ownedBy: OwnedBy) => (ownedBy === ANYONE ? { id } : { id, owner: ownedBy });
