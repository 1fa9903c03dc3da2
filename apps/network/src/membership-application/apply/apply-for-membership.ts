import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { newId } from '#database';
import { Mails } from '#mail';
import { mailAddress } from '#spelling';
import type { MembershipApplicationDto } from '../http/membership-application.dto.js';
import {
  APPLICATIONS_PER_DOMAIN_A_DAY,
  MembershipApplication,
  tooManyApplications,
} from '../membership-application.js';
import { MembershipApplicationRepository } from '../membership-application.repository.js';
import { ApplicationReceived } from '../membership-mails.js';

/** Addresses at which the steering committee learns of applications. */
export const STEERING_MAIL = Symbol('mail of the steering committee');

const DAY_MS = 24 * 60 * 60 * 1000;

/** An authority applies for membership. */
export class ApplyForMembership extends Command<MembershipApplication> {
  constructor(readonly application: MembershipApplicationDto) {
    super();
  }
}

@CommandHandler(ApplyForMembership)
export class ApplyForMembershipHandler extends Handler<ApplyForMembership> {
  constructor(
    private readonly applications: MembershipApplicationRepository,
    private readonly mails: Mails,
    @Inject(STEERING_MAIL) private readonly steeringMail: readonly string[],
  ) {
    super();
  }

  protected async handle(
    { application: { name, kind, country, place, nutsCode, website, contact } }: ApplyForMembership,
    tx: EntityManager,
  ) {
    const now = this.clock.now();
    const { domain } = mailAddress(contact.email)!;
    const recent = await this.applications.countFromDomain(tx, domain, new Date(now.getTime() - DAY_MS));
    if (recent >= APPLICATIONS_PER_DOMAIN_A_DAY) throw tooManyApplications();
    const application = Object.assign(new MembershipApplication(), {
      id: newId(), name, kind, country, place: place ?? null, nutsCode: nutsCode ?? null, website: website ?? null,
      contactName: contact.name, contactEmail: contact.email, mailDomain: domain, consentedAt: now, status: 'applied' as const,
      decidedBy: null, decidedAt: null, reason: null, memberId: null, createdAt: now,
    }); // prettier-ignore
    await this.applications.insert(tx, application);
    for (const to of this.steeringMail) {
      await this.mails.post(tx, ApplicationReceived, { applicationId: application.id }, { to });
    }
    return application;
  }
}
