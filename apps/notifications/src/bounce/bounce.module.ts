import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { MailingModule } from '../mailing/mailing.module.js';
import { SubscriptionModule } from '../subscription/subscription.module.js';
import { BounceController } from './http/bounce.controller.js';
import { TakeReportHandler } from './take-report/take-report.js';

/** Reports about mails that came back. */
@Feature({ paths: ['/v1/operations/bounces'] })
@Module({
  imports: [MailingModule, SubscriptionModule],
  controllers: [BounceController],
  providers: [TakeReportHandler],
})
export class BounceModule {}
