import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Principal } from '#identity';
import type { Rights } from '../../rights/rights.js';
import { MemberProjection } from '../../member/member.projection.js';
import { Invitation } from '../invitation.js';
import { InvitationRepository } from '../invitation.repository.js';

/** Gives rights to whoever signs in with a verified e-mail address. */
export class Invite extends Command<Invitation> {
  constructor(
    readonly email: string,
    readonly wanted: Rights,
    /** Last day of the rights, `YYYY-MM-DD`. */
    readonly endsOn: string | null,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(Invite)
export class InviteHandler extends Handler<Invite, Invitation> {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly members: MemberProjection,
  ) {
    super();
  }

  protected override async prepare({ email, wanted, endsOn, by }: Invite): Promise<Invitation> {
    const invitation = Invitation.make(email, wanted, endsOn, by, this.clock.now());
    if (invitation.memberId !== null) await this.members.assertApproved(invitation.memberId);
    return invitation;
  }

  protected async handle(_: Invite, tx: EntityManager, invitation: Invitation): Promise<Invitation> {
    await this.invitations.save(tx, invitation);
    return invitation;
  }
}
