import { Module, type BeforeApplicationShutdown, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'; // prettier-ignore
import { Clock, type DataSourceContent } from '#database';
import { foundation, type AppRuntime } from '#http';
import { PublicEventConsumer } from './delivery/consumers/public-event.consumer.js';
import { DeliveryMetrics } from './delivery/delivery.metrics.js';
import { DeliveryRepository } from './delivery/delivery.repository.js';
import { DueDeliveries, RETRY_SCHEDULE } from './delivery/due-deliveries.js';
import { DeliveryController } from './delivery/http/delivery.controller.js';
import { RedeliverHandler } from './delivery/redeliver/redeliver.js';
import { Subscriptions1764000300000 } from './migrations/1764000300000-subscriptions.js';
import { Steps1764000300010 } from './migrations/1764000300010-steps.js';
import { RightsOfOwners1764000300120 } from './migrations/1764000300120-rights-of-owners.js';
import { Shares1764000300170 } from './migrations/1764000300170-shares.js';
import { FoldedTexts1764000300171 } from './migrations/1764000300171-folded-texts.js';
import { ChallengesAreJobs1764000300300 } from './migrations/1764000300300-challenges-are-jobs.js';
import { DeleteSubscriptionHandler } from './subscription/change-subscription/delete-subscription.js';
import { PauseSubscriptionHandler } from './subscription/change-subscription/pause-subscription.js';
import { RecoverSubscriptionHandler } from './subscription/change-subscription/recover-subscription.js';
import { ChallengeReceiver } from './subscription/challenge/challenge-receiver.js';
import { FollowOwner } from './subscription/follow-owner/follow-owner.js';
import { Members } from './subscription/members.js';
import { SubscriptionController } from './subscription/http/subscription.controller.js';
import { SubscribeHandler } from './subscription/subscribe/subscribe.js';
import { Subscription } from './subscription/subscription.js';
import { SubscriptionRepository } from './subscription/subscription.repository.js';
import { AllowList } from '#outbound';
import { AppKey1764000000121, Principals1764000000120, PrincipalsModule } from '#principals';
import { WebhookSender, type WebhookSenderOptions } from './webhook/webhook-sender.js';
import { WebhookWorker } from './worker/webhook-worker.js';

export const notificationsContent: DataSourceContent = {
  entities: [Subscription],
  migrations: [
    Subscriptions1764000300000,
    Steps1764000300010,
    Principals1764000000120,
    AppKey1764000000121,
    RightsOfOwners1764000300120,
    Shares1764000300170,
    FoldedTexts1764000300171,
    ChallengesAreJobs1764000300300,
  ],
};

/** Subscriptions and their delivery. */
@Module({})
export class NotificationsModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly worker: WebhookWorker,
    private readonly sender: WebhookSender,
  ) {}

  /** @param resolving how names of receivers are looked up, unless the system's resolver does it */
  static forRoot(runtime: AppRuntime, resolving: Pick<WebhookSenderOptions, 'lookup'> = {}): DynamicModule {
    const { settings, database } = runtime;
    const allow = settings.webhookAllow;
    return {
      module: NotificationsModule,
      imports: [...foundation(runtime, notificationsContent), PrincipalsModule],
      controllers: [SubscriptionController, DeliveryController],
      providers: [
        PublicEventConsumer,
        SubscriptionRepository,
        DeliveryRepository,
        SubscribeHandler,
        FollowOwner,
        Members,
        PauseSubscriptionHandler,
        RecoverSubscriptionHandler,
        DeleteSubscriptionHandler,
        RedeliverHandler,
        ChallengeReceiver,
        DueDeliveries,
        DeliveryMetrics,
        { provide: RETRY_SCHEDULE, useValue: settings.retrySchedule },
        { provide: AllowList, useValue: allow },
        { provide: WebhookSender, useFactory: () => new WebhookSender({ allow, ...resolving }) },
        {
          provide: WebhookWorker,
          useFactory: (deliveries: DueDeliveries, clock: Clock) =>
            new WebhookWorker(deliveries, () => clock.now(), database),
          inject: [DueDeliveries, Clock],
        },
      ],
    };
  }

  onApplicationBootstrap(): Promise<void> {
    return this.worker.start();
  }

  /** Finishes what is in hand while the database is still there. */
  beforeApplicationShutdown(): Promise<void> {
    return this.worker.stop();
  }

  onApplicationShutdown(): void {
    // Not waited for: it ends with its last attempt, which was waited for as long as it may be.
    void this.sender.close();
  }
}
