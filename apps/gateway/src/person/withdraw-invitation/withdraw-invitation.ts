import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import { Credentials } from '../../credential/credentials.js';
import { Principals } from '../../principal/principals.js';
import { InvitationRepository } from '../invitation.repository.js';

/** Revokes an invitation; if it was redeemed, the person loses these rights at once. */
export class WithdrawInvitation extends CommandOn<void> {}

@CommandHandler(WithdrawInvitation)
export class WithdrawInvitationHandler extends Handler<WithdrawInvitation> {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly credentials: Credentials,
    private readonly principals: Principals,
  ) {
    super();
  }

  protected async handle({ id, by }: WithdrawInvitation, tx: EntityManager): Promise<void> {
    const invitation = await this.invitations.forUpdate(tx, id);
    invitation.assertManagedBy(by);
    await this.invitations.delete(tx, invitation);
    if (invitation.personId !== null) await this.principals.tell(tx, [invitation.personId]);
    this.work.afterCommit(() => this.credentials.forget());
  }
}
