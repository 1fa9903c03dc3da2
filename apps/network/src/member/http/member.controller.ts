import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, DEFAULT_LIMIT, encodeCursor, idInCursor, IfMatch, listAnswer, pageOf, type Revision } from '#http';
import { Allow, By, type Principal } from '#identity';
import { ChangeMembership } from '../change-membership/change-membership.js';
import { MemberRepository } from '../member.repository.js';
import type { MembershipAction } from '../member.workflow.js';
import { MemberParams, MemberQuery, MembershipChangeDto, MemberView, toMemberView } from './member.dto.js';

@ApiTags('members')
@Controller('v1/members')
export class MemberController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(MemberRepository) private readonly members: MemberRepository,
  ) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Members of the network' })
  async list(@Query() query: MemberQuery): Promise<Answer> {
    const { limit = DEFAULT_LIMIT, cursor, total, ...filter } = query;
    const rows = await this.members.list(filter, idInCursor('members', cursor), limit);
    const page = pageOf(rows, limit, toMemberView, (member) => encodeCursor('members', member.id));
    return listAnswer('/v1/members', query, total ? { ...page, total: await this.members.count(filter) } : page);
  }

  @Get(':id')
  @Allow('public')
  @ApiOperation({ summary: 'One member' })
  @ApiOkResponse({ type: MemberView })
  async read(@Param() { id }: MemberParams): Promise<Answer> {
    const member = await this.members.get(id);
    return Answer.of(toMemberView(member), member.revision);
  }

  @Post(':id/suspension')
  @HttpCode(200)
  @Allow('steering')
  @ApiOperation({ summary: 'Suspend: the member may read but not write' })
  suspend(
    @Param() { id }: MemberParams,
    @Body() body: MembershipChangeDto,
    @IfMatch({ optional: true }) ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(id, 'suspend', body, ifMatch, by);
  }

  @Post(':id/reinstatement')
  @HttpCode(200)
  @Allow('steering')
  @ApiOperation({ summary: 'Let a suspended member write again' })
  reinstate(
    @Param() { id }: MemberParams,
    @Body() body: MembershipChangeDto,
    @IfMatch({ optional: true }) ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(id, 'reinstate', body, ifMatch, by);
  }

  @Post(':id/ending')
  @HttpCode(200)
  @Allow('steering')
  @ApiOperation({ summary: 'End the membership; its credentials die' })
  end(
    @Param() { id }: MemberParams,
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
