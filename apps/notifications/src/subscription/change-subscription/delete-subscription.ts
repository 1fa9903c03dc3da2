import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#database';
import { SubscriptionRepository, type OwnedBy } from '../subscription.repository.js';

/** Forgets a subscription with all its deliveries. */
export class DeleteSubscription extends Command<void> {
  constructor(
    readonly id: string,
    readonly ownedBy: OwnedBy,
  ) {
    super();
  }
}

@CommandHandler(DeleteSubscription)
export class DeleteSubscriptionHandler implements ICommandHandler<DeleteSubscription> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly subscriptions: SubscriptionRepository,
  ) {}

  execute({ id, ownedBy }: DeleteSubscription): Promise<void> {
    return this.work.run((tx) => this.subscriptions.delete(tx, id, ownedBy));
  }
}
