import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { notFound } from '#problems';
import type { Load } from '../worker/places.js';
import { chooseInTurn, type WaitingLine } from '../worker/turns.js';
import type { Lease } from '../worker/work-source.js';
import { Subscription } from './subscription.js';

export const ANYONE = Symbol('anyone');

/** Whose subscriptions a caller may see: those of the principal with this id, or everyone's. */
export type OwnedBy = string | typeof ANYONE;

const dueChallenges: WaitingLine = {
  lock: 7_120_641,
  rows: `subscription where state = 'pending'`,
  calls: `
    select host, party, count(*)::int as calls from subscription
     where state = 'pending' and challenge_claimed_until > clock_timestamp() group by host, party`,
  ofParty: `
    select id, host, challenge_at as "dueAt" from subscription
     where party = turn.party and state = 'pending' and challenge_at <= $4
       and (challenge_claimed_until is null or challenge_claimed_until < clock_timestamp())
       and (host, party) not in (select * from unnest($5::text[], $6::text[]))
     order by challenge_at`,
};

@Injectable()
export class SubscriptionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** How many a party has; serialised, so that a burst cannot slip past a limit. */
  async countForInsert(tx: EntityManager, party: string): Promise<number> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 629))', [party]);
    return tx.countBy(Subscription, { party });
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

  /** What somebody has counts from now on as that party's. */
  async moveTo(tx: EntityManager, owner: string, party: string): Promise<void> {
    await tx.query(
      `with moved as (update subscription set party = $2 where owner = $1 and party <> $2 returning id)
       update delivery d set party = $2 from moved where d.subscription_id = moved.id`,
      [owner, party],
    );
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

  /** Takes subscriptions whose challenge is due, of each party no more than its share. */
  claimChallenges(
    { claim, now, leaseMs }: Lease,
    places: Pick<Load, 'free' | 'held'>,
    after: string,
  ): Promise<Claimed> {
    return this.dataSource.transaction(async (tx) => {
      const { ids, lastTurn } = await chooseInTurn(tx, dueChallenges, now, places, after);
      if (ids.length === 0) return { challenges: [], lastTurn };
      const [rows] = await tx.query<[Omit<ClaimedChallenge, 'claim'>[], number]>(
        `update subscription
            set challenge_claim = $1, challenge_claimed_until = clock_timestamp() + $2 * interval '1 millisecond'
          where id = any($3) and state = 'pending' returning id, party, url, secret`,
        [claim, leaseMs, ids],
      );
      return { challenges: rows.map((row) => ({ ...row, claim })), lastTurn };
    });
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

interface Claimed {
  readonly challenges: ClaimedChallenge[];
  /** Who had the last turn when not all had one. */
  readonly lastTurn: string;
}

export interface ClaimedChallenge {
  readonly id: string;
  readonly party: string;
  readonly url: string;
  readonly secret: string;
  readonly claim: string;
}

const where = (id: string, ownedBy: OwnedBy) => (ownedBy === ANYONE ? { id } : { id, owner: ownedBy });

function found(subscription: Subscription | null): Subscription {
  if (!subscription) throw notFound('subscription');
  return subscription;
}
