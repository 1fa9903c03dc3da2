import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { Mails } from '#mail';
import { Problem } from '#problems';
import { withoutContact } from '../membership-application.js';
import { MembershipApplicationRepository } from '../membership-application.repository.js';
import { ApplicationApproved } from '../membership-mails.js';
import type { ActivationProgress } from '../../activation/activation.js';
import { ActivationRepository } from '../../activation/activation.repository.js';

/**
 * Sends the applicant another link and ends earlier ones. If a mail is still waiting, it is sent at once instead of
 * doubled.
 */
export class RenewActivation extends Command<ActivationProgress> {
  constructor(readonly applicationId: string) {
    super();
  }
}

@CommandHandler(RenewActivation)
export class RenewActivationHandler extends Handler<RenewActivation> {
  constructor(
    private readonly applications: MembershipApplicationRepository,
    private readonly activations: ActivationRepository,
    private readonly mails: Mails,
  ) {
    super();
  }

  protected async handle({ applicationId }: RenewActivation, tx: EntityManager): Promise<ActivationProgress> {
    const application = await this.applications.forUpdate(tx, applicationId);
    const { memberId, status, contactEmail } = application;
    if (memberId === null) {
      throw new Problem('membership-application.state', 409, `The application is ${status}; approve it first.`);
    }
    if (contactEmail === null) throw withoutContact();
    // Applications that were approved before links existed get theirs here.
    await this.activations.open(tx, applicationId, memberId);
    const activation = await this.activations.lock(tx, applicationId);
    if (activation?.usedAt) {
      throw new Problem(
        'activation.used',
        409,
        'The member already has its client. The operator can issue a new secret for it.',
      );
    }
    if (!(await this.mails.hurry(tx, ApplicationApproved, applicationId))) {
      await this.activations.expireLinks(tx, applicationId, this.clock.now());
      await this.mails.post(tx, ApplicationApproved, { applicationId }, { to: contactEmail, about: applicationId });
    }
    return { state: 'queued', expiresAt: null };
  }
}
