import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Principal } from '#identity';
import { Jobs } from '#jobs';
import { AllowList } from '#outbound';
import { notValid } from '#problems';
import { challenge } from '../../subscription/challenge/challenge-receiver.js';
import { assertReachable } from '../../subscription/subscribe/subscribe.js';
import { noSuchZone, type Changes, type Subscription } from '../../subscription/subscription.js';
import { ownedBy, SubscriptionRepository } from '../../subscription/subscription.repository.js';
import { DeliveryRepository } from '../delivery.repository.js';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';

/**
 * Changes what a subscription receives, and how, or where. At a new URL the receiver is challenged first; what waits
 * goes there once it has answered.
 */
export class ChangeSubscription extends Command<Subscription> {
  constructor(
    readonly id: string,
    readonly changes: Changes,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(ChangeSubscription)
export class ChangeSubscriptionHandler extends Handler<ChangeSubscription> {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly endpoints: EndpointRepository,
    private readonly jobs: Jobs,
    private readonly allow: AllowList,
  ) {
    super();
  }

  protected async handle({ id, changes, by }: ChangeSubscription, tx: EntityManager): Promise<Subscription> {
    const subscription = await this.subscriptions.forUpdate(tx, id, ownedBy(by));
    const before = subscription.url;
    const { url, zone } = changes;
    if (url !== undefined && before !== null) assertReachable(url, this.allow, '/url');
    subscription.change(changes);
    if (zone !== undefined && !(await this.subscriptions.knowsZone(zone, tx))) throw notValid([noSuchZone]);
    await this.subscriptions.updateWishes(tx, subscription);
    if (subscription.url === before) return subscription;
    await challenge(tx, this.jobs, subscription);
    await this.deliveries.hasten(tx, id, this.clock.now());
    await this.endpoints.isWell(tx, { host: subscription.host!, party: subscription.party });
    return subscription;
  }
}
