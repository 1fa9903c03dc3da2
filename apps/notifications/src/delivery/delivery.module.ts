import { Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AppRuntime, Feature } from '#app';
import { Clock } from '#database';
import { Shares1764000300170 } from '../migrations/1764000300170-shares.js';
import { FoldedTexts1764000300171 } from '../migrations/1764000300171-folded-texts.js';
import { TitlesOfEvents1764000300310 } from '../migrations/1764000300310-titles-of-events.js';
import { MailingModule } from '../mailing/mailing.module.js';
import { KeysOfSubscriptions1764000300420 } from '../migrations/1764000300420-keys-of-subscriptions.js';
import { Recoveries1764000300460 } from '../migrations/1764000300460-recoveries.js';
import { EventsOfSearches1764000300451 } from '../migrations/1764000300451-events-of-searches.js';
import { DeliveryLog1764000300411 } from '../migrations/1764000300411-delivery-log.js';
import { Endpoints1764000300430 } from '../migrations/1764000300430-endpoints.js';
import { SubscriptionModule } from '../subscription/subscription.module.js';
import { WebhookModule } from '../webhook/webhook.module.js';
import { webhookSettings } from '../webhook/webhook.settings.js';
import { PublicEventConsumer } from './public-event.consumer.js';
import { DeliveryMetrics } from './delivery.metrics.js';
import { DeliveryRepository } from './delivery.repository.js';
import { ENDPOINT_LIMITS, EndpointRepository, type EndpointLimits } from './endpoint/endpoint.repository.js';
import { DueDeliveries, RETRY_SCHEDULE } from './due-deliveries.js';
import { ChangeSubscriptionHandler } from './change-subscription/change-subscription.js';
import { DELIVERY_LOG_DAYS, ForgetDeliveries } from './forget/forget-deliveries.js';
import { FollowOwner } from './follow-owner/follow-owner.js';
import { DeliveryController } from './http/delivery.controller.js';
import { PreviewController } from './preview/preview.controller.js';
import { PreviewRepository } from './preview/preview.repository.js';
import { QueueMissed } from './recover/queue-missed.js';
import { RecoverSubscriptionHandler } from './recover/recover-subscription.js';
import { RedeliverHandler } from './redeliver/redeliver.js';
import { WebhookWorker } from './worker/webhook-worker.js';

/** The deliveries of subscriptions: one for each event and subscription, in the order of its subject. */
@Feature({
  migrations: [
    Shares1764000300170,
    FoldedTexts1764000300171,
    TitlesOfEvents1764000300310,
    DeliveryLog1764000300411,
    KeysOfSubscriptions1764000300420,
    Endpoints1764000300430,
    Recoveries1764000300460,
    EventsOfSearches1764000300451,
  ],
  paths: ['/v1/deliveries'],
})
@Module({
  imports: [MailingModule, SubscriptionModule, WebhookModule],
  controllers: [DeliveryController, PreviewController],
  providers: [
    PublicEventConsumer,
    DeliveryRepository,
    EndpointRepository,
    FollowOwner,
    PreviewRepository,
    ChangeSubscriptionHandler,
    RecoverSubscriptionHandler,
    QueueMissed,
    RedeliverHandler,
    DueDeliveries,
    DeliveryMetrics,
    ForgetDeliveries,
    {
      provide: ENDPOINT_LIMITS,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime): EndpointLimits => settings.of(webhookSettings),
    },
    {
      provide: DELIVERY_LOG_DAYS,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) => settings.of(webhookSettings).logDays,
    },
    {
      provide: RETRY_SCHEDULE,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) => settings.of(webhookSettings).retrySchedule,
    },
    {
      provide: WebhookWorker,
      inject: [DueDeliveries, Clock, AppRuntime],
      useFactory: (deliveries: DueDeliveries, clock: Clock, { database }: AppRuntime) =>
        new WebhookWorker(deliveries, () => clock.now(), database),
    },
  ],
})
export class DeliveryModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly worker: WebhookWorker) {}

  onApplicationBootstrap(): Promise<void> {
    return this.worker.start();
  }

  /** Finishes deliveries in progress while the database is still there. */
  beforeApplicationShutdown(): Promise<void> {
    return this.worker.stop();
  }
}
