import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { SuppressionRepository } from '../../suppression/suppression.repository.js';
import { AskReader } from '../confirmation/ask-reader.js';
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
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly suppressions: SuppressionRepository,
    private readonly reader: AskReader,
  ) {
    super();
  }

  protected async handle({ token, act }: ActByLink, tx: EntityManager): Promise<Subscription> {
    const subscription = await this.subscriptions.lockOfLink(tx, token);
    // Pressed twice, or in two mails.
    if (act === 'confirm' && subscription.state !== 'pending') return subscription;
    if (act === 'confirm') subscription.confirm(this.clock.now());
    else subscription[act]();
    const isAskedAgain = subscription.state === 'pending';
    if (isAskedAgain) subscription.askedAt = this.clock.now();
    await this.subscriptions.update(tx, subscription);
    if (isAskedAgain) await this.askAgain(tx, subscription);
    return subscription;
  }

  /** Who has the link has read the mailbox, so another mail is tried; it is on the list again if that one comes back. */
  private async askAgain(tx: EntityManager, subscription: Subscription): Promise<void> {
    await this.suppressions.lift(tx, subscription.address!);
    await this.reader.run(tx, subscription);
  }
}
