import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActQuery, type Answer, AnswersPage, pageAnswer } from '#http';
import { Allow } from '#identity';
import { postgres, Query } from '#validation';
import { MembershipDecisionRepository, type MembershipDecision } from '../membership-decision.repository.js';
import { MembershipDecisionView, toDecisionView } from './membership-decision.dto.js';

const order = {
  place: ({ at, key }: MembershipDecision) => [at.toISOString(), key],
  type: [postgres.timestamptz, postgres.text],
};

@ApiTags('membership')
@Controller('v1/membership-decisions')
export class MembershipDecisionController {
  constructor(private readonly decisions: MembershipDecisionRepository) {}

  @Get()
  @Allow('steering', 'admin')
  @ApiOperation({ summary: 'List what was decided on members and applications, newest first: who, when and why' })
  @AnswersPage(MembershipDecisionView)
  list(@Query() query: ActQuery): Promise<Answer> {
    return pageAnswer('/v1/membership-decisions', query, this.decisions.list(query), toDecisionView, order);
  }
}
