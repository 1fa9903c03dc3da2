import { Injectable } from '@nestjs/common';
import { Clock, UnitOfWork } from '#database';
import { Again, Job, type JobHandler } from '#jobs';
import { SubscriptionRepository } from '../subscription.repository.js';
import { SUPPRESSED_DAYS } from '../../suppression/suppression.repository.js';
import { CONFIRM_WITHIN_DAYS } from './confirmation.mail.js';

const DAY_MS = 86_400_000;
const BATCH = 500;

/**
 * Deletes subscriptions of mailboxes whose readers have not confirmed them, with their addresses; and those that were stopped
 * since the mailbox refuses mails, once that no longer counts.
 */
@Job({ kind: 'subscription.forget', every: '17 3 * * *', zone: 'UTC', retry: '1m,10m,1h' })
@Injectable()
export class ForgetUnconfirmed implements JobHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly subscriptions: SubscriptionRepository,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<Again | undefined> {
    const daysAgo = (days: number) => new Date(this.clock.now().getTime() - days * DAY_MS);
    const [asked, stopped] = [daysAgo(CONFIRM_WITHIN_DAYS), daysAgo(SUPPRESSED_DAYS)];
    const deleted = await this.work.run((tx) => this.subscriptions.deleteUnconfirmed(tx, asked, stopped, BATCH));
    return deleted > 0 ? new Again() : undefined;
  }
}
