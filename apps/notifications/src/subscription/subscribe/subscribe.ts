import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Principal } from '#identity';
import { Jobs } from '#jobs';
import { PrincipalProjection } from '#principals';
import { notValid } from '#problems';
import { AllowList, findRefusal } from '#outbound';
import { newWebhookSecret } from '../../webhook/webhook-sender.js';
import { challenge } from '../challenge/challenge-receiver.js';
import type { EventFilter } from '../event-filter.js';
import { Subscription, SUBSCRIPTIONS_PER_PARTY, tooManySubscriptions } from '../subscription.js';
import { SubscriptionRepository } from '../subscription.repository.js';

/** Subscribes a URL to events. */
export class Subscribe extends Command<Subscription> {
  constructor(
    readonly by: Principal,
    readonly url: string,
    readonly filter: EventFilter,
    readonly language: string | null,
  ) {
    super();
  }
}

@CommandHandler(Subscribe)
export class SubscribeHandler extends Handler<Subscribe> {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly principals: PrincipalProjection,
    private readonly jobs: Jobs,
    private readonly allow: AllowList,
  ) {
    super();
  }

  protected async handle({ by, url, filter, language }: Subscribe, tx: EntityManager): Promise<Subscription> {
    const refusal = findRefusal(url, this.allow);
    if (refusal) {
      throw notValid([{ pointer: '/channel/url', code: `webhook.refused-${refusal.kind}`, detail: refusal.message }]);
    }
    const subscription = Subscription.make(by, url, newWebhookSecret(), filter, language, this.clock.now());
    await this.principals.admit(tx, by);
    const held = await this.subscriptions.countForInsert(tx, subscription.party);
    if (held >= SUBSCRIPTIONS_PER_PARTY) throw tooManySubscriptions();
    await this.subscriptions.insert(tx, subscription);
    await challenge(tx, this.jobs, subscription);
    return subscription;
  }
}
