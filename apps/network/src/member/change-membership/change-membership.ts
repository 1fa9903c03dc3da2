import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { dayInBrussels } from '#database';
import { assertRevision, type Revision } from '#http';
import type { Principal } from '#identity';
import { MemberRepository } from '../member.repository.js';
import type { Member } from '../member.js';
import type { MembershipAction } from '../member.workflow.js';

/** Suspends, reinstates or ends a membership, from today or an earlier day on. */
export class ChangeMembership extends Command<Member> {
  constructor(
    readonly id: string,
    readonly action: MembershipAction,
    readonly reason: string,
    readonly effectiveOn: string | undefined,
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(ChangeMembership)
export class ChangeMembershipHandler extends Handler<ChangeMembership> {
  constructor(private readonly members: MemberRepository) {
    super();
  }

  protected async handle(
    { id, action, reason, effectiveOn, ifMatch, by }: ChangeMembership,
    tx: EntityManager,
  ): Promise<Member> {
    const { member, lastChangeOn } = await this.members.forUpdate(tx, id);
    assertRevision(member.revision, ifMatch);
    const today = dayInBrussels(this.clock.now());
    member.change(action, { reason, effectiveOn: effectiveOn ?? today, decidedBy: by.id }, today, lastChangeOn);
    await this.members.save(tx, member);
    return member;
  }
}
