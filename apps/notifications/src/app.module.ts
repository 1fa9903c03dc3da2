import { Module, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'; // prettier-ignore
import { AppRuntime, Feature } from '#app';
import { Clock } from '#database';
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
import { subscriptionWorkflow } from './subscription/subscription.workflow.js';
import { SubscriptionRepository } from './subscription/subscription.repository.js';
import { AllowList } from '#outbound';
import { PrincipalsModule } from '#principals';
import { RECEIVER_LOOKUP, WebhookSender, type WebhookSenderOptions } from './webhook/webhook-sender.js';
import { WebhookWorker } from './worker/webhook-worker.js';

/** Subscriptions and their delivery. */
@Feature({
  entities: [Subscription],
  migrations: [
    Subscriptions1764000300000,
    Steps1764000300010,
    RightsOfOwners1764000300120,
    Shares1764000300170,
    FoldedTexts1764000300171,
    ChallengesAreJobs1764000300300,
  ],
  paths: ['/v1/subscriptions', '/v1/deliveries'],
  tags: { notifications: 'Subscriptions and what was delivered.' },
  workflows: [
    {
      title: 'Subscription',
      about: '`receiver` is the subscriber’s web server, by the way it answers.',
      first: 'pending',
      workflow: subscriptionWorkflow,
    },
  ],
})
@Module({
  imports: [PrincipalsModule],
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
    { provide: RETRY_SCHEDULE, inject: [AppRuntime], useFactory: ({ settings }: AppRuntime) => settings.retrySchedule },
    { provide: AllowList, inject: [AppRuntime], useFactory: ({ settings }: AppRuntime) => settings.webhookAllow },
    {
      provide: WebhookSender,
      inject: [AllowList, { token: RECEIVER_LOOKUP, optional: true }],
      useFactory: (allow: AllowList, lookup?: WebhookSenderOptions['lookup']) => new WebhookSender({ allow, lookup }),
    },
    {
      provide: WebhookWorker,
      inject: [DueDeliveries, Clock, AppRuntime],
      useFactory: (deliveries: DueDeliveries, clock: Clock, { database }: AppRuntime) =>
        new WebhookWorker(deliveries, () => clock.now(), database),
    },
  ],
})
export class NotificationsModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly worker: WebhookWorker,
    private readonly sender: WebhookSender,
  ) {}

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
