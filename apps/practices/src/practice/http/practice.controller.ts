import { applyDecorators, Controller, Get, Post, Put } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Answer,
  Answers,
  AnswersPage,
  Fails,
  DEFAULT_LIMIT,
  etagOf,
  IfMatch,
  listAnswer,
  pageOf,
  type Revision,
} from '#http';
import { Allow, By, own, type Principal } from '#identity';
import { Body, Param, Query } from '#validation';
import { Accepted, ReadInLanguages } from '../../reading/http/accept-language.js';
import { Readings } from '../../reading/readings.js';
import { wantedLanguages } from '../../reading/wanted-languages.js';
import { FactSheetDto } from '../../fact-sheet/fact-sheet.dto.js';
import { normalise } from '../../fact-sheet/fact-sheet.js';
import { ChangePractice } from '../change-practice/change-practice.js';
import { CreatePractice } from '../create-practice/create-practice.js';
import { versionFor } from '../practice.access.js';
import { MergePractice, ReverseMerger } from '../merge-practice/merge-practice.js';
import type { Practice } from '../practice.js';
import { PracticeListRepository, type Listed, type PracticeSort } from '../practice-list.repository.js';
import { PracticeRepository } from '../practice.repository.js';
import type { PracticeVersion } from '../practice-version.js';
import type { PracticeState } from '../practice.workflow.js';
import { RevisePractice } from '../revise-practice/revise-practice.js';
import { queueStates, type WorkQueue } from '../work-queue.js';
import { mayNotWrite, Readable, withdrawn } from './practice-failures.js';
import {
  ChangeRequestDto, MergerDto, OptionalReasonDto, PracticeListQuery, PracticeParams, PracticeReadQuery, PracticeView, RequestAnswerDto,
  RequestParams, toPracticeView, WithdrawalDto, type Reading,
} from './practice.dto.js'; // prettier-ignore

/** Owners see more contacts than others at the same address, and readers other languages: a cache must keep their answers apart. */
const vary = { vary: 'authorization, accept-language' };

const notComplete = { 'practice.not-complete': '/objectives: Publication requires this field.' };

/** What each step on a practice may meet. */
const Step = (): MethodDecorator =>
  applyDecorators(
    Fails(403, {
      ...mayNotWrite,
      'practice.not-owner': 'This practice belongs to another member.',
    }),
    Fails(409, { 'practice.state': 'The practice is submitted; possible now: requestChanges, publish, withdraw.' }),
    Fails(410, withdrawn),
  );

@ApiTags('practices')
@Controller('v1/practices')
export class PracticeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly practices: PracticeRepository,
    private readonly lists: PracticeListRepository,
    private readonly readings: Readings,
  ) {}

  @Get()
  @Allow('public')
  @Fails(401, { 'identity.missing': 'Listing by this status requires a credential.' })
  @Fails(403, {
    'practice.status-not-allowed':
      'Only members, for their own practices, and the steering committee may list by this status.',
    'practice.queue-not-allowed': 'Only the steering committee may see the tasks of others.',
  })
  @ReadInLanguages()
  @ApiOperation({ summary: 'Search practices' })
  @AnswersPage(PracticeView)
  async list(@Query() query: PracticeListQuery, @By() by: Principal, @Accepted() accepted?: string): Promise<Answer> {
    const { limit = DEFAULT_LIMIT, cursor, total, status, sort, assignedTo, waitingFor, localised, ...filter } = query;
    const queue = queueOf(assignedTo, waitingFor);
    const hasWords = (filter.q ?? '').trim() !== '';
    const selection = {
      filter,
      states: status ?? (queue ? queueStates(queue, by) : (['published'] as const)),
      sort: sort ?? (hasWords ? 'relevance' : queue ? 'due' : usualSort(status)),
      ...(queue ? { queue } : {}),
      by,
    } as const;
    const rows = await this.lists.page(selection, cursor, limit);
    const wanted = localised ? wantedLanguages(filter.lang, accepted) : undefined;
    const reading = await this.readings.of(
      rows.map(({ practice }) => practice.id),
      wanted,
    );
    const view = ({ practice, version }: Listed) => toPracticeView(practice, version, by, reading(practice.id));
    const page = pageOf(rows, limit, view, (row) => row.cursor);
    const counted = total ? { ...page, total: await this.lists.count(selection) } : page;
    const { body, headers } = listAnswer('/v1/practices', Object.fromEntries(Object.entries(query)), counted);
    return new Answer(body, { ...headers, ...vary });
  }

  @Get(':id')
  @Allow('public')
  @Readable()
  @ReadInLanguages()
  @ApiOperation({ summary: 'Show a practice: its published version, or the working version' })
  @Answers(200, PracticeView, 'ETag')
  async read(
    @Param() { id }: PracticeParams,
    @Query() { version, lang, localised }: PracticeReadQuery,
    @By() by: Principal,
    @Accepted() accepted?: string,
  ): Promise<Answer> {
    const practice = await this.practices.get(id);
    const shown = versionFor(practice, by, version);
    const wanted = localised || lang ? wantedLanguages(lang ? [lang] : [], accepted) : undefined;
    return answer(practice, shown, by, (await this.readings.of([id], wanted))(id));
  }

  @Post()
  @Allow(own('member-editor'), 'steering')
  @Fails(403, mayNotWrite)
  @ApiOperation({ summary: 'Create a practice with its first draft' })
  @Answers(201, PracticeView, 'ETag', 'Location')
  async create(@Body() body: FactSheetDto, @By() by: Principal): Promise<Answer> {
    const created = await this.change(new CreatePractice(normalise(body), by), by);
    const { id } = created.body as PracticeView;
    return new Answer(created.body, { ...created.headers, location: `/v1/practices/${id}` }, 201);
  }

  @Put(':id')
  @Allow(own('member-editor'), 'steering')
  @Step()
  @ApiOperation({ summary: 'Change the working version, or open one next to the published version' })
  @Answers(200, PracticeView, 'ETag')
  revise(
    @Param() { id }: PracticeParams,
    @Body() body: FactSheetDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(new RevisePractice(id, normalise(body), ifMatch, by), by);
  }

  @Post(':id/submission')
  @Allow(own('member-editor'), 'steering')
  @Step()
  @Fails(422, notComplete)
  @ApiOperation({ summary: 'Submit the working version to the secretariat' })
  @Answers(200, PracticeView, 'ETag')
  submit(
    @Param() { id }: PracticeParams,
    @Body() { reason }: OptionalReasonDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(
      new ChangePractice(id, ifMatch, by, (practice, act) => practice.submit(reason ?? null, act)),
      by,
    );
  }

  @Post(':id/change-request')
  @Allow('steering')
  @Step()
  @Fails(422, { 'practice.change-requests': 'A version may have at most 200 requests: combine several into one.' })
  @ApiOperation({ summary: 'Return a submitted version with the changes requested' })
  @Answers(200, PracticeView, 'ETag')
  requestChanges(
    @Param() { id }: PracticeParams,
    @Body() { items }: ChangeRequestDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    const plain = items.map(({ pointer, comment }) => ({ pointer, comment }));
    return this.change(new ChangePractice(id, ifMatch, by, (practice, act) => practice.requestChanges(plain, act)), by);
  }

  @Post(':id/change-request/:number/answer')
  @Allow(own('member-editor'))
  @Step()
  @Fails(409, { 'practice.request-answered': 'This request has been answered.' })
  @ApiOperation({ summary: 'Answer a requested change in words' })
  @Answers(200, PracticeView, 'ETag')
  answerRequest(
    @Param() { id, number }: RequestParams,
    @Body() { answer: text }: RequestAnswerDto,
    @IfMatch({ optional: true }) ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(
      new ChangePractice(id, ifMatch, by, (practice, act) => practice.answerRequest(number, text, act)),
      by,
    );
  }

  @Post(':id/publication')
  @Allow('steering')
  @Step()
  @Fails(422, notComplete)
  @ApiOperation({ summary: 'Publish the submitted version' })
  @Answers(200, PracticeView, 'ETag')
  publish(
    @Param() { id }: PracticeParams,
    @Body() { reason }: OptionalReasonDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(
      new ChangePractice(id, ifMatch, by, (practice, act) => practice.publish(reason ?? null, act)),
      by,
    );
  }

  @Post(':id/withdrawal')
  @Allow(own('member-editor'), 'steering')
  @Step()
  @ApiOperation({ summary: 'Withdraw a practice; its address then returns 410' })
  @Answers(200, PracticeView, 'ETag')
  withdraw(
    @Param() { id }: PracticeParams,
    @Body() { reason }: WithdrawalDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(new ChangePractice(id, ifMatch, by, (practice, act) => practice.withdraw(reason, act)), by);
  }

  @Post(':id/merger')
  @Allow('steering')
  @Step()
  @ApiOperation({
    summary: 'Merge a practice into another that is the same',
    description: 'Its address then redirects there (308). Nothing is moved or lost, and the merger can be reversed.',
  })
  @Answers(200, PracticeView, 'ETag')
  merge(
    @Param() { id }: PracticeParams,
    @Body() { into, reason }: MergerDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(new MergePractice(id, into, reason, ifMatch, by), by);
  }

  @Post(':id/merger-reversal')
  @Allow('steering')
  @Step()
  @ApiOperation({ summary: 'Reverse a merger: the practice is separate again, as it was' })
  @Answers(200, PracticeView, 'ETag')
  reverseMerger(
    @Param() { id }: PracticeParams,
    @Body() { reason }: WithdrawalDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(new ReverseMerger(id, reason, ifMatch, by), by);
  }

  /** Answers with the version that the command was about. */
  private async change(command: Command<Practice>, by: Principal): Promise<Answer> {
    const practice = await this.commands.execute(command);
    const version = practice.work ?? practice.published;
    if (!version) throw new Error(`Practice ${practice.id} has no version.`);
    return answer(practice, version, by);
  }
}

/** What waits for the secretariat is a queue too. */
const usualSort = (states: readonly PracticeState[] = []): PracticeSort =>
  states.length > 0 && states.every((state) => state === 'submitted') ? 'submitted' : 'published';

const queueOf = (assignedTo: string | undefined, waitingFor: WorkQueue['waitingFor']): WorkQueue | undefined =>
  assignedTo === undefined && waitingFor === undefined
    ? undefined
    : { ...(assignedTo === undefined ? {} : { assignedTo }), ...(waitingFor === undefined ? {} : { waitingFor }) };

function answer(practice: Practice, version: PracticeVersion, by: Principal, reading?: Reading): Answer {
  return new Answer(toPracticeView(practice, version, by, reading), { etag: etagOf(practice.revision), ...vary });
}
