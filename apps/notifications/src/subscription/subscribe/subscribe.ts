import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, UnitOfWork } from '#database';
import { notValid } from '#problems';
import { AllowList, findRefusal } from '#outbound';
import { newWebhookSecret } from '../../webhook/webhook-sender.js';
import type { EventFilter } from '../event-filter.js';
import { Subscription, SUBSCRIPTIONS_PER_OWNER, tooManySubscriptions, type Subscriber } from '../subscription.js';
import { SubscriptionRepository } from '../subscription.repository.js';

/** Someone wants to be told of events at a URL. */
export class Subscribe extends Command<Subscription> {
  constructor(
    readonly subscriber: Subscriber,
    readonly url: string,
    readonly filter: EventFilter,
    readonly language: string | null,
  ) {
    super();
  }
}

@CommandHandler(Subscribe)
export class SubscribeHandler implements ICommandHandler<Subscribe> {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(SubscriptionRepository) private readonly subscriptions: SubscriptionRepository,
    @Inject(AllowList) private readonly allow: AllowList,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ subscriber, url, filter, language }: Subscribe): Promise<Subscription> {
    const refusal = findRefusal(url, this.allow);
    if (refusal) {
      throw notValid([{ pointer: '/channel/url', code: `webhook.refused-${refusal.kind}`, detail: refusal.message }]);
    }
    const subscription = Subscription.make(subscriber, url, newWebhookSecret(), filter, language, this.clock.now());
    return this.work.run(async (tx) => {
      if ((await this.subscriptions.countForInsert(tx, subscriber.owner)) >= SUBSCRIPTIONS_PER_OWNER)
        throw tooManySubscriptions();
      await this.subscriptions.insert(tx, subscription);
      return subscription;
    });
  }
}
