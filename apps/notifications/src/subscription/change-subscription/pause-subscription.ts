import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#database';
import type { Subscription } from '../subscription.js';
import { SubscriptionRepository, type OwnedBy } from '../subscription.repository.js';

/** Sends nothing more for now; what comes meanwhile is kept. */
export class PauseSubscription extends Command<Subscription> {
  constructor(
    readonly id: string,
    readonly ownedBy: OwnedBy,
  ) {
    super();
  }
}

@CommandHandler(PauseSubscription)
export class PauseSubscriptionHandler implements ICommandHandler<PauseSubscription> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly subscriptions: SubscriptionRepository,
  ) {}

  execute({ id, ownedBy }: PauseSubscription): Promise<Subscription> {
    return this.work.run(async (tx) => {
      const subscription = await this.subscriptions.forUpdate(tx, id, ownedBy);
      subscription.pause();
      await this.subscriptions.update(tx, subscription);
      return subscription;
    });
  }
}
