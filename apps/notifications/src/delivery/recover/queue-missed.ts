import { Injectable } from '@nestjs/common';
import { Clock, UnitOfWork } from '#database';
import { Again, Job, type JobHandler, type JobRun } from '#jobs';
import { MailingRepository } from '../../mailing/mailing.repository.js';
import { DeliveryRepository } from '../delivery.repository.js';

/** Events or deliveries looked at in one transaction. */
const PAGE = 1_000;

/** Queues what a subscription has missed, page by page. Nothing is sent to it before the last one, to keep the order. */
@Job({ kind: 'subscription.queue-missed', retry: '1s,5s,30s', endless: true, atOnce: 2 })
@Injectable()
export class QueueMissed implements JobHandler<{ subscription: string }> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly deliveries: DeliveryRepository,
    private readonly mailings: MailingRepository,
    private readonly clock: Clock,
  ) {}

  async run({ data }: JobRun<{ subscription: string }>): Promise<Again | undefined> {
    const isMore = await this.work.run(async (tx) => {
      const now = this.clock.now();
      const isMissingMore = await this.deliveries.requeueMissed(tx, data.subscription, now, PAGE);
      await this.mailings.gather(tx, 'subscription', data.subscription, now);
      return isMissingMore;
    });
    return isMore ? new Again() : undefined;
  }
}
