import { Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '#database';
import { Answer, Answers, AnswersPage, Fails, IdParams, pageAnswer } from '#http';
import { Allow, By, type Principal } from '#identity';
import { Mails } from '#mail';
import { Body, Param, Query } from '#validation';
import { ActivationRepository } from '../../activation/activation.repository.js';
import { RenewActivation } from '../renew-activation/renew-activation.js';
import { ApplyForMembership } from '../apply/apply-for-membership.js';
import { DecideApplication } from '../decide-application/decide-application.js';
import { MembershipApplicationRepository } from '../membership-application.repository.js';
import { ApplicationApproved } from '../membership-mails.js';
import {
  ActivationView, ApplicationDetailView, ApplicationMade, ApplicationQuery, ApplicationView, DecisionDto,
  DecisionView, MembershipApplicationDto, toApplicationView,
} from './membership-application.dto.js'; // prettier-ignore

const noContact = {
  'membership-application.without-contact': 'The contact was erased; ask the authority to apply again.',
};

@ApiTags('membership')
@Controller('v1/membership-applications')
export class MembershipApplicationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly applications: MembershipApplicationRepository,
    private readonly activations: ActivationRepository,
    private readonly mails: Mails,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('public')
  @Fails(429, {
    'membership-application.too-many': 'Too many applications came from this mail domain today. Try again tomorrow.',
  })
  @ApiOperation({ summary: 'Apply for membership' })
  @Answers(201, ApplicationMade)
  async apply(@Body() body: MembershipApplicationDto): Promise<ApplicationMade> {
    const { id, status } = await this.commands.execute(new ApplyForMembership(body));
    return { id, status };
  }

  @Get()
  @Allow('steering')
  @ApiOperation({ summary: 'List applications, oldest first' })
  @AnswersPage(ApplicationView)
  list(@Query() query: ApplicationQuery): Promise<Answer> {
    return pageAnswer('/v1/membership-applications', query, this.applications.list(query.status), toApplicationView);
  }

  @Get(':id')
  @Allow('steering')
  @ApiOperation({ summary: 'Show an application, with what looks like the same authority' })
  @Answers(200, ApplicationDetailView)
  async read(@Param() { id }: IdParams): Promise<ApplicationDetailView> {
    const application = await this.applications.get(id);
    const duplicates = await this.applications.duplicatesOf(application);
    const activation =
      (await this.activations.progressOf(id, await this.mails.stateOf(ApplicationApproved, id), this.clock.now())) ??
      null;
    return { ...toApplicationView(application), duplicates, activation };
  }

  @Post(':id/decision')
  @Allow('steering')
  @ApiOperation({ summary: 'Approve or reject an application; the decision is final' })
  @Fails(409, {
    'membership-application.state': 'The membership-application is approved; possible now: nothing.',
    ...noContact,
  })
  @Answers(200, DecisionView)
  async decide(@Param() { id }: IdParams, @Body() body: DecisionDto, @By() by: Principal): Promise<DecisionView> {
    const { status, memberId } = await this.commands.execute(new DecideApplication(id, body.decision, body.reason, by));
    return { status, ...(memberId !== null ? { memberId } : {}) };
  }

  @Post(':id/activation')
  @Allow('steering')
  @ApiOperation({
    summary: 'Send the applicant another activation link',
    description:
      'For a link that has expired or did not arrive. The new link works for 72 hours; earlier links stop working.',
  })
  @Fails(409, {
    'membership-application.state': 'The application is rejected; approve it first.',
    'activation.used': 'The member already has its client.',
    ...noContact,
  })
  @Answers(202, ActivationView)
  renewActivation(@Param() { id }: IdParams): Promise<ActivationView> {
    return this.commands.execute(new RenewActivation(id));
  }
}
