import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import { Problem } from '#problems';
import { ownedBy, SubscriptionRepository } from '../../subscription/subscription.repository.js';
import { onlyForWebhooks, stepsNotAllowed } from '../../subscription/subscription.js';
import { DeliveryRepository, type DeliveryRow } from '../delivery.repository.js';

/** Sends one delivery again, with the id and body it had. */
export class Redeliver extends CommandOn<DeliveryRow> {}

@CommandHandler(Redeliver)
export class RedeliverHandler extends Handler<Redeliver> {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly subscriptions: SubscriptionRepository,
  ) {
    super();
  }

  protected async handle({ id, by }: Redeliver, tx: EntityManager): Promise<DeliveryRow> {
    const { subscriptionId } = await this.deliveries.get(id, ownedBy(by), tx);
    await this.deliveries.holdEvents(tx);
    const { state, url } = await this.subscriptions.forUpdate(tx, subscriptionId, ownedBy(by));
    if (url === null) throw onlyForWebhooks();
    if (state !== 'active') {
      throw new Problem('subscription.state', 409, `The subscription is ${state}; nothing is sent until it is active.`);
    }
    if (!(await this.deliveries.requeue(tx, id, this.clock.now()))) throw stepsNotAllowed();
    return this.deliveries.get(id, ownedBy(by), tx);
  }
}
