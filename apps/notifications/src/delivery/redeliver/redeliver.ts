import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, UnitOfWork } from '#database';
import { Problem } from '#problems';
import { SubscriptionRepository, type OwnedBy } from '../../subscription/subscription.repository.js';
import { stepsNotAllowed } from '../../subscription/subscription.js';
import { DeliveryRepository, type DeliveryRow } from '../delivery.repository.js';

/** Sends one delivery again, with the id and body it had. */
export class Redeliver extends Command<DeliveryRow> {
  constructor(
    readonly id: string,
    readonly ownedBy: OwnedBy,
  ) {
    super();
  }
}

@CommandHandler(Redeliver)
export class RedeliverHandler implements ICommandHandler<Redeliver> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly deliveries: DeliveryRepository,
    private readonly subscriptions: SubscriptionRepository,
    private readonly clock: Clock,
  ) {}

  execute({ id, ownedBy }: Redeliver): Promise<DeliveryRow> {
    return this.work.run(async (tx) => {
      const { subscriptionId } = await this.deliveries.get(id, ownedBy, tx);
      await this.deliveries.holdEvents(tx);
      const { state } = await this.subscriptions.forUpdate(tx, subscriptionId, ownedBy);
      if (state !== 'active') {
        throw new Problem(
          'subscription.state',
          409,
          `The subscription is ${state}; nothing is sent until it is active.`,
        );
      }
      if (!(await this.deliveries.requeue(tx, id, this.clock.now()))) throw stepsNotAllowed();
      return this.deliveries.get(id, ownedBy, tx);
    });
  }
}
