import { applyDecorators, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, Answers, AnswersPage, Fails, IdParams, IfMatch, pageAnswer, PageQuery, type Revision } from '#http';
import { Allow, By, type Principal } from '#identity';
import { Body, Param, postgres, Query } from '#validation';
import { ChangeMembership } from '../change-membership/change-membership.js';
import type { RecordedChange } from '../member.js';
import { MemberRepository } from '../member.repository.js';
import type { MembershipAction } from '../member.workflow.js';
import {
  memberFacetsSchema,
  MemberQuery,
  MembershipChangeDto,
  MembershipStepView,
  MemberView,
  MOST_MEMBERS,
  toMemberView,
  toStepView,
} from './member.dto.js';

/** A decision of the steering committee on a membership. */
const Changes = (summary: string) =>
  applyDecorators(
    Allow('steering'),
    Fails(409, { 'member.state': 'The member is ended; possible now: nothing.' }),
    Fails(422, {
      'member.effective-on': 'The day must lie between the last change (2026-01-01) and today (2026-05-01).',
    }),
    ApiOperation({ summary }),
    Answers(200, MemberView, 'ETag'),
  );

@ApiTags('members')
@Controller('v1/members')
export class MemberController {
  constructor(
    private readonly commands: CommandBus,
    private readonly members: MemberRepository,
  ) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Members of the network' })
  @AnswersPage(MemberView, { most: MOST_MEMBERS, besides: { facets: memberFacetsSchema } })
  async list(@Query() query: MemberQuery): Promise<Answer> {
    const { body, headers } = await pageAnswer('/v1/members', query, this.members.list(query), toMemberView);
    const counted = query.facets && { facets: await this.members.facets(query, query.facets) };
    return new Answer(Object.assign({}, body, counted), headers);
  }

  @Get(':id')
  @Allow('public')
  @ApiOperation({ summary: 'One member' })
  @Answers(200, MemberView, 'ETag')
  async read(@Param() { id }: IdParams): Promise<Answer> {
    const member = await this.members.get(id);
    return Answer.of(toMemberView(member), member.revision);
  }

  @Get(':id/history')
  @Allow('steering')
  @ApiOperation({ summary: 'List every change of a membership, newest first: who decided what, when and why' })
  @AnswersPage(MembershipStepView)
  async history(@Param() { id }: IdParams, @Query() query: PageQuery): Promise<Answer> {
    await this.members.get(id);
    const order = { place: (step: RecordedChange) => step.id, type: postgres.bigint };
    return pageAnswer(`/v1/members/${id}/history`, query, this.members.history(id), toStepView, order);
  }

  @Post(':id/suspension')
  @Changes('Suspend a member: it may read, but not write')
  suspend(
    @Param() { id }: IdParams,
    @Body() body: MembershipChangeDto,
    @IfMatch({ optional: true }) ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(id, 'suspend', body, ifMatch, by);
  }

  @Post(':id/reinstatement')
  @Changes('Reinstate a suspended member: it may write again')
  reinstate(
    @Param() { id }: IdParams,
    @Body() body: MembershipChangeDto,
    @IfMatch({ optional: true }) ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(id, 'reinstate', body, ifMatch, by);
  }

  @Post(':id/ending')
  @Changes('End a membership; its credentials become invalid')
  end(
    @Param() { id }: IdParams,
    @Body() body: MembershipChangeDto,
    @IfMatch({ optional: true }) ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(id, 'end', body, ifMatch, by);
  }

  private async change(
    id: string,
    action: MembershipAction,
    body: MembershipChangeDto,
    ifMatch: Revision,
    by: Principal,
  ) {
    const command = new ChangeMembership(id, action, body.reason, body.effectiveOn ?? undefined, ifMatch, by);
    const member = await this.commands.execute(command);
    return Answer.of(toMemberView(member), member.revision);
  }
}
