import { Module } from '@nestjs/common';
import { ActivationModule } from './activation/activation.module.js';
import { FeedbackModule } from './feedback/feedback.module.js';
import { MemberModule } from './member/member.module.js';
import { MembershipDecisionModule } from './membership-decision/membership-decision.module.js';
import { MembershipApplicationModule } from './membership-application/membership-application.module.js';

/** Membership, meetings and dialogue. */
@Module({
  imports: [MemberModule, MembershipApplicationModule, MembershipDecisionModule, ActivationModule, FeedbackModule],
})
export class NetworkModule {}
