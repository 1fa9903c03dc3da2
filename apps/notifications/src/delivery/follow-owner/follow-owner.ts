import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { principalChanged, type PrincipalFacts } from '#contracts';
import { ReactsTo, type Happening } from '#messaging';
import { DeliveryRepository } from '../delivery.repository.js';
import { partyOf } from '../../subscription/subscription.js';
import { SubscriptionRepository } from '../../subscription/subscription.repository.js';

/**
 * Subscriptions follow the rights of their owner. Those of an owner who has ended end too, since nobody could change
 * them any more. For other owners, waiting deliveries that they may no longer see are not sent.
 */
@Injectable()
export class FollowOwner {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly deliveries: DeliveryRepository,
  ) {}

  @ReactsTo(principalChanged)
  async follow(tx: EntityManager, events: readonly Happening<PrincipalFacts>[]): Promise<void> {
    for (const { data } of events) await this.followOne(tx, data);
  }

  private async followOne(tx: EntityManager, { id: owner, roles, memberId }: PrincipalFacts): Promise<void> {
    if (roles.length === 0) await this.deliveries.forgetFoundFor(tx, owner);
    if (!(await this.subscriptions.hasAny(tx, owner))) return;
    // First of all, as in a recovery: an event that is being queued comes before the change, the next one after it.
    await this.deliveries.holdEvents(tx);
    if (roles.length === 0) return this.subscriptions.deleteOf(tx, owner);
    await this.subscriptions.moveTo(tx, owner, partyOf({ id: owner, memberId }));
    await this.deliveries.dropUntold(tx, owner);
  }
}
