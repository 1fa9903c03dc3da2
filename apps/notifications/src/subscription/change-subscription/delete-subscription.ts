import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import { ownedBy, SubscriptionRepository } from '../subscription.repository.js';

/** Deletes a subscription with all its deliveries. */
export class DeleteSubscription extends CommandOn<void> {}

@CommandHandler(DeleteSubscription)
export class DeleteSubscriptionHandler extends Handler<DeleteSubscription> {
  constructor(private readonly subscriptions: SubscriptionRepository) {
    super();
  }

  protected handle({ id, by }: DeleteSubscription, tx: EntityManager): Promise<void> {
    return this.subscriptions.delete(tx, id, ownedBy(by));
  }
}
