import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, UnitOfWork } from '#database';
import { Jobs } from '#jobs';
import { notValid } from '#problems';
import { DeliveryRepository } from '../delivery.repository.js';
import { challenge } from '../../subscription/challenge/challenge-receiver.js';
import type { Subscription } from '../../subscription/subscription.js';
import { SubscriptionRepository, type OwnedBy } from '../../subscription/subscription.repository.js';

/**
 * Sends at once what waits, also what waits for its next try, and with `since` what was missed from then on: events that came
 * while the subscription had failed, and deliveries that were given up. Nothing from before the subscription was made.
 */
export class RecoverSubscription extends Command<Subscription> {
  constructor(
    readonly id: string,
    readonly since: Date | undefined,
    readonly ownedBy: OwnedBy,
  ) {
    super();
  }
}

@CommandHandler(RecoverSubscription)
export class RecoverSubscriptionHandler implements ICommandHandler<RecoverSubscription> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly subscriptions: SubscriptionRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async execute({ id, since, ownedBy }: RecoverSubscription): Promise<Subscription> {
    // Asked before events are held back: who may not touch the subscription must not hold up anything.
    await this.subscriptions.get(id, ownedBy);
    const now = this.clock.now();
    if (since && since > now) {
      throw notValid([
        { pointer: '/since', code: 'since', detail: 'The moment lies ahead; name one that has passed.' },
      ]);
    }
    return this.work.run(async (tx) => {
      await this.deliveries.holdEvents(tx);
      const subscription = await this.subscriptions.forUpdate(tx, id, ownedBy);
      subscription.recover();
      await this.subscriptions.update(tx, subscription);
      if (subscription.state === 'pending') await challenge(tx, this.jobs, subscription);
      if (since) await this.deliveries.requeueSince(tx, id, since, now);
      await this.deliveries.hasten(tx, id, now);
      return subscription;
    });
  }
}
