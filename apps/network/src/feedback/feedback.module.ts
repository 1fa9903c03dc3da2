import { Module } from '@nestjs/common';
import { AppRuntime, Feature } from '#app';
import { MailModule, mailSettings } from '#mail';
import { FeedbackController } from './feedback.controller.js';
import { FeedbackGiven } from './feedback.mail.js';
import { FEEDBACK_MAIL, GiveFeedbackHandler } from './give-feedback.js';

/** What people write to the network, passed on by mail. */
@Feature({ paths: ['/v1/feedback'], tags: { feedback: 'Messages to the secretariat.' } })
@Module({
  imports: [MailModule],
  controllers: [FeedbackController],
  providers: [
    GiveFeedbackHandler,
    FeedbackGiven,
    {
      provide: FEEDBACK_MAIL,
      inject: [AppRuntime],
      useFactory({ settings }: AppRuntime) {
        const { contactMail, steeringMail } = settings.of(mailSettings);
        return contactMail ?? steeringMail[0];
      },
    },
  ],
})
export class FeedbackModule {}
