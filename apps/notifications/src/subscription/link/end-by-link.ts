import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { SubscriptionRepository } from '../subscription.repository.js';

/** Ends a subscription with all that it has gathered, and its address. It may have ended before. */
export class EndByLink extends Command<void> {
  constructor(readonly token: string) {
    super();
  }
}

@CommandHandler(EndByLink)
export class EndByLinkHandler extends Handler<EndByLink> {
  constructor(private readonly subscriptions: SubscriptionRepository) {
    super();
  }

  protected handle({ token }: EndByLink, tx: EntityManager): Promise<void> {
    return this.subscriptions.deleteOfLink(tx, token);
  }
}
