import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, UnitOfWork } from '#database';
import type { Principal } from '#identity';
import type { Rights } from '../../credential/client.js';
import { MemberDirectory } from '../../member/member-directory.js';
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
export class InviteHandler implements ICommandHandler<Invite> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly invitations: InvitationRepository,
    private readonly members: MemberDirectory,
    private readonly clock: Clock,
  ) {}

  async execute({ email, wanted, endsOn, by }: Invite): Promise<Invitation> {
    const invitation = Invitation.make(email, wanted, endsOn, by, this.clock.now());
    if (invitation.memberId !== null) await this.members.assertApproved(invitation.memberId);
    await this.work.run((tx) => this.invitations.save(tx, invitation));
    return invitation;
  }
}
