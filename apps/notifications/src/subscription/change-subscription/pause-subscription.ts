import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Principal } from '#identity';
import type { Subscription } from '../subscription.js';
import { ownedBy, SubscriptionRepository } from '../subscription.repository.js';

/** Stops sending for now; events are stored meanwhile. */
export class PauseSubscription extends Command<Subscription> {
  constructor(
    readonly id: string,
    readonly by: Principal,
  ) {
    super();
  }
}

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
