import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '#database';
import { Answer, DEFAULT_LIMIT, encodeCursor, idInCursor, listAnswer, pageOf } from '#http';
import { Allow, By, type Principal } from '#identity';
import { ActivationRepository } from '../../activation/activation.repository.js';
import { RenewActivation } from '../../activation/renew-activation/renew-activation.js';
import { ApplyForMembership } from '../apply/apply-for-membership.js';
import { DecideApplication } from '../decide-application/decide-application.js';
import { MembershipApplicationRepository } from '../membership-application.repository.js';
import {
  ActivationView, ApplicationParams, ApplicationQuery, DecisionDto, MembershipApplicationDto, toApplicationView,
} from './membership-application.dto.js'; // prettier-ignore

@ApiTags('membership')
@Controller('v1/membership-applications')
export class MembershipApplicationController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(MembershipApplicationRepository) private readonly applications: MembershipApplicationRepository,
    @Inject(ActivationRepository) private readonly activations: ActivationRepository,
    @Inject(Clock) private readonly clock: Clock,
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
    const duplicates = await this.applications.duplicatesOf(application);
    const activation = (await this.activations.progressOf(id, this.clock.now())) ?? null;
    return { ...toApplicationView(application), duplicates, activation };
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Allow('steering')
  @ApiOperation({ summary: 'Approve or reject; the decision is final' })
  async decide(@Param() { id }: ApplicationParams, @Body() body: DecisionDto, @By() by: Principal) {
    const { status, memberId } = await this.commands.execute(new DecideApplication(id, body.decision, body.reason, by));
    return { status, ...(memberId !== null ? { memberId } : {}) };
  }
  @Post(':id/activation')
  @HttpCode(202)
  @Allow('steering')
  @ApiOperation({
    summary: 'Send the applicant another activation link',
    description: 'For a link that has expired or did not arrive. It works for 72 hours; the links sent before end.',
  })
  @ApiAcceptedResponse({ type: ActivationView })
  renewActivation(@Param() { id }: ApplicationParams) {
    return this.commands.execute(new RenewActivation(id));
  }
}
