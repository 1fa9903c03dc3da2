import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { MailModule } from '#mail';
import { PrincipalsModule } from '#principals';
import { Subscriptions1764000300000 } from '../migrations/1764000300000-subscriptions.js';
import { Steps1764000300010 } from '../migrations/1764000300010-steps.js';
import { RightsOfOwners1764000300120 } from '../migrations/1764000300120-rights-of-owners.js';
import { ChallengesAreJobs1764000300300 } from '../migrations/1764000300300-challenges-are-jobs.js';
import { Mail1764000300400 } from '../migrations/1764000300400-mail.js';
import { HealthAndSecrets1764000300410 } from '../migrations/1764000300410-health-and-secrets.js';
import { Contacts1764000300431 } from '../migrations/1764000300431-contacts.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { SavedSearches1764000300450 } from '../migrations/1764000300450-saved-searches.js';
import { WebhookModule } from '../webhook/webhook.module.js';
import { ChallengeReceiver } from './challenge/challenge-receiver.js';
import { DeleteSubscriptionHandler } from './change-subscription/delete-subscription.js';
import { PauseSubscriptionHandler } from './change-subscription/pause-subscription.js';
import { AskReader } from './confirmation/ask-reader.js';
import { ConfirmationMail } from './confirmation/confirmation.mail.js';
import { ForgetUnconfirmed } from './confirmation/forget-unconfirmed.js';
import { HealthMail } from './health/health.mail.js';
import { HealthNews } from './health/health-news.js';
import { SubscriptionLinkController } from './http/subscription-link.controller.js';
import { ActByLinkHandler } from './link/act-by-link.js';
import { ChangeByLinkHandler } from './link/change-by-link.js';
import { EndByLinkHandler } from './link/end-by-link.js';
import { subscriptionRecords } from './subscription.records.js';
import { SubscriptionController } from './http/subscription.controller.js';
import { Members } from './members.js';
import { ForgetFormerSecret, RotateSecretHandler } from './rotate-secret/rotate-secret.js';
import { FollowDeletion } from './saved-search/follow-deletion.js';
import { SavedSearches } from './saved-search/saved-searches.js';
import { SubscribeHandler } from './subscribe/subscribe.js';
import { StopMailbox } from './stop-mailbox/stop-mailbox.js';
import { Subscription } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';
import { SubscriptionsWaiting } from './subscriptions-waiting.js';
import { TryReceiver } from './try-receiver/try-receiver.js';
import { subscriptionWorkflow } from './subscription.workflow.js';

/** Who wants which events, and where. */
@Feature({
  entities: [Subscription],
  migrations: [
    Subscriptions1764000300000,
    Steps1764000300010,
    RightsOfOwners1764000300120,
    ChallengesAreJobs1764000300300,
    Mail1764000300400,
    HealthAndSecrets1764000300410,
    Contacts1764000300431,
    SavedSearches1764000300450,
  ],
  personal: subscriptionRecords,
  paths: ['/v1/subscriptions'],
  tags: { notifications: 'Subscriptions and what was delivered.' },
  workflows: [
    {
      title: 'Subscription',
      about: '`receiver` is the subscriber’s web server, judged by its responses.',
      first: 'pending',
      workflow: subscriptionWorkflow,
    },
  ],
})
@Module({
  imports: [MailModule, PrincipalsModule, SuppressionModule, WebhookModule],
  controllers: [SubscriptionController, SubscriptionLinkController],
  providers: [
    SubscriptionRepository,
    SubscriptionsWaiting,
    Members,
    SavedSearches,
    FollowDeletion,
    SubscribeHandler,
    PauseSubscriptionHandler,
    RotateSecretHandler,
    ForgetFormerSecret,
    DeleteSubscriptionHandler,
    ChallengeReceiver,
    TryReceiver,
    ActByLinkHandler,
    ChangeByLinkHandler,
    EndByLinkHandler,
    AskReader,
    ConfirmationMail,
    StopMailbox,
    ForgetUnconfirmed,
    HealthMail,
    HealthNews,
  ],
  exports: [AskReader, HealthNews, Members, SavedSearches, StopMailbox, SubscriptionRepository],
})
export class SubscriptionModule {}
