import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { MailModule } from '#mail';
import { SettledMails1764000300441 } from '../migrations/1764000300441-settled-mails.js';
import { SubscriptionModule } from '../subscription/subscription.module.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { CloseMailings } from './close-mailings.js';
import { DigestMail } from './digest.mail.js';
import { MailingRepository } from './mailing.repository.js';

/** What subscriptions by e-mail gather, and the mails that it becomes. */
@Feature({ migrations: [SettledMails1764000300441] })
@Module({
  imports: [MailModule, SubscriptionModule, SuppressionModule],
  providers: [MailingRepository, CloseMailings, DigestMail],
  exports: [MailingRepository],
})
export class MailingModule {}
