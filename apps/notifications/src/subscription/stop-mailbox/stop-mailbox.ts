import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#database';
import { mailAddress } from '#spelling';
import { SuppressionRepository, type SuppressionReason } from '../../suppression/suppression.repository.js';
import type { LastError } from '../subscription.js';
import { SubscriptionRepository } from '../subscription.repository.js';

/** Of deliveries that are not made, and of subscriptions that are stopped, since their mailbox refuses mails. */
export const SUPPRESSED = 'mail.suppressed';

export const suppressedError = (at: Date): LastError => ({
  code: SUPPRESSED,
  detail: 'The mailbox refused a mail for good. Nothing is sent until its reader starts the subscription again.',
  at: at.toISOString(),
});

/** Sends nothing more to an address, and tells so in its subscriptions. */
@Injectable()
export class StopMailbox {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly suppressions: SuppressionRepository,
    private readonly clock: Clock,
  ) {}

  /** Returns whether that changed anything. */
  async run(tx: EntityManager, address: string, reason: SuppressionReason): Promise<boolean> {
    const now = this.clock.now();
    const subscriptions = await this.subscriptions.lockOfAddress(tx, mailAddress(address)!.key);
    let isNews = await this.suppressions.add(tx, address, reason, now);
    for (const subscription of subscriptions) {
      const before = subscription.state;
      subscription.stopMails(suppressedError(now));
      if (subscription.state === before) continue;
      await this.subscriptions.update(tx, subscription);
      isNews = true;
    }
    return isNews;
  }
}
