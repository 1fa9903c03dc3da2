import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { MailModule } from '#mail';
import { CloseMailings } from './close-mailings.js';
import { DigestMail } from './digest.mail.js';
import { MailingRepository } from './mailing.repository.js';

/** What subscriptions by e-mail gather, and the mails that it becomes. */
@Feature({})
@Module({
  imports: [MailModule],
  providers: [MailingRepository, CloseMailings, DigestMail],
  exports: [MailingRepository],
})
export class MailingModule {}
