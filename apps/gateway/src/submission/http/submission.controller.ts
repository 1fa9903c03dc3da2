import { Controller, Delete, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConsumes, ApiOperation, ApiTags,
} from '@nestjs/swagger'; // prettier-ignore
import { AlsoAs, Answer, Answers, AnswersPage, Fails, IdParams, pageAnswer, type RawBody, ReadsBody } from '#http';
import { Allow, By, own, ownMemberOf, type Principal } from '#identity';
import { found, notValid, Problem } from '#problems';
import { Body, check, Param, postgres, Query } from '#validation';
import { NDJSON } from '../../credential/edge-request.js';
import { AcceptSubmissions } from '../accept-submissions/accept-submissions.js';
import type { Sender, SourceStatement, Submission } from '../submission.js';
import { SubmissionRepository } from '../submission.repository.js';
import { NdjsonBody } from './ndjson-body.js';
import { SubmissionLines } from './submission-lines.js';
import {
  AcceptedView, ExternalIdQuery, SourceWithdrawalQuery, SubmissionDto, SubmissionListQuery, SubmissionView,
  toStatement, toSubmissionView,
} from './submission.dto.js'; // prettier-ignore

@ApiTags('submissions')
@Controller('v1/submissions')
@Allow(own('member-editor'))
@Fails(403, {
  'submission.without-member': 'Your credential does not belong to a member. Ask your member for one.',
})
export class SubmissionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly submissions: SubmissionRepository,
    private readonly lines: SubmissionLines,
  ) {}

  @Post()
  @Fails(400, { 'request.cut-off': 'The body was cut off.' })
  @Fails(422, { 'submission.no-line': 'The body has no lines. Send one submission on each line.' })
  @ApiOperation({
    summary: 'Send one practice from your system, or up to 1,000, one on each line',
    description:
      'It is stored at once and applied in the background. Sending it again does no harm: `sourceVersion` tells what is new. An `Idempotency-Key` has no effect on lines. Each line gets a line in the response, in the same order: ' +
      '`{line, id, state}` or `{line, status, code, detail, errors?}`.',
  })
  @ApiConsumes('application/json', NDJSON)
  @ReadsBody(SubmissionDto, `As ${NDJSON}: one on each line.`)
  @AlsoAs(NDJSON)
  @Answers(202, AcceptedView, 'Location')
  async submit(@Body() body: RawBody | NdjsonBody | undefined, @By() by: Principal): Promise<Answer> {
    const sender = senderFrom(by);
    if (body instanceof NdjsonBody) {
      return new Answer(await this.lines.accept(body, sender), { 'content-type': `${NDJSON}; charset=utf-8` });
    }
    const checked = check(SubmissionDto, body?.json() ?? {});
    if ('errors' in checked) throw notValid(checked.errors);
    return this.accept(toStatement(checked.valid), sender);
  }

  @Get()
  @ApiOperation({ summary: 'List what your member has sent, newest first' })
  @AnswersPage(SubmissionView)
  async list(@Query() query: SubmissionListQuery, @By() by: Principal): Promise<Answer> {
    const listed = this.submissions.list(senderFrom(by).memberId, query.state, query.latest);
    const order = { place: ({ position }: Submission) => position, type: postgres.bigint };
    return pageAnswer('/v1/submissions', query, listed, toSubmissionView, order);
  }

  @Get('by-external-id')
  @ApiOperation({ summary: 'Show the outcome of the highest version sent under an external id' })
  @Fails(404, { 'not-found': 'There is no such submission.' })
  @Answers(200, SubmissionView)
  async readByExternalId(@Query() { externalId }: ExternalIdQuery, @By() by: Principal): Promise<SubmissionView> {
    return toSubmissionView(
      found(await this.submissions.findByExternalId(senderFrom(by).memberId, externalId), 'submission'),
    );
  }

  @Delete('by-external-id')
  @ApiOperation({ summary: 'Withdraw the practice that you sent under an external id' })
  @Fails(404, { 'not-found': 'There is no submission with this externalId.' })
  @Answers(202, AcceptedView, 'Location')
  withdraw(@Query() { externalId, sourceVersion }: SourceWithdrawalQuery, @By() by: Principal): Promise<Answer> {
    return this.accept({ externalId, sourceVersion, content: null }, senderFrom(by));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Show the outcome of a submission' })
  @Answers(200, SubmissionView)
  async read(@Param() { id }: IdParams, @By() by: Principal): Promise<SubmissionView> {
    return toSubmissionView(found(await this.submissions.find(senderFrom(by).memberId, id), 'submission'));
  }

  private async accept(statement: SourceStatement, sender: Sender): Promise<Answer> {
    const [id = ''] = await this.commands.execute(new AcceptSubmissions([statement], sender));
    return new Answer({ id, state: 'accepted' }, { location: `/v1/submissions/${id}` });
  }
}

/** @throws {Problem} 403 for a credential without a member */
function senderFrom(by: Principal): Sender {
  const memberId = ownMemberOf(by);
  if (memberId !== undefined) return { ...by, memberId };
  throw new Problem(
    'submission.without-member',
    403,
    'Your credential does not belong to a member. Ask your member for one.',
  );
}
