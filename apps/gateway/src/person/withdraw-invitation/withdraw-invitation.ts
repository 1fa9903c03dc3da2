import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#database';
import type { Principal } from '#identity';
import { Credentials } from '../../credential/credentials.js';
import { Principals } from '../../principal/principals.js';
import { InvitationRepository } from '../invitation.repository.js';

/** Takes back an invitation; where it was redeemed, the person loses these rights at once. */
export class WithdrawInvitation extends Command<void> {
  constructor(
    readonly id: string,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(WithdrawInvitation)
export class WithdrawInvitationHandler implements ICommandHandler<WithdrawInvitation> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly invitations: InvitationRepository,
    private readonly credentials: Credentials,
    private readonly principals: Principals,
  ) {}

  async execute({ id, by }: WithdrawInvitation): Promise<void> {
    await this.work.run(async (tx) => {
      const invitation = await this.invitations.forUpdate(tx, id);
      invitation.assertManagedBy(by);
      await this.invitations.delete(tx, invitation);
      if (invitation.personId !== null) await this.principals.tell(tx, [invitation.personId]);
    });
    this.credentials.forget();
  }
}
