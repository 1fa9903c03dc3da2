import { Injectable } from '@nestjs/common';
import { Clock, UnitOfWork } from '#database';
import { Again, Job, type JobHandler } from '#jobs';
import { SubscriptionRepository } from '../subscription.repository.js';
import { CONFIRM_WITHIN_DAYS } from './confirmation.mail.js';

const DAY_MS = 86_400_000;
const BATCH = 500;

/** Deletes subscriptions of mailboxes whose readers have not confirmed them, with their addresses. */
@Job({ kind: 'subscription.forget', every: '17 3 * * *', zone: 'UTC', retry: '1m,10m,1h' })
@Injectable()
export class ForgetUnconfirmed implements JobHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly subscriptions: SubscriptionRepository,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<Again | undefined> {
    const before = new Date(this.clock.now().getTime() - CONFIRM_WITHIN_DAYS * DAY_MS);
    const deleted = await this.work.run((tx) => this.subscriptions.deleteUnconfirmed(tx, before, BATCH));
    return deleted > 0 ? new Again() : undefined;
  }
}
