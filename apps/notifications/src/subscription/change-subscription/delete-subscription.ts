import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Principal } from '#identity';
import { ownedBy, SubscriptionRepository } from '../subscription.repository.js';

/** Deletes a subscription with all its deliveries. */
export class DeleteSubscription extends Command<void> {
  constructor(
    readonly id: string,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(DeleteSubscription)
export class DeleteSubscriptionHandler extends Handler<DeleteSubscription> {
  constructor(private readonly subscriptions: SubscriptionRepository) {
    super();
  }

  protected handle({ id, by }: DeleteSubscription, tx: EntityManager): Promise<void> {
    return this.subscriptions.delete(tx, id, ownedBy(by));
  }
}
