import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { eventContracts, type CloudEvent } from '#contracts';
import { Clock } from '#database';
import { Consumes, type EventContext } from '#messaging';
import { DeliveryRepository } from '../delivery.repository.js';

const publicContracts = eventContracts.filter(({ visibility }) => visibility === 'public');

/** Takes every public event and queues it for the subscriptions that want it. */
@Controller()
export class PublicEventsController {
  constructor(
    @Inject(DeliveryRepository) private readonly deliveries: DeliveryRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Consumes('notifications.subscriptions', publicContracts)
  async keep(@Payload() event: CloudEvent, @Ctx() { tx, replay }: EventContext): Promise<void> {
    // A rebuild tells no news: subscribers would get a message for every practice that there is.
    if (replay) return;
    await this.deliveries.keep(tx, event, this.clock.now());
  }
}
