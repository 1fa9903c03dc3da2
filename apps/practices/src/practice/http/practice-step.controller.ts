import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActQuery, type Answer, AnswersPage, pageAnswer } from '#http';
import { Allow } from '#identity';
import { postgres, Query } from '#validation';
import { PracticeHistoryRepository, type StepOfPractice } from '../practice-history.repository.js';
import { StepOfPracticeView } from './practice-history.dto.js';

const order = {
  place: ({ at, practiceId, revision }: StepOfPractice) => [at.toISOString(), practiceId, revision],
  type: [postgres.timestamptz, postgres.uuid, postgres.integer],
};

/** What was done in all practices. */
@ApiTags('practices')
@Controller('v1/practice-steps')
export class PracticeStepController {
  constructor(private readonly history: PracticeHistoryRepository) {}

  @Get()
  @Allow('steering', 'admin')
  @ApiOperation({ summary: 'List the steps of all practices, newest first: who did what, when and why' })
  @AnswersPage(StepOfPracticeView)
  list(@Query() query: ActQuery): Promise<Answer> {
    return pageAnswer('/v1/practice-steps', query, this.history.all(query), (step) => step, order);
  }
}
