import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, etagOf, IfMatch, type Revision } from '#http';
import { Allow, By, hasRole, type Principal } from '#identity';
import { PracticeParams } from '../../practice/http/practice.dto.js';
import { capacitiesToRead } from '../../practice/practice.access.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { assertImpartial, type Assessment } from '../assessment.js';
import { AssessmentRepository } from '../assessment.repository.js';
import { AssessPractice } from '../assess-practice/assess-practice.js';
import { ChangeAssessment } from '../change-assessment/change-assessment.js';
import { WithdrawAssessment } from '../withdraw-assessment/withdraw-assessment.js';
import { AssessmentDto, AssessmentListView, AssessmentParams, AssessmentView, toAssessmentView, toScores } from './assessment.dto.js'; // prettier-ignore

/** Peers judge a practice on five criteria. Others' scores are hidden from a reviewer until the own ones are given. */
@ApiTags('assessments')
@Controller('v1/practices/:id/assessments')
export class AssessmentController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(PracticeRepository) private readonly practices: PracticeRepository,
    @Inject(AssessmentRepository) private readonly assessments: AssessmentRepository,
  ) {}

  @Get()
  @Allow('reviewer', 'steering')
  @ApiOperation({ summary: 'The assessments of a practice' })
  @ApiOkResponse({ type: AssessmentListView })
  async list(@Param() { id }: PracticeParams, @By() by: Principal): Promise<AssessmentListView> {
    const present = await this.readable(id, by);
    const seesAll = showsScores(present, by);
    return { items: present.map((one) => toAssessmentView(one, seesAll)), next: null };
  }

  @Get(':assessmentId')
  @Allow('reviewer', 'steering')
  @ApiOperation({ summary: 'One assessment' })
  @ApiOkResponse({ type: AssessmentView })
  async read(@Param() { id, assessmentId }: AssessmentParams, @By() by: Principal): Promise<Answer> {
    const present = await this.readable(id, by);
    const one = await this.assessments.get(id, assessmentId);
    return Answer.of(toAssessmentView(one, showsScores(present, by)), one.revision);
  }

  @Post()
  @Allow('reviewer')
  @ApiOperation({
    summary: 'Assess the published version of a practice that is neither your member’s nor your partner’s',
  })
  @ApiCreatedResponse({ type: AssessmentView })
  async assess(@Param() { id }: PracticeParams, @Body() body: AssessmentDto, @By() by: Principal): Promise<Answer> {
    const given = await this.commands.execute(new AssessPractice(id, toScores(body), by));
    const location = `/v1/practices/${id}/assessments/${given.id}`;
    return new Answer(toAssessmentView(given, true), { etag: etagOf(given.revision), location }, 201);
  }

  @Put(':assessmentId')
  @Allow('reviewer')
  @ApiOperation({ summary: 'Change the own assessment; it then judges the version that is published now' })
  @ApiOkResponse({ type: AssessmentView })
  async change(
    @Param() { id, assessmentId }: AssessmentParams,
    @Body() body: AssessmentDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    const changed = await this.commands.execute(new ChangeAssessment(id, assessmentId, toScores(body), ifMatch, by));
    return Answer.of(toAssessmentView(changed, true), changed.revision);
  }

  @Delete(':assessmentId')
  @HttpCode(204)
  @Allow('reviewer')
  @ApiOperation({ summary: 'Withdraw the own assessment; it no longer counts' })
  @ApiNoContentResponse()
  async withdraw(
    @Param() { id, assessmentId }: AssessmentParams,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<void> {
    await this.commands.execute(new WithdrawAssessment(id, assessmentId, ifMatch, by));
  }

  /** @throws {Problem} 403 for a reviewer with a conflict of interest; 404; 410 */
  private async readable(id: string, by: Principal): Promise<Assessment[]> {
    const practice = await this.practices.get(id);
    capacitiesToRead(practice, by);
    if (!hasRole(by, 'steering')) assertImpartial(practice, by);
    return this.assessments.present(id);
  }
}

const showsScores = (present: readonly Assessment[], by: Principal): boolean =>
  hasRole(by, 'steering') || present.some(({ assessorId }) => assessorId === by.id);
