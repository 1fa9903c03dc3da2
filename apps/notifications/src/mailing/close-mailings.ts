import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, UnitOfWork } from '#database';
import { Again, Job, type JobHandler } from '#jobs';
import { Mails } from '#mail';
import { SubscriptionRepository } from '../subscription/subscription.repository.js';
import { SUPPRESSED, suppressedError } from '../subscription/stop-mailbox/stop-mailbox.js';
import { SuppressionRepository } from '../suppression/suppression.repository.js';
import { DigestMail } from './digest.mail.js';
import { MailingRepository } from './mailing.repository.js';

/** Mailboxes served at once. */
const BATCH = 100;

/** Turns what mailboxes have gathered into mails, once its window has ended. */
@Job({ kind: 'mailing.close', every: '* * * * *', zone: 'UTC', retry: '5s,15s' })
@Injectable()
export class CloseMailings implements JobHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly mailings: MailingRepository,
    private readonly subscriptions: SubscriptionRepository,
    private readonly suppressions: SuppressionRepository,
    private readonly mails: Mails,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<Again | undefined> {
    const served = await this.work.run(async (tx) => {
      const now = this.clock.now();
      const closed = await this.mailings.close(tx, now, BATCH);
      const suppressed = await this.suppressions.among(tx, closed.map(({ address }) => address), now); // prettier-ignore
      for (const { id, subscriptionId, address, language } of closed) {
        if (suppressed.has(address)) await this.stop(tx, subscriptionId, now);
        else await this.post(tx, id, address, language);
      }
      return closed.length + (await this.mailings.giveUp(tx, SUPPRESSED, now));
    });
    return served > 0 ? new Again() : undefined;
  }

  private post(tx: EntityManager, mailing: string, to: string, language: string | null): Promise<void> {
    return this.mails.post(tx, DigestMail, { mailing }, { to, about: mailing, ...(language && { language }) });
  }

  private async stop(tx: EntityManager, id: string, now: Date): Promise<void> {
    const subscription = await this.subscriptions.lock(tx, id);
    if (!subscription) return;
    subscription.stopMails(suppressedError(now));
    await this.subscriptions.update(tx, subscription);
  }
}
