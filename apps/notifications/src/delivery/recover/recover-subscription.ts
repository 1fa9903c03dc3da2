import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Principal } from '#identity';
import { Jobs } from '#jobs';
import { notValid } from '#problems';
import { AskReader } from '../../subscription/confirmation/ask-reader.js';
import { DeliveryRepository } from '../delivery.repository.js';
import { QueueMissed } from './queue-missed.js';
import { challenge } from '../../subscription/challenge/challenge-receiver.js';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';
import type { Subscription } from '../../subscription/subscription.js';
import { ownedBy, SubscriptionRepository } from '../../subscription/subscription.repository.js';

/**
 * Sends everything that waits at once, even what waits for its next attempt or the end of the endpoint's rest. With `since` also what was missed from
 * then on: events that came while the subscription had failed, and failed deliveries. Nothing from before its creation.
 */
export class RecoverSubscription extends Command<Subscription> {
  constructor(
    readonly id: string,
    readonly since: Date | undefined,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(RecoverSubscription)
export class RecoverSubscriptionHandler extends Handler<RecoverSubscription> {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly endpoints: EndpointRepository,
    private readonly jobs: Jobs,
    private readonly reader: AskReader,
  ) {
    super();
  }

  /** Checked before events are blocked: a caller without rights to the subscription must not delay anything. */
  protected override async prepare({ id, since, by }: RecoverSubscription): Promise<void> {
    await this.subscriptions.get(id, { owner: ownedBy(by), memberId: null });
    if (since && since > this.clock.now()) {
      throw notValid([{ pointer: '/since', code: 'since', detail: 'This time is in the future; choose a past one.' }]);
    }
  }

  protected async handle({ id, since, by }: RecoverSubscription, tx: EntityManager): Promise<Subscription> {
    const now = this.clock.now();
    await this.deliveries.holdEvents(tx);
    const subscription = await this.subscriptions.forUpdate(tx, id, ownedBy(by));
    subscription.recover();
    const isAsked = subscription.state === 'pending';
    if (isAsked && subscription.address !== null) subscription.askedAt = now;
    await this.subscriptions.update(tx, subscription);
    if (isAsked && subscription.address === null) await challenge(tx, this.jobs, subscription);
    else if (isAsked) await this.reader.run(tx, subscription);
    await this.deliveries.hasten(tx, id, now);
    if (since) {
      subscription.recoveringSince = since;
      await this.deliveries.beginRecovery(tx, id, since);
      await this.jobs.put(tx, QueueMissed, { subscription: id }, { owner: subscription.party, key: id });
    }
    const { host, party } = subscription;
    if (host !== null) await this.endpoints.isWell(tx, { host, party });
    return subscription;
  }
}
