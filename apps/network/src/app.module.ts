import { Module } from '@nestjs/common';
import { AppRuntime, Feature } from '#app';
import { MailModule } from '#mail';
import { ActivationRepository } from './activation/activation.repository.js';
import { ActivationLinkController } from './activation/http/activation-link.controller.js';
import { RenewActivationHandler } from './activation/renew-activation/renew-activation.js';
import { ChangeMembershipHandler } from './member/change-membership/change-membership.js';
import { MemberController } from './member/http/member.controller.js';
import { Member } from './member/member.js';
import { memberWorkflow } from './member/member.workflow.js';
import { MemberRepository } from './member/member.repository.js';
import { MemberSnapshotController } from './member/snapshot/member-snapshot.controller.js';
import { MemberSnapshot } from './member/snapshot/member-snapshot.js';
import { ApplyForMembershipHandler, STEERING_MAIL } from './membership-application/apply/apply-for-membership.js';
import { DecideApplicationHandler } from './membership-application/decide-application/decide-application.js';
import { MembershipApplicationController } from './membership-application/http/membership-application.controller.js';
import { MembershipApplication, applicationWorkflow } from './membership-application/membership-application.js';
import { MembershipApplicationRepository } from './membership-application/membership-application.repository.js';
import {
  ApplicationApproved,
  ApplicationReceived,
  ApplicationRejected,
  PUBLIC_URL,
} from './membership-application/membership-mails.js';
import { Members1764000100000 } from './migrations/1764000100000-members.js';
import { Onboarding1764000100010 } from './migrations/1764000100010-onboarding.js';
import { ContactsLeave1764000100040 } from './migrations/1764000100040-contacts-leave.js';
import { MailDomains1764000100130 } from './migrations/1764000100130-mail-domains.js';
import { FoldedNames1764000100170 } from './migrations/1764000100170-folded-names.js';
import { MailsAreJobs1764000100180 } from './migrations/1764000100180-mails-are-jobs.js';
import { networkRecords } from './privacy/network.records.js';

/** Membership, meetings and dialogue. */
@Feature({
  entities: [Member, MembershipApplication],
  migrations: [
    Members1764000100000,
    Onboarding1764000100010,
    ContactsLeave1764000100040,
    MailDomains1764000100130,
    FoldedNames1764000100170,
    MailsAreJobs1764000100180,
  ],
  personal: networkRecords,
  paths: ['/v1/members', '/v1/membership-applications'],
  tags: { membership: 'Applications for membership.', members: 'The members of the network.' },
  workflows: [
    {
      title: 'Membership application',
      about: 'Approval makes a member.',
      first: 'applied',
      workflow: applicationWorkflow,
    },
    {
      title: 'Member',
      about: 'From approval to the end of the membership.',
      first: 'approved',
      workflow: memberWorkflow,
    },
  ],
})
@Module({
  imports: [MailModule],
  controllers: [MemberController, MembershipApplicationController, MemberSnapshotController, ActivationLinkController],
  providers: [
    MemberRepository,
    MemberSnapshot,
    MembershipApplicationRepository,
    ApplyForMembershipHandler,
    DecideApplicationHandler,
    ChangeMembershipHandler,
    ActivationRepository,
    RenewActivationHandler,
    ApplicationReceived,
    ApplicationApproved,
    ApplicationRejected,
    {
      provide: PUBLIC_URL,
      inject: [AppRuntime],
      useFactory:
        ({ settings, urlOf }: AppRuntime) =>
        () =>
          settings.publicUrl ?? urlOf('gateway'),
    },
    {
      provide: STEERING_MAIL,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) => settings.steeringMail,
    },
  ],
})
export class NetworkModule {}
