import { Controller, Get, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Answer, Answers, AnswersPage, etagOf, Fails, IdParams, IgnoreIdempotencyKey, pageAnswer, PageQuery, Writes, type Writing,
} from '#http'; // prettier-ignore
import { Allow, By, own, type Principal } from '#identity';
import { notFound } from '#problems';
import { Body, Param, postgres, Query } from '#validation';
import { mayNotWrite, Readable, withdrawn } from '../../practice/http/practice-failures.js';
import { capacitiesOf, versionFor } from '../../practice/practice.access.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { PublicPractices } from '../../practice/public-practices.js';
import { RequestTranslation } from '../machine/request-translation.js';
import { TakeTranslation } from '../machine/take-translation.js';
import { TranslationJobs } from '../machine/translation-jobs.js';
import { PutTranslation } from '../put-translation/put-translation.js';
import { TranslationRepository, type TranslationState } from '../../reading/translation.repository.js';
import {
  textsOf, toJobView, toStateView, toSummaryView, toTranslationView, TranslationDto, TranslationJobParams, TranslationJobView,
  TranslationParams, TranslationResultDto, TranslationStateView, TranslationsView, TranslationView,
} from './translation.dto.js'; // prettier-ignore

const notYours = { ...mayNotWrite, 'practice.not-owner': 'This practice belongs to another member.' };
const notPublished = { 'practice.state': 'Only published practices can be translated.' };

/** A practice in further languages, beside its versions. */
@ApiTags('translations')
@Controller('v1/practices/:id')
export class TranslationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly practices: PracticeRepository,
    private readonly translations: TranslationRepository,
    private readonly jobs: TranslationJobs,
    private readonly seen: PublicPractices,
  ) {}

  @Get('translations')
  @Readable()
  @Allow('public')
  @ApiOperation({ summary: 'List the languages into which a practice is translated, and how completely' })
  @Answers(200, TranslationsView, 'ETag')
  async list(@Param() { id }: IdParams, @By() by: Principal): Promise<Answer> {
    const { headers, sheet } = await this.readable(id, by);
    const all = await this.translations.ofPractice(id);
    return new Answer({ items: all.map((one) => toSummaryView(one, sheet)) }, headers);
  }

  @Get('translations/:lang')
  @Readable()
  @Allow('public')
  @ApiOperation({ summary: 'Show the translation into one language: each text, by whom, and whether it is up to date' })
  @Answers(200, TranslationView, 'ETag')
  async read(@Param() { id, lang }: TranslationParams, @By() by: Principal): Promise<Answer> {
    const { headers, sheet } = await this.readable(id, by);
    const translation = await this.translations.find(id, lang);
    if (!translation) throw notFound('translation');
    return new Answer(toTranslationView(translation, sheet), headers);
  }

  @Get('translations/:lang/history')
  @Readable()
  @Allow('public')
  @ApiOperation({ summary: 'List every previous state of a translation, newest first' })
  @AnswersPage(TranslationStateView)
  async history(
    @Param() { id, lang }: TranslationParams,
    @Query() query: PageQuery,
    @By() by: Principal,
  ): Promise<Answer> {
    const { sheet } = await this.readable(id, by);
    const path = `/v1/practices/${id}/translations/${lang}/history`;
    const order = { place: ({ revision }: TranslationState) => revision, type: postgres.integer };
    const view = (state: TranslationState) => toStateView(state, sheet);
    return pageAnswer(path, query, this.translations.states(id, lang), view, order);
  }

  @Put('translations/:lang')
  @Fails(410, withdrawn)
  @Allow(own('member-editor'), 'steering')
  @Fails(403, notYours)
  @Fails(409, notPublished)
  @ApiOperation({
    summary: 'Translate a published practice',
    description:
      'The body has all human translations into this language; texts that it neither has nor names in `kept` are removed. Requires the ETag of the practice.',
  })
  @Answers(200, TranslationView, 'ETag')
  async put(
    @Param() { id, lang }: TranslationParams,
    @Body() body: TranslationDto,
    @Writes() writing: Writing,
  ): Promise<Answer> {
    const based = body.basedOnVersion ?? undefined;
    const command = new PutTranslation(id, lang, textsOf(body), body.kept ?? [], based, writing);
    const practice = await this.commands.execute(command);
    const translation = (await this.translations.find(id, lang))!;
    const sheet = practice.assertPublished().factSheet;
    return new Answer(toTranslationView(translation, sheet), { etag: etagOf(practice.revision) });
  }

  @Post('translations/:lang/machine')
  @Fails(410, withdrawn)
  @Allow(own('member-editor'), 'steering')
  @Fails(403, notYours)
  @Fails(409, { ...notPublished, 'translation.no-machine': 'Machine translation is not set up on this system.' })
  @ApiOperation({
    summary: 'Request machine translation of what is not yet translated',
    description: 'Returns a job. Human translations are kept.',
  })
  @Answers(202, TranslationJobView, 'Location')
  async request(@Param() { id, lang }: TranslationParams, @By() by: Principal): Promise<Answer> {
    const job = await this.commands.execute(new RequestTranslation(id, lang, by));
    return new Answer(toJobView(job), { location: `/v1/practices/${id}/translation-jobs/${job.id}` }, 202);
  }

  @Get('translation-jobs/:jobId')
  @Allow(own('member-editor'), 'steering')
  @ApiOperation({
    summary: 'Show the progress of a machine translation, for the owner of the practice and the steering committee',
  })
  @Answers(200, TranslationJobView)
  async job(@Param() { id, jobId }: TranslationJobParams, @By() by: Principal): Promise<TranslationJobView> {
    const practice = await this.practices.get(id);
    const job = capacitiesOf(practice, by).length > 0 ? await this.jobs.find(jobId) : undefined;
    if (job?.practiceId !== id) throw notFound('job');
    return toJobView(job);
  }

  /** The version that the caller sees, which decides what is stale, and the headers of an answer about it. */
  private async readable(id: string, by: Principal) {
    // The tag first: it may be older than the texts, which costs a second request, but never newer.
    const seen = await this.seen.find(id, undefined, []);
    const practice = await this.practices.get(id);
    const sheet = versionFor(practice, by, undefined).factSheet;
    const etag = capacitiesOf(practice, by).length > 0 ? etagOf(practice.revision) : seen?.etag;
    if (etag === undefined) throw notFound('practice'); // It has become public since.
    return { sheet, headers: { etag, vary: 'authorization' } };
  }
}

/** Where the translation service sends its results. It has no credential; the reference proves that we asked. */
@ApiTags('translations')
@Controller('v1/translation-results')
export class TranslationResultController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('public')
  @IgnoreIdempotencyKey()
  @Fails(403, { 'translation.not-asked': 'This translation was not requested.' })
  @ApiOperation({ summary: 'Receive a machine translation; for the translation service' })
  @Answers(204)
  async take(@Body() { externalReference, texts, error }: TranslationResultDto): Promise<void> {
    const made = Object.fromEntries((texts ?? []).map(({ id, text }) => [id, text]));
    await this.commands.execute(new TakeTranslation(externalReference, made, error ?? undefined));
  }
}
