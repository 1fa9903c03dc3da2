import { Injectable } from '@nestjs/common';
import { eventContracts, practiceFound, practiceStepEvents, type CloudEvent, type EventOf } from '#contracts';
import { Clock } from '#database';
import { Consumes, type EventContext } from '#messaging';
import { MailingRepository } from '../mailing/mailing.repository.js';
import { DeliveryRepository } from './delivery.repository.js';

const told = [...eventContracts.filter(({ visibility }) => visibility === 'public'), ...practiceStepEvents];

/** Queues what subscribers may see for the subscriptions that want it and whose owners may see it. */
@Injectable()
export class PublicEventConsumer {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly mailings: MailingRepository,
    private readonly clock: Clock,
  ) {}

  @Consumes('subscriptions', told, { tellsNews: true })
  async keep(event: CloudEvent, { tx, replay }: EventContext): Promise<void> {
    // A rebuild brings no news: subscribers would receive a message for every existing practice.
    if (replay) return;
    const now = this.clock.now();
    await this.deliveries.keep(tx, event, now);
    await this.mailings.gather(tx, 'event', event.id, now);
  }

  /** In the stream of the practice, so that what is found is queued before whatever happens to the practice next. */
  @Consumes('subscriptions', [practiceFound], { tellsNews: true })
  async find({ data }: EventOf<typeof practiceFound>, { tx, replay }: EventContext): Promise<void> {
    if (replay) return;
    const now = this.clock.now();
    await this.deliveries.keepFound(tx, data, now);
    await this.mailings.gather(tx, 'event', data.eventId, now);
  }
}
