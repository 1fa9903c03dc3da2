import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Seek } from '#database';
import { Answers, AnswersPage, Fails, IdParams, pageAnswer, PageQuery, type Answer } from '#http';
import { Allow, By, own, type Principal } from '#identity';
import { notFound } from '#problems';
import { Param, postgres, Query } from '#validation';
import { changesBetween } from '../../fact-sheet/fact-sheet-changes.js';
import { capacitiesOf, capacitiesToLookBack } from '../practice.access.js';
import { PracticeHistoryRepository } from '../practice-history.repository.js';
import { PracticeRepository, type MergedPractice } from '../practice.repository.js';
import type { PracticeStep } from '../practice-step.js';
import type { PracticeVersion } from '../practice-version.js';
import { withdrawn } from './practice-failures.js';
import {
  MergedPracticeView, StepView, toVersionView, VersionChangesQuery, VersionChangesView, VersionParams, VersionView,
} from './practice-history.dto.js'; // prettier-ignore

/** How a practice developed: its versions, their differences, and who did what. */
@ApiTags('practices')
@Controller('v1/practices/:id')
export class PracticeHistoryController {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly history: PracticeHistoryRepository,
  ) {}

  @Get('versions')
  @Allow('public')
  @ApiOperation({ summary: 'List the published versions, which never change' })
  @Fails(410, withdrawn)
  @AnswersPage(VersionView)
  async versions(@Param() { id }: IdParams, @Query() query: PageQuery, @By() by: Principal): Promise<Answer> {
    const mayChange = capacitiesToLookBack(await this.practices.get(id), by).length > 0;
    const view = (version: PracticeVersion) => toVersionView(version, mayChange);
    const order = { place: ({ number }: PracticeVersion) => number, type: postgres.integer };
    return pageAnswer(`/v1/practices/${id}/versions`, query, this.practices.publishedVersions(id), view, order);
  }

  @Get('versions/:number')
  @Allow('public')
  @ApiOperation({ summary: 'Show a version of the fact sheet' })
  @Fails(410, withdrawn)
  @Answers(200, VersionView)
  async version(@Param() { id, number }: VersionParams, @By() by: Principal): Promise<VersionView> {
    const { version, mayChange } = await this.readable(id, number, by);
    return toVersionView(version, mayChange);
  }

  @Get('versions/:number/changes')
  @Allow('public')
  @ApiOperation({ summary: 'List what differs between two versions, by value and language' })
  @Fails(410, withdrawn)
  @Answers(200, VersionChangesView)
  async changes(
    @Param() { id, number }: VersionParams,
    @Query() { from }: VersionChangesQuery,
    @By() by: Principal,
  ): Promise<VersionChangesView> {
    const { version } = await this.readable(id, number, by);
    const before =
      from === undefined
        ? (await this.practices.publishedVersions(id).read(new Seek([String(number)]), 1)).at(0)
        : (await this.readable(id, from, by)).version;
    return {
      from: before?.number ?? null,
      to: number,
      items: changesBetween(before?.factSheet ?? {}, version.factSheet),
    };
  }

  @Get('history')
  @Allow(own('member-editor'), 'steering')
  @ApiOperation({
    summary: 'List every step of a practice: who did what, when and why; for its owner and the steering committee',
  })
  @AnswersPage(StepView)
  async steps(@Param() { id }: IdParams, @Query() query: PageQuery, @By() by: Principal): Promise<Answer> {
    if (capacitiesOf(await this.practices.get(id), by).length === 0) throw notFound('practice');
    const order = { place: ({ revision }: PracticeStep) => revision, type: postgres.integer };
    return pageAnswer(`/v1/practices/${id}/history`, query, this.history.list(id), (step) => step, order);
  }

  @Get('mergers')
  @Allow('public')
  @ApiOperation({
    summary: 'List the practices that were merged into this one because they are the same',
    description: 'One that was never published is listed only for its owner and the steering committee.',
  })
  @Fails(410, withdrawn)
  @AnswersPage(MergedPracticeView)
  async mergers(@Param() { id }: IdParams, @Query() query: PageQuery, @By() by: Principal): Promise<Answer> {
    capacitiesToLookBack(await this.practices.get(id), by);
    const view = ({ publishedVersion, ...one }: MergedPractice): MergedPracticeView => ({
      ...one,
      href: `/v1/practices/${one.id}/versions${publishedVersion === null ? '/1' : ''}`,
    });
    return pageAnswer(`/v1/practices/${id}/mergers`, query, this.practices.mergedInto(id, by), view);
  }

  /** @throws {Problem} 404, also for a version in work that the caller may not see; 410 */
  private async readable(id: string, number: number, by: Principal) {
    const mayChange = capacitiesToLookBack(await this.practices.get(id), by).length > 0;
    const version = await this.practices.version(id, number);
    if (version.publishedAt === null && !mayChange) throw notFound('version');
    return { version, mayChange };
  }
}
