import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, DEFAULT_LIMIT, etagOf, IfMatch, listAnswer, pageOf, type Revision } from '#http';
import { Allow, By, type Principal } from '#identity';
import { FactSheetDto } from '../../fact-sheet/fact-sheet.dto.js';
import { normalise } from '../../fact-sheet/fact-sheet.js';
import { AnswerRequest } from '../answer-request/answer-request.js';
import { CreatePractice } from '../create-practice/create-practice.js';
import { versionFor } from '../practice.access.js';
import type { Practice } from '../practice.js';
import { PracticeList, type Listed } from '../practice.list.js';
import { PracticeRepository } from '../practice.repository.js';
import type { PracticeVersion } from '../practice-version.js';
import { PublishPractice } from '../publish-practice/publish-practice.js';
import { RequestChanges } from '../request-changes/request-changes.js';
import { RevisePractice } from '../revise-practice/revise-practice.js';
import { SubmitPractice } from '../submit-practice/submit-practice.js';
import { queueStates, type WorkQueue } from '../work-queue.js';
import { WithdrawPractice } from '../withdraw-practice/withdraw-practice.js';
import {
  ChangeRequestDto, OptionalReasonDto, PracticeListQuery, PracticeParams, PracticeReadQuery, PracticeView, RequestAnswerDto,
  RequestParams, toPracticeView, WithdrawalDto,
} from './practice.dto.js'; // prettier-ignore

/** Owners see more contacts than others at the same address: a cache must keep their answers apart. */
const vary = { vary: 'authorization' };

@ApiTags('practices')
@Controller('v1/practices')
export class PracticeController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(PracticeRepository) private readonly practices: PracticeRepository,
    @Inject(PracticeList) private readonly lists: PracticeList,
  ) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Search practices' })
  async list(@Query() query: PracticeListQuery, @By() by: Principal): Promise<Answer> {
    const { limit = DEFAULT_LIMIT, cursor, total, status, sort, assignedTo, waitingFor, ...filter } = query;
    const queue = queueOf(assignedTo, waitingFor);
    const hasWords = (filter.q ?? '').trim() !== '';
    const selection = {
      filter,
      states: status ?? (queue ? queueStates(queue, by) : (['published'] as const)),
      sort: sort ?? (hasWords ? 'relevance' : queue ? 'due' : 'published'),
      ...(queue ? { queue } : {}),
      by,
    } as const;
    const rows = await this.lists.page(selection, cursor, limit);
    const view = ({ practice, version }: Listed) => toPracticeView(practice, version, by);
    const page = pageOf(rows, limit, view, (row) => row.cursor);
    const counted = total ? { ...page, total: await this.lists.count(selection) } : page;
    const { body, headers } = listAnswer('/v1/practices', Object.fromEntries(Object.entries(query)), counted);
    return new Answer(body, { ...headers, ...vary });
  }

  @Get(':id')
  @Allow('public')
  @ApiOperation({ summary: 'One practice: its published version, or the version in work' })
  @ApiOkResponse({ type: PracticeView })
  async read(
    @Param() { id }: PracticeParams,
    @Query() { version }: PracticeReadQuery,
    @By() by: Principal,
  ): Promise<Answer> {
    const practice = await this.practices.get(id);
    return answer(practice, versionFor(practice, by, version), by);
  }

  @Post()
  @Allow('member-editor', 'steering')
  @ApiOperation({ summary: 'Open a practice with its first draft' })
  @ApiCreatedResponse({ type: PracticeView })
  async create(@Body() body: FactSheetDto, @By() by: Principal): Promise<Answer> {
    const created = await this.change(new CreatePractice(normalise(body), by), by);
    const { id } = created.body as PracticeView;
    return new Answer(created.body, { ...created.headers, location: `/v1/practices/${id}` }, 201);
  }

  @Put(':id')
  @Allow('member-editor', 'steering')
  @ApiOperation({ summary: 'Change the version in work, or open one beside the published version' })
  @ApiOkResponse({ type: PracticeView })
  revise(
    @Param() { id }: PracticeParams,
    @Body() body: FactSheetDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(new RevisePractice(id, normalise(body), ifMatch, by), by);
  }

  @Post(':id/submission')
  @HttpCode(200)
  @Allow('member-editor', 'steering')
  @ApiOperation({ summary: 'Hand the version in work to the secretariat' })
  @ApiOkResponse({ type: PracticeView })
  submit(
    @Param() { id }: PracticeParams,
    @Body() { reason }: OptionalReasonDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(new SubmitPractice(id, reason ?? null, ifMatch, by), by);
  }

  @Post(':id/change-request')
  @HttpCode(200)
  @Allow('steering')
  @ApiOperation({ summary: 'Give a submitted version back with what to change' })
  @ApiOkResponse({ type: PracticeView })
  requestChanges(
    @Param() { id }: PracticeParams,
    @Body() { items }: ChangeRequestDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    const plain = items.map(({ pointer, comment }) => ({ pointer, comment }));
    return this.change(new RequestChanges(id, plain, ifMatch, by), by);
  }

  @Post(':id/change-request/:number/answer')
  @HttpCode(200)
  @Allow('member-editor')
  @ApiOperation({ summary: 'Answer one requested change in words' })
  @ApiOkResponse({ type: PracticeView })
  answerRequest(
    @Param() { id, number }: RequestParams,
    @Body() { answer: text }: RequestAnswerDto,
    @IfMatch({ optional: true }) ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(new AnswerRequest(id, number, text, ifMatch, by), by);
  }

  @Post(':id/publication')
  @HttpCode(200)
  @Allow('steering')
  @ApiOperation({ summary: 'Show the submitted version to everyone' })
  @ApiOkResponse({ type: PracticeView })
  publish(
    @Param() { id }: PracticeParams,
    @Body() { reason }: OptionalReasonDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(new PublishPractice(id, reason ?? null, ifMatch, by), by);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Allow('member-editor', 'steering')
  @ApiOperation({ summary: 'Take the practice back; its address answers 410 from then on' })
  @ApiOkResponse({ type: PracticeView })
  withdraw(
    @Param() { id }: PracticeParams,
    @Body() { reason }: WithdrawalDto,
    @IfMatch() ifMatch: Revision,
    @By() by: Principal,
  ): Promise<Answer> {
    return this.change(new WithdrawPractice(id, reason, ifMatch, by), by);
  }

  /** Answers with the version that the command was about. */
  private async change(command: Command<Practice>, by: Principal): Promise<Answer> {
    const practice = await this.commands.execute(command);
    const version = practice.work ?? practice.published;
    if (!version) throw new Error(`Practice ${practice.id} has no version.`);
    return answer(practice, version, by);
  }
}

const queueOf = (assignedTo: string | undefined, waitingFor: WorkQueue['waitingFor']): WorkQueue | undefined =>
  assignedTo === undefined && waitingFor === undefined
    ? undefined
    : { ...(assignedTo === undefined ? {} : { assignedTo }), ...(waitingFor === undefined ? {} : { waitingFor }) };

function answer(practice: Practice, version: PracticeVersion, by: Principal): Answer {
  return new Answer(toPracticeView(practice, version, by), { etag: etagOf(practice.revision), ...vary });
}
