import { applyDecorators, Controller, Get, Patch, Post, Put } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Answer, Answers, AnswersPage, DEFAULT_LIMIT, etagOf, Fails, IdParams, Known, listAnswer, pageOf, type RawBody, seekOf, Writes, type Writing,
} from '#http'; // prettier-ignore
import { Allow, By, hasRole, own, type Allowed, type Principal } from '#identity';
import { Body, Param, postgres, Query } from '#validation';
import { Accepted, ReadInLanguages } from '../../reading/http/accept-language.js';
import { Readings } from '../../reading/readings.js';
import { wantedLanguages } from '../../reading/wanted-languages.js';
import { MERGE_PATCH, patched, patchSchema } from '../../fact-sheet/merge-patch.js';
import { FactSheetDto } from '../../fact-sheet/fact-sheet.dto.js';
import { normalise } from '../../fact-sheet/fact-sheet.js';
import { ChangePractice } from '../change-practice/change-practice.js';
import { CreatePractice } from '../create-practice/create-practice.js';
import { capacitiesOf, versionFor } from '../practice.access.js';
import { MergePractice, ReverseMerger } from '../merge-practice/merge-practice.js';
import type { Practice } from '../practice.js';
import { Highlights, type Highlight } from '../highlights.js';
import { placesOf, PracticeListRepository, type Listed } from '../practice-list.repository.js';
import { PracticeRepository } from '../practice.repository.js';
import type { Act } from '../practice-step.js';
import type { PracticeVersion } from '../practice-version.js';
import { PublicPractices } from '../public-practices.js';
import { RevisePractice } from '../revise-practice/revise-practice.js';
import { ListedPracticeView } from './highlight.dto.js';
import { mayNotList, mayNotWrite, Readable, withdrawn } from './practice-failures.js';
import { asEveryoneSees, JSON_TYPE, vary } from './ready-practices.js';
import { selectionOf } from './selection-of.js';
import {
  ChangeRequestDto, facetsSchema, IdListQuery, MergerDto, MOST_IDS, MOST_POINTS, OptionalReasonDto, PointListQuery, PointView, PracticeIdView, PracticeListQuery, PracticeReadQuery, PracticeView, RequestAnswerDto,
  RequestParams, toPracticeView, WithdrawalDto, type Reading,
} from './practice.dto.js'; // prettier-ignore

const notComplete = { 'practice.not-complete': '/objectives: Publication requires this field.' };

/** What every step on a practice declares. */
const Changes = (who: readonly Allowed[], summary: string, description?: string): MethodDecorator =>
  applyDecorators(
    Allow(...who),
    ApiOperation({ summary, ...(description === undefined ? {} : { description }) }),
    Fails(403, { ...mayNotWrite, 'practice.not-owner': 'This practice belongs to another member.' }),
    Fails(409, { 'practice.state': 'The practice is submitted; possible now: requestChanges, publish, withdraw.' }),
    Fails(410, withdrawn),
    Answers(200, PracticeView, 'ETag'),
  );

const ownerOrSteering = [own('member-editor'), 'steering'] as const;

@ApiTags('practices')
@Controller('v1/practices')
export class PracticeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly practices: PracticeRepository,
    private readonly lists: PracticeListRepository,
    private readonly readings: Readings,
    private readonly seen: PublicPractices,
    private readonly highlights: Highlights,
  ) {}

  @Get()
  @Allow('public')
  @Fails(401, { 'identity.missing': 'Listing by this status requires a credential.' })
  @Fails(403, mayNotList)
  @ReadInLanguages()
  @ApiOperation({ summary: 'Search practices' })
  @AnswersPage(ListedPracticeView, { besides: { facets: facetsSchema } })
  async list(@Query() query: PracticeListQuery, @By() by: Principal, @Accepted() accepted?: string): Promise<Answer> {
    const { limit = DEFAULT_LIMIT, cursor, total, q = '', lang, localised, highlight, facets } = query;
    const selection = selectionOf(query, by);
    const { list, types } = placesOf(selection.sort);
    const seek = seekOf(list, cursor, types);
    const wanted = localised ? wantedLanguages(lang, accepted) : undefined;
    const { rows, ...counted } = await this.lists.list(selection, seek, limit + 1, wanted, {
      ...(total ? { total } : {}),
      ...(facets ? { facets } : {}),
    });
    const read = { list, seek, limit, placeOf: ({ place }: Listed) => place };
    const versions = rows.slice(0, limit).map(({ version }) => version);
    const readIn = wanted ?? wantedLanguages(lang, undefined);
    const found = highlight ? await this.highlights.of(q, versions, readIn) : [];
    const highlights = new Map(found.map((one, n) => [rows[n], one]));
    const page = pageOf(read, rows, (row) => withHighlights(row.json, highlights.get(row)));
    const { items, ...rest } = { ...page, ...counted };
    const { headers } = listAnswer('/v1/practices', Object.fromEntries(Object.entries(query)), page);
    const body = `{"items":[${items.filter((item) => item !== undefined).join()}],${JSON.stringify(rest).slice(1)}`;
    return new Answer(body, { ...headers, 'content-type': JSON_TYPE, ...vary });
  }

  @Get('ids')
  @Allow('public')
  @ApiOperation({ summary: 'List the ids of all published practices, and when each has changed' })
  @AnswersPage(PracticeIdView, { most: MOST_IDS })
  async ids(@Query() { limit = MOST_IDS, cursor, ...filter }: IdListQuery): Promise<Answer> {
    const list = 'practices/ids';
    const seek = seekOf(list, cursor, [postgres.uuid]);
    const rows = await this.lists.ids(filter, seek, limit + 1);
    const page = pageOf({ list, seek, limit, placeOf: ({ id }) => [id] }, rows, (row) => row);
    return listAnswer(`/v1/${list}`, { ...filter, limit }, page);
  }

  @Get('points')
  @Allow('public')
  @ApiOperation({ summary: 'List the practices that have a place on the map' })
  @AnswersPage(PointView, { most: MOST_POINTS })
  async points(@Query() { limit = MOST_POINTS, cursor, ...filter }: PointListQuery): Promise<Answer> {
    const list = 'practices/points';
    const seek = seekOf(list, cursor, [postgres.uuid]);
    const rows = await this.lists.points(filter, seek, limit + 1);
    const page = pageOf({ list, seek, limit, placeOf: ({ id }) => [id] }, rows, (point) => point);
    return listAnswer(`/v1/${list}`, { ...filter, limit }, page);
  }

  @Get(':id')
  @Allow('public')
  @Readable()
  @ReadInLanguages()
  @ApiOperation({ summary: 'Show a practice: its published version, or the working version' })
  @Answers(200, PracticeView, 'ETag')
  async read(
    @Param() { id }: IdParams,
    @Query() { version, lang, localised }: PracticeReadQuery,
    @By() by: Principal,
    @Known() known: string[],
    @Accepted() accepted?: string,
  ): Promise<Answer> {
    const wanted = localised || lang ? wantedLanguages(lang ? [lang] : [], accepted) : undefined;
    const seesMore = version !== undefined || hasRole(by, 'steering');
    const seen = seesMore ? undefined : await this.seen.find(id, wanted, known);
    if (!seen || capacitiesOf(seen, by).length > 0) {
      const practice = await this.practices.get(id);
      return answer(practice, versionFor(practice, by, version), by, (await this.readings.of([id], wanted))(id));
    }
    return asEveryoneSees(seen);
  }

  @Post()
  @Allow(...ownerOrSteering)
  @Fails(403, mayNotWrite)
  @ApiOperation({ summary: 'Create a practice with its first draft' })
  @Answers(201, PracticeView, 'ETag', 'Location')
  async create(@Body() body: FactSheetDto, @By() by: Principal): Promise<Answer> {
    const created = await this.change(new CreatePractice(normalise(body), by), by);
    const { id } = created.body as PracticeView;
    return new Answer(created.body, { ...created.headers, location: `/v1/practices/${id}` }, 201);
  }

  @Put(':id')
  @Changes(ownerOrSteering, 'Change the working version, or open one next to the published version')
  revise(@Param() { id }: IdParams, @Body() body: FactSheetDto, @Writes() writing: Writing): Promise<Answer> {
    return this.change(new RevisePractice(id, () => normalise(body), writing), writing.by);
  }

  @Patch(':id')
  @Changes(
    ownerOrSteering,
    'Change fields of the working version, or open one next to the published version',
    'A JSON Merge Patch (RFC 7396) of the fact sheet: what is null is removed, lists are replaced, everything else stays as it is. Made for saving while somebody writes: what one person sends within ten minutes is one step of the history.',
  )
  @Fails(415, { 'request.media-type': `Send JSON in UTF-8 with content-type ${MERGE_PATCH}.` })
  @ApiConsumes(MERGE_PATCH)
  @ApiBody({ required: true, schema: patchSchema })
  patch(@Param() { id }: IdParams, @Body() body: RawBody | undefined, @Writes() writing: Writing): Promise<Answer> {
    const patch = body?.json(MERGE_PATCH);
    return this.change(new RevisePractice(id, (present) => patched(present, patch), writing, true), writing.by);
  }

  @Post(':id/submission')
  @Changes(ownerOrSteering, 'Submit the working version to the secretariat')
  @Fails(422, notComplete)
  submit(@Param() { id }: IdParams, @Body() { reason }: OptionalReasonDto, @Writes() writing: Writing) {
    return this.step(id, writing, (practice, act) => practice.submit(reason ?? null, act));
  }

  @Post(':id/change-request')
  @Changes(['steering'], 'Return a submitted version with the changes requested')
  @Fails(422, { 'practice.change-requests': 'A version may have at most 200 requests: combine several into one.' })
  requestChanges(@Param() { id }: IdParams, @Body() { items }: ChangeRequestDto, @Writes() writing: Writing) {
    const plain = items.map(({ pointer, comment }) => ({ pointer, comment }));
    return this.step(id, writing, (practice, act) => practice.requestChanges(plain, act));
  }

  @Post(':id/change-request/:number/answer')
  @Changes([own('member-editor')], 'Answer a requested change in words')
  @Fails(409, { 'practice.request-answered': 'This request has been answered.' })
  answerRequest(
    @Param() { id, number }: RequestParams,
    @Body() { answer: text }: RequestAnswerDto,
    @Writes({ optional: true }) writing: Writing,
  ): Promise<Answer> {
    return this.step(id, writing, (practice, act) => practice.answerRequest(number, text, act));
  }

  @Post(':id/publication')
  @Changes(['steering'], 'Publish the submitted version')
  @Fails(422, notComplete)
  publish(@Param() { id }: IdParams, @Body() { reason }: OptionalReasonDto, @Writes() writing: Writing) {
    return this.step(id, writing, (practice, act) => practice.publish(reason ?? null, act));
  }

  @Post(':id/withdrawal')
  @Changes(ownerOrSteering, 'Withdraw a practice; its address then returns 410')
  withdraw(@Param() { id }: IdParams, @Body() { reason }: WithdrawalDto, @Writes() writing: Writing) {
    return this.step(id, writing, (practice, act) => practice.withdraw(reason, act));
  }

  @Post(':id/merger')
  @Changes(
    ['steering'],
    'Merge a practice into another that is the same',
    'Its address then redirects there (308). Nothing is moved or lost, and the merger can be reversed. A submitted practice that was never published can be merged too: only its owner and the steering committee ever see it, and are redirected.',
  )
  @Fails(409, { 'practice.in-work': 'A version is in work beside the published one.' })
  merge(@Param() { id }: IdParams, @Body() { into, reason }: MergerDto, @Writes() writing: Writing) {
    return this.change(new MergePractice(id, into, reason, writing), writing.by);
  }

  @Post(':id/merger-reversal')
  @Changes(['steering'], 'Reverse a merger: the practice is separate again, as it was, published or submitted')
  reverseMerger(@Param() { id }: IdParams, @Body() { reason }: WithdrawalDto, @Writes() writing: Writing) {
    return this.change(new ReverseMerger(id, reason, writing), writing.by);
  }

  /** Steps that the practice can decide alone. */
  private step(id: string, writing: Writing, step: (practice: Practice, act: Act) => void): Promise<Answer> {
    return this.change(new ChangePractice(id, writing, step), writing.by);
  }

  /** Answers with the version that the command concerned. */
  private async change(command: Command<Practice>, by: Principal): Promise<Answer> {
    const practice = await this.commands.execute(command);
    return answer(practice, practice.newest, by);
  }
}

/** A practice of a list, as JSON, with what the search found of it. */
const withHighlights = (json: string | undefined, found: readonly Highlight[] | undefined): string | undefined =>
  json && found ? `${json.slice(0, -1)},"highlights":${JSON.stringify(found)}}` : json;

function answer(practice: Practice, version: PracticeVersion, by: Principal, reading?: Reading): Answer {
  return new Answer(toPracticeView(practice, version, by, reading), {
    etag: etagOf(practice.revision),
    'cache-control': 'no-store',
    ...vary,
  });
}
