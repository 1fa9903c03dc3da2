import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { notFound } from '#problems';
import { Subscription } from './subscription.js';

export const ANYONE = Symbol('anyone');

/** Whose subscriptions a caller may see: those of the principal with this id, or everyone's. */
export type OwnedBy = string | typeof ANYONE;

@Injectable()
export class SubscriptionRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** How many someone has; serialised, so that a burst cannot slip past a limit. */
  async countForInsert(tx: EntityManager, owner: string): Promise<number> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 629))', [owner]);
    return tx.countBy(Subscription, { owner });
  }

  async insert(tx: EntityManager, subscription: Subscription): Promise<void> {
    await tx.insert(Subscription, subscription);
  }

  /** @throws {Problem} 404, for another's too */
  async get(id: string, ownedBy: OwnedBy): Promise<Subscription> {
    return found(await this.dataSource.manager.findOneBy(Subscription, where(id, ownedBy)));
  }

  /**
   * The subscription, locked until the transaction ends. Not the stronger lock of a write to its key: events that
   * refer to it come in meanwhile.
   * @throws {Problem} 404, for another's too
   */
  async forUpdate(tx: EntityManager, id: string, ownedBy: OwnedBy): Promise<Subscription> {
    return found(await this.lock(tx, id, ownedBy));
  }

  /** As {@link forUpdate}; undefined when it was deleted meanwhile. */
  async lock(tx: EntityManager, id: string, ownedBy: OwnedBy = ANYONE): Promise<Subscription | null> {
    return tx.findOne(Subscription, { where: where(id, ownedBy), lock: { mode: 'for_no_key_update' } });
  }

  async update(tx: EntityManager, subscription: Subscription): Promise<void> {
    const { id, state, confirmedAt, lastError, challengeAttempts, challengeAt, challengeClaim, challengeClaimedUntil } =
      subscription;
    await tx.update(
      Subscription,
      { id },
      { state, confirmedAt, lastError, challengeAttempts, challengeAt, challengeClaim, challengeClaimedUntil },
    );
  }

  hasAny(tx: EntityManager, owner: string): Promise<boolean> {
    return tx.existsBy(Subscription, { owner });
  }

  /** All of somebody, with their deliveries. */
  async deleteOf(tx: EntityManager, owner: string): Promise<void> {
    await tx.delete(Subscription, { owner });
  }

  /** With its deliveries. @throws {Problem} 404, for another's too */
  async delete(tx: EntityManager, id: string, ownedBy: OwnedBy): Promise<void> {
    const { affected } = await tx.delete(Subscription, where(id, ownedBy));
    if (!affected) throw notFound('subscription');
  }

  /** One page in the order in which they were made, with one more to tell whether there is a next page. */
  list(ownedBy: OwnedBy, after: string | undefined, limit: number): Promise<Subscription[]> {
    const query = this.filtered(ownedBy)
      .orderBy('subscription.id')
      .take(limit + 1);
    if (after !== undefined) query.andWhere('subscription.id > :after', { after });
    return query.getMany();
  }

  count(ownedBy: OwnedBy): Promise<number> {
    return this.filtered(ownedBy).getCount();
  }

  /**
   * Takes subscriptions whose challenge is due, for `leaseMs`. Leases run by the database's clock, which all instances
   * share.
   */
  async claimChallenges(claim: string, limit: number, now: Date, leaseMs: number): Promise<ClaimedChallenge[]> {
    const [rows] = await this.dataSource.query<[Omit<ClaimedChallenge, 'claim'>[], number]>(
      `update subscription
          set challenge_claim = $1, challenge_claimed_until = clock_timestamp() + $4 * interval '1 millisecond'
        where id in (select id from subscription
                      where state = 'pending' and challenge_at <= $2
                        and (challenge_claimed_until is null or challenge_claimed_until < clock_timestamp())
                      order by challenge_at limit $3 for no key update skip locked)
        returning id, url, secret`,
      [claim, now, limit, leaseMs],
    );
    return rows.map((row) => ({ ...row, claim }));
  }

  /** When the next challenge falls due, if one waits. */
  async nextChallengeAt(now: Date): Promise<Date | undefined> {
    const [row] = await this.dataSource.query<{ at: Date | null }[]>(
      `select min(challenge_at) as at from subscription where state = 'pending' and challenge_at > $1`,
      [now],
    );
    return row?.at ?? undefined;
  }

  private filtered(ownedBy: OwnedBy) {
    const query = this.dataSource.manager.createQueryBuilder(Subscription, 'subscription');
    if (ownedBy !== ANYONE) query.andWhere('subscription.owner = :owner', { owner: ownedBy });
    return query;
  }
}

export interface ClaimedChallenge {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly claim: string;
}

const where = (id: string, ownedBy: OwnedBy) => (ownedBy === ANYONE ? { id } : { id, owner: ownedBy });

function found(subscription: Subscription | null): Subscription {
  if (!subscription) throw notFound('subscription');
  return subscription;
}
