import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import type { Subscription } from '../subscription.js';
import { ownedBy, SubscriptionRepository } from '../subscription.repository.js';

/** Stops sending for now; events are stored meanwhile. */
export class PauseSubscription extends CommandOn<Subscription> {}

@CommandHandler(PauseSubscription)
export class PauseSubscriptionHandler extends Handler<PauseSubscription> {
  constructor(private readonly subscriptions: SubscriptionRepository) {
    super();
  }

  protected async handle({ id, by }: PauseSubscription, tx: EntityManager): Promise<Subscription> {
    const subscription = await this.subscriptions.forUpdate(tx, id, ownedBy(by));
    subscription.pause();
    await this.subscriptions.update(tx, subscription);
    return subscription;
  }
}
