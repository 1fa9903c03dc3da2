import { Controller, Get, Headers, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answer, Answers, AnswersPage, Fails, IdParams, IgnoreIdempotencyKey, pageAnswer, ReadsBody } from '#http';
import { Allow, By, hasRole, isOfOwnMember, isOwn, own, type Principal, ownIdOf, ownMemberOf } from '#identity';
import { notFound, notValid } from '#problems';
import { Param, postgres, Query, Req } from '#validation';
import { mayNotWrite } from '../../practice/http/practice-failures.js';
import { importOutcomes, importStates, type ImportJob, type RowOutcome } from '../import-job.js';
import { ImportJobRepository } from '../import-job.repository.js';
import { ImportLimit } from '../import-limit.js';
import { StartImport } from '../start-import/start-import.js';
import { withUpload } from '../start-import/upload.js';
import {
  ImportFormWithFile,
  ImportListQuery,
  ImportJobView,
  ImportRowView,
  ImportRowsQuery,
  noCounts,
  toImportView,
  toRowView,
} from './import.dto.js';
import { IMPORTS_PATH } from './multipart-forms.js';

@ApiTags('imports')
@Controller(IMPORTS_PATH.slice(1))
export class ImportController {
  constructor(
    private readonly commands: CommandBus,
    private readonly jobs: ImportJobRepository,
    private readonly limit: ImportLimit,
  ) {}

  @Post()
  // The command itself handles the key: it knows the file, whatever the boundary of the form. The bytes of the body do
  // not identify it.
  @IgnoreIdempotencyKey()
  @Allow('admin', 'steering', own('member-editor'))
  @ApiOperation({ summary: 'Import a file of practices' })
  @Fails(400, { 'request.not-multipart': 'The form cannot be read: Unexpected end of form.' })
  @Fails(403, {
    'import.as-published': 'Members may import practices as draft or submitted; the steering committee publishes.',
    ...mayNotWrite,
  })
  @Fails(422, {
    'idempotency-key.reused': 'This Idempotency-Key was used with another body. Use a new key.',
    'import.empty': 'The file has no rows.',
    'import.format': 'Spreadsheets are not supported. Save the sheet as CSV (UTF-8), or send JSON or NDJSON.',
    'import.not-text': 'Line 3 is not text in UTF-8; the file may be in an older encoding, such as Windows-1252.',
    'import.json-too-large': 'The JSON file exceeds the size limit. Send NDJSON.',
    'import.too-many-rows': 'The file exceeds the limit on rows.',
    'import.header-unknown': 'The header does not match a known profile.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Makes repeating safe: for 24 hours the same key and file return the first response again.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$', example: '7f6c1c1e-0b5e-4d0c-9a53-3d5a4b1f2c6d' },
  })
  @ApiConsumes('multipart/form-data')
  @ReadsBody(ImportFormWithFile)
  @Answers(202, ImportJobView, 'Location')
  async start(
    @Req() request: FastifyRequest,
    @Headers('idempotency-key') key: string | undefined,
    @By() by: Principal,
  ): Promise<Answer> {
    if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key)) {
      throw notValid([
        { pointer: '/Idempotency-Key', code: 'idempotency-key', detail: 'Use 1 to 200 printable ASCII characters.' },
      ]);
    }
    const job = await withUpload(request, this.limit.bytes, (upload) =>
      this.commands.execute(new StartImport(upload, by, key)),
    );
    return new Answer(toImportView(job, noCounts), { location: `${IMPORTS_PATH}/${job.id}` });
  }

  @Get()
  @Allow('admin', 'steering', own('member-editor'))
  @ApiOperation({
    summary: 'List the imports of your member, oldest first; an admin and the steering committee see all',
  })
  @AnswersPage(ImportJobView)
  list(@Query() query: ImportListQuery, @By() by: Principal): Promise<Answer> {
    const own = hasRole(by, 'admin', 'steering') ? undefined : { id: ownIdOf(by), memberId: ownMemberOf(by) };
    const listed = this.jobs.list(query.state ?? importStates, own);
    return pageAnswer(IMPORTS_PATH, query, listed, ({ counts, ...job }) =>
      toImportView(job, { ...noCounts, ...counts }),
    );
  }

  @Get(':id')
  @Allow('admin', 'steering', own('member-editor'))
  @ApiOperation({ summary: 'Show the progress of an import' })
  @Answers(200, ImportJobView)
  async read(@Param() { id }: IdParams, @By() by: Principal): Promise<ImportJobView> {
    const job = await this.jobOf(id, by);
    return toImportView(job, await this.jobs.counts(job));
  }

  @Get(':id/rows')
  @Allow('admin', 'steering', own('member-editor'))
  @ApiOperation({ summary: 'List the outcomes of the rows of an import, in the order of the file' })
  @AnswersPage(ImportRowView)
  async rows(@Param() { id }: IdParams, @Query() query: ImportRowsQuery, @By() by: Principal): Promise<Answer> {
    const job = await this.jobOf(id, by);
    const rows = this.jobs.rows(job, query.outcome ?? importOutcomes);
    const order = { place: ({ number }: RowOutcome) => number, type: postgres.integer };
    return pageAnswer(`${IMPORTS_PATH}/${id}/rows`, query, rows, toRowView, order);
  }

  /** Imports of others do not exist for the caller. @throws {Problem} 404 */
  private async jobOf(id: string, by: Principal): Promise<ImportJob> {
    const job = await this.jobs.get(id);
    const isTheirs = isOwn(by, job.createdBy) || isOfOwnMember(by, job.memberId);
    if (!isTheirs && !hasRole(by, 'admin', 'steering')) throw notFound('import');
    return job;
  }
}
