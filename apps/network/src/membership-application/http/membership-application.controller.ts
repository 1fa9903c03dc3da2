import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, DEFAULT_LIMIT, encodeCursor, idInCursor, listAnswer, pageOf } from '#http';
import { Allow, By, type Principal } from '#identity';
import { ApplyForMembership } from '../apply/apply-for-membership.js';
import { DecideApplication } from '../decide-application/decide-application.js';
import { MembershipApplicationRepository } from '../membership-application.repository.js';
import {
  ApplicationParams, ApplicationQuery, DecisionDto, MembershipApplicationDto, toApplicationView,
} from './membership-application.dto.js'; // prettier-ignore

@ApiTags('membership')
@Controller('v1/membership-applications')
export class MembershipApplicationController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(MembershipApplicationRepository) private readonly applications: MembershipApplicationRepository,
  ) {}

  @Post()
  @Allow('public')
  @ApiOperation({ summary: 'Apply for membership' })
  async apply(@Body() body: MembershipApplicationDto) {
    const { id, status } = await this.commands.execute(new ApplyForMembership(body));
    return { id, status };
  }

  @Get()
  @Allow('steering')
  @ApiOperation({ summary: 'Applications, oldest first' })
  async list(@Query() query: ApplicationQuery): Promise<Answer> {
    const { limit = DEFAULT_LIMIT, cursor, total, status } = query;
    const rows = await this.applications.list(status, idInCursor('membership-applications', cursor), limit);
    const cursorOf = ({ id }: { id: string }) => encodeCursor('membership-applications', id);
    const page = pageOf(rows, limit, (row) => toApplicationView(row), cursorOf);
    const counted = total ? { ...page, total: await this.applications.count(status) } : page;
    return listAnswer('/v1/membership-applications', query, counted);
  }

  @Get(':id')
  @Allow('steering')
  @ApiOperation({ summary: 'One application, with what looks like the same authority' })
  async read(@Param() { id }: ApplicationParams) {
    const application = await this.applications.get(id);
    return toApplicationView(application, await this.applications.duplicatesOf(application));
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Allow('steering')
  @ApiOperation({ summary: 'Approve or reject; the decision is final' })
  async decide(@Param() { id }: ApplicationParams, @Body() body: DecisionDto, @By() by: Principal) {
    const { status, memberId } = await this.commands.execute(new DecideApplication(id, body.decision, body.reason, by));
    return { status, ...(memberId !== null ? { memberId } : {}) };
  }
}
