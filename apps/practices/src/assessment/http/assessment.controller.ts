import { Controller, Delete, Get, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, Answers, etagOf, Fails, IdParams, Writes, type Writing } from '#http';
import { Allow, By, foreign, hasRole, own, type Principal } from '#identity';
import { Body, Param } from '#validation';
import { Actable, Readable } from '../../practice/http/practice-failures.js';
import type { Acting } from '../../practice/acting-on-practice.js';
import { capacitiesToRead } from '../../practice/practice.access.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { assertImpartial, type Assessment } from '../assessment.js';
import { AssessmentRepository } from '../assessment.repository.js';
import { AssessPractice } from '../assess-practice/assess-practice.js';
import { ChangeAssessment } from '../change-assessment/change-assessment.js';
import { AssessmentDto, AssessmentListView, AssessmentParams, AssessmentView, toAssessmentView, toScores } from './assessment.dto.js'; // prettier-ignore

const partial = {
  'assessment.without-affiliation': 'A reviewer must have a member or a declared affiliation.',
  'assessment.conflict-of-interest':
    'Reviewers may not assess practices of their own member or practices in which it is a partner.',
};
const notYours = { 'assessment.not-yours': 'Only the reviewer who gave an assessment may change or withdraw it.' };

/** Peers assess a practice on five criteria. A reviewer sees others' scores only after giving their own. */
@ApiTags('assessments')
@Controller('v1/practices/:id/assessments')
export class AssessmentController {
  constructor(
    private readonly commands: CommandBus,
    private readonly practices: PracticeRepository,
    private readonly assessments: AssessmentRepository,
  ) {}

  @Get()
  @Readable()
  @Allow(foreign('reviewer'), 'steering')
  @Fails(403, partial)
  @ApiOperation({ summary: 'List the assessments of a practice' })
  @Answers(200, AssessmentListView)
  async list(@Param() { id }: IdParams, @By() by: Principal): Promise<AssessmentListView> {
    const present = await this.readable(id, by);
    const seesAll = showsScores(present, by);
    return { items: present.map((one) => toAssessmentView(one, seesAll)), next: null };
  }

  @Get(':assessmentId')
  @Readable()
  @Allow(foreign('reviewer'), 'steering')
  @Fails(403, partial)
  @ApiOperation({ summary: 'Show an assessment' })
  @Answers(200, AssessmentView, 'ETag')
  async read(@Param() { id, assessmentId }: AssessmentParams, @By() by: Principal): Promise<Answer> {
    const present = await this.readable(id, by);
    const one = await this.assessments.get(id, assessmentId);
    return Answer.of(toAssessmentView(one, showsScores(present, by)), one.revision);
  }

  @Post()
  @Actable()
  @Allow(foreign('reviewer'))
  @Fails(403, partial)
  @Fails(409, {
    'assessment.exists': 'You have already assessed this practice: change your assessment instead.',
    'assessment.too-many': 'A practice may have at most 100 assessments.',
    'practice.state': 'The practice was never published; only published practices can be assessed.',
  })
  @ApiOperation({
    summary: 'Assess the published version of a practice in which your member has no part',
  })
  @Answers(201, AssessmentView, 'ETag', 'Location')
  async assess(@Param() { id }: IdParams, @Body() body: AssessmentDto, @By() by: Principal): Promise<Answer> {
    const given = await this.commands.execute(new AssessPractice(id, toScores(body), by));
    const location = `/v1/practices/${id}/assessments/${given.id}`;
    return new Answer(toAssessmentView(given, true), { etag: etagOf(given.revision), location }, 201);
  }

  @Put(':assessmentId')
  @Actable()
  @Allow(own('reviewer'))
  @Fails(403, { ...partial, ...notYours })
  @ApiOperation({ summary: 'Change your own assessment, which then applies to the currently published version' })
  @Answers(200, AssessmentView, 'ETag')
  async change(
    @Param() { id, assessmentId }: AssessmentParams,
    @Body() body: AssessmentDto,
    @Writes() writing: Writing,
  ): Promise<Answer> {
    const scores = toScores(body);
    const changed = await this.commands.execute(
      new ChangeAssessment(id, assessmentId, writing, (one, { practice, published, act }) =>
        one.change(practice, published.number, scores, writing.by, act.at),
      ),
    );
    return Answer.of(toAssessmentView(changed, true), changed.revision);
  }

  @Delete(':assessmentId')
  @Actable()
  @Allow(own('reviewer'))
  @Fails(403, { ...partial, ...notYours })
  @ApiOperation({ summary: 'Withdraw your own assessment, which then no longer counts' })
  @Answers(204)
  async withdraw(@Param() { id, assessmentId }: AssessmentParams, @Writes() writing: Writing): Promise<void> {
    const withdraw = (one: Assessment, { act }: Acting) => one.withdraw(writing.by, act.at);
    await this.commands.execute(new ChangeAssessment(id, assessmentId, writing, withdraw));
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
