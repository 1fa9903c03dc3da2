import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#database';
import { Again, Job, type JobHandler, type JobRun } from '#jobs';
import { MailingRepository } from '../../mailing/mailing.repository.js';
import { SubscriptionRepository } from '../../subscription/subscription.repository.js';
import { DeliveryRepository } from '../delivery.repository.js';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';

const DAY_MS = 24 * 3_600_000;

/** How long the receivers' answers are kept, in days: long enough to find a fault, and no longer, since they are foreign. */
const RESPONSE_DAYS = 7;

/** The most rows that one run changes in one table; when there are more, it runs again. */
const AT_ONCE = 1_000;

export const DELIVERY_LOG_DAYS = Symbol('days for which ended deliveries are kept');

/**
 * Erases the answers of receivers after a week, and forgets ended deliveries, mailings and events that no delivery needs,
 * and endpoints to which nothing goes.
 */
@Job({ kind: 'delivery.forget', every: '20 * * * *', zone: 'Europe/Brussels', retry: '1m,10m' })
@Injectable()
export class ForgetDeliveries implements JobHandler<null> {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly endpoints: EndpointRepository,
    private readonly mailings: MailingRepository,
    private readonly subscriptions: SubscriptionRepository,
    private readonly clock: Clock,
    @Inject(DELIVERY_LOG_DAYS) private readonly logDays: number,
  ) {}

  async run({ signal }: JobRun<null>): Promise<Again | undefined> {
    await this.endpoints.forgetUnused();
    const daysAgo = (days: number) => new Date(this.clock.now().getTime() - days * DAY_MS);
    const forgets = [
      () => this.deliveries.eraseResponses(daysAgo(RESPONSE_DAYS), AT_ONCE),
      () => this.deliveries.forgetEnded(daysAgo(this.logDays), AT_ONCE),
      () => this.mailings.forgetEnded(daysAgo(this.logDays), AT_ONCE),
      () => this.deliveries.forgetEvents(daysAgo(this.logDays), AT_ONCE),
      () => this.deliveries.forgetFound(daysAgo(this.logDays), AT_ONCE),
      () => this.subscriptions.forgetDeletedSearches(daysAgo(this.logDays), AT_ONCE),
    ];
    for (const forget of forgets) {
      if (signal.aborted || (await forget()) === AT_ONCE) return new Again();
    }
    return undefined;
  }
}
