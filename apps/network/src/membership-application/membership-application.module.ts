import { Module } from '@nestjs/common';
import { AppRuntime, Feature } from '#app';
import { MailModule, mailSettings } from '#mail';
import { ActivationModule } from '../activation/activation.module.js';
import { MemberModule } from '../member/member.module.js';
import { ContactsLeave1764000100040 } from '../migrations/1764000100040-contacts-leave.js';
import { MailDomains1764000100130 } from '../migrations/1764000100130-mail-domains.js';
import { MailsAreJobs1764000100180 } from '../migrations/1764000100180-mails-are-jobs.js';
import { ApplyForMembershipHandler, STEERING_MAIL } from './apply/apply-for-membership.js';
import { DecideApplicationHandler } from './decide-application/decide-application.js';
import { MembershipApplicationController } from './http/membership-application.controller.js';
import { applicationWorkflow, MembershipApplication } from './membership-application.js';
import { ApplicationsWaiting } from './applications-waiting.js';
import { applicationRecords } from './membership-application.records.js';
import { MembershipApplicationRepository } from './membership-application.repository.js';
import { ApplicationApproved, ApplicationReceived, ApplicationRejected } from './membership-mails.js';
import { RenewActivationHandler } from './renew-activation/renew-activation.js';

/** Applications for membership, their decision, and the mails about them. */
@Feature({
  entities: [MembershipApplication],
  migrations: [ContactsLeave1764000100040, MailDomains1764000100130, MailsAreJobs1764000100180],
  personal: applicationRecords,
  paths: ['/v1/membership-applications'],
  tags: { membership: 'Applications for membership.' },
  workflows: [
    {
      title: 'Membership application',
      about: 'Approval creates a member.',
      first: 'applied',
      workflow: applicationWorkflow,
    },
  ],
})
@Module({
  imports: [MailModule, MemberModule, ActivationModule],
  controllers: [MembershipApplicationController],
  providers: [
    MembershipApplicationRepository,
    ApplicationsWaiting,
    ApplyForMembershipHandler,
    DecideApplicationHandler,
    RenewActivationHandler,
    ApplicationReceived,
    ApplicationApproved,
    ApplicationRejected,
    {
      provide: STEERING_MAIL,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) => settings.of(mailSettings).steeringMail,
    },
  ],
})
export class MembershipApplicationModule {}
