import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { dayInBrussels, newId } from '#database';
import type { Principal } from '#identity';
import { Mails } from '#mail';
import { ActivationRepository } from '../../activation/activation.repository.js';
import { Member } from '../../member/member.js';
import { MemberRepository } from '../../member/member.repository.js';
import { withoutContact, type Decision, type MembershipApplication } from '../membership-application.js';
import { MembershipApplicationRepository } from '../membership-application.repository.js';
import { ApplicationApproved, ApplicationRejected } from '../membership-mails.js';

/**
 * The steering committee admits or refuses an authority. A mail tells the applicant; the mail to a new member contains
 * its link.
 */
export class DecideApplication extends Command<MembershipApplication> {
  constructor(
    readonly id: string,
    readonly decision: Decision,
    readonly reason: string,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(DecideApplication)
export class DecideApplicationHandler extends Handler<DecideApplication> {
  constructor(
    private readonly applications: MembershipApplicationRepository,
    private readonly members: MemberRepository,
    private readonly activations: ActivationRepository,
    private readonly mails: Mails,
  ) {
    super();
  }

  protected async handle(
    { id, decision, reason, by }: DecideApplication,
    tx: EntityManager,
  ): Promise<MembershipApplication> {
    const now = this.clock.now();
    const application = await this.applications.forUpdate(tx, id);
    const { contactEmail } = application;
    if (decision === 'approve' && contactEmail === null) throw withoutContact();
    const memberId = decision === 'approve' ? newId() : null;
    application.decide(decision, reason, by.id, now, memberId);
    if (memberId !== null) {
      const { name, kind, country, place, nutsCode, website } = application;
      const effectiveOn = dayInBrussels(now);
      const identity = { id: memberId, name, kind, country, place, nutsCode, website };
      await this.members.save(tx, Member.admit(identity, { effectiveOn, reason, decidedBy: by.id }));
      await this.activations.open(tx, id, memberId);
    }
    await this.applications.update(tx, application);
    const mail = decision === 'approve' ? ApplicationApproved : ApplicationRejected;
    if (contactEmail !== null) {
      await this.mails.post(tx, mail, { applicationId: id }, { to: contactEmail, about: id });
    }
    return application;
  }
}
