import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Subscription } from '../subscription.js';
import { SubscriptionRepository } from '../subscription.repository.js';

/** What the reader of a mailbox does by the link in its mails, with no account. */
export type LinkAct = 'confirm' | 'pause' | 'recover';

export class ActByLink extends Command<Subscription> {
  constructor(
    readonly token: string,
    readonly act: LinkAct,
  ) {
    super();
  }
}

@CommandHandler(ActByLink)
export class ActByLinkHandler extends Handler<ActByLink> {
  constructor(private readonly subscriptions: SubscriptionRepository) {
    super();
  }

  protected async handle({ token, act }: ActByLink, tx: EntityManager): Promise<Subscription> {
    const subscription = await this.subscriptions.lockOfLink(tx, token);
    // Pressed twice, or in two mails.
    if (act === 'confirm' && subscription.state !== 'pending') return subscription;
    if (act === 'confirm') subscription.confirm(this.clock.now());
    else subscription[act]();
    await this.subscriptions.update(tx, subscription);
    return subscription;
  }
}
