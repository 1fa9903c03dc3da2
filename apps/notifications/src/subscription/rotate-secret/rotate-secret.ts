import { Injectable } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import { Clock } from '#database';
import { Job, Jobs, type JobHandler, type JobRun } from '#jobs';
import { newWebhookSecret } from '../../webhook/webhook-sender.js';
import { ownedBy, SubscriptionRepository } from '../subscription.repository.js';

/** Gives a subscription a new secret, which is returned; for a day both sign. */
export class RotateSecret extends CommandOn<string> {}

@CommandHandler(RotateSecret)
export class RotateSecretHandler extends Handler<RotateSecret> {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly jobs: Jobs,
  ) {
    super();
  }

  protected async handle({ id, by }: RotateSecret, tx: EntityManager): Promise<string> {
    const subscription = await this.subscriptions.forUpdate(tx, id, ownedBy(by));
    const secret = newWebhookSecret();
    subscription.rotate(secret, this.clock.now());
    await this.subscriptions.update(tx, subscription);
    const { party: owner, formerSecretUntil } = subscription;
    await this.jobs.put(tx, ForgetFormerSecret, { subscription: id }, { owner, key: id, dueAt: formerSecretUntil! });
    return secret;
  }
}

/** Erases the former secret once it no longer signs. */
@Job({ kind: 'subscription.former-secret', retry: '1m,10m,1h', endless: true, atOnce: 4 })
@Injectable()
export class ForgetFormerSecret implements JobHandler<{ subscription: string }> {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly clock: Clock,
  ) {}

  run({ data }: JobRun<{ subscription: string }>): Promise<void> {
    return this.subscriptions.forgetFormerSecret(data.subscription, this.clock.now());
  }
}
