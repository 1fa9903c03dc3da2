import { Injectable } from '@nestjs/common';
import { eventContracts, practiceStepEvents, type CloudEvent } from '#contracts';
import { Clock } from '#database';
import { Consumes, type EventContext } from '#messaging';
import { DeliveryRepository } from './delivery.repository.js';

const told = [...eventContracts.filter(({ visibility }) => visibility === 'public'), ...practiceStepEvents];

/** Takes what subscribers may be told, and queues it for the subscriptions that want it and may have it. */
@Injectable()
export class PublicEventConsumer {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly clock: Clock,
  ) {}

  @Consumes('subscriptions', told, { tellsNews: true })
  async keep(event: CloudEvent, { tx, replay }: EventContext): Promise<void> {
    // A rebuild tells no news: subscribers would get a message for every practice that there is.
    if (replay) return;
    await this.deliveries.keep(tx, event, this.clock.now());
  }
}
