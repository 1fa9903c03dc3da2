import { Controller, Delete, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Answer, Answers, AnswersPage, Fails, IdParams, pageAnswer } from '#http';
import { Allow, By, hasRole, own, ownMemberOf, type Principal } from '#identity';
import { Body, Param, Query } from '#validation';
import { InvitationRepository, type Seen } from '../invitation.repository.js';
import { Invite } from '../invite/invite.js';
import { WithdrawInvitation } from '../withdraw-invitation/withdraw-invitation.js';
import {
  InvitationDto,
  InvitationMadeView,
  InvitationQuery,
  InvitationView,
  toInvitationView,
} from './invitation.dto.js';

/** Which invitations and persons a caller sees; an administrator sees all. */
export const seenBy = (by: Principal): Seen | undefined =>
  hasRole(by, 'admin') ? undefined : { memberId: ownMemberOf(by), invitedBy: by.id };

@ApiTags('people')
@Controller('v1/invitations')
@Allow('admin', own('steering'), own('member-editor'))
export class InvitationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly invitations: InvitationRepository,
  ) {}

  @Post()
  @Allow('admin', 'steering', own('member-editor'))
  @ApiOperation({
    summary: 'Give rights to a person, effective at their next sign-in with this verified e-mail address',
    description:
      'An administrator may give any rights, the steering committee the roles member-editor, reviewer and official, a ' +
      'member-editor the role member-editor for their own member. The system sends no mail: inform the person yourself.',
  })
  @Fails(403, {
    'invitation.role-not-yours': 'You may only give the role member-editor.',
    'invitation.grant-not-yours': 'Only the operator gives grants.',
    'invitation.other-member': 'You may only invite for your own member.',
  })
  @Answers(201, InvitationMadeView)
  async invite(@Body() body: InvitationDto, @By() by: Principal): Promise<InvitationMadeView> {
    const { email, roles, memberId = null, affiliation = null, grants, endsOn = null } = body;
    const wanted = { roles, memberId, affiliation, grants: grants ?? [] };
    const { id, expiresAt } = await this.commands.execute(new Invite(email, wanted, endsOn, by));
    return { id, expiresAt };
  }

  @Get()
  @ApiOperation({
    summary:
      'List invitations, oldest first: an administrator sees all, others their own and those of their own member',
  })
  @AnswersPage(InvitationView)
  list(@Query() query: InvitationQuery, @By() by: Principal): Promise<Answer> {
    return pageAnswer('/v1/invitations', query, this.invitations.list(seenBy(by), query), toInvitationView);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Withdraw an invitation; if it has been redeemed, the person loses these rights at once' })
  @Fails(403, {
    'invitation.beyond-own-rights': 'This invitation gives rights that you may not give; ask the operator.',
  })
  @Answers(204)
  async withdraw(@Param() { id }: IdParams, @By() by: Principal): Promise<void> {
    await this.commands.execute(new WithdrawInvitation(id, by));
  }
}
