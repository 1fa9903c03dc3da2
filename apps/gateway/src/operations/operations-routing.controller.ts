import { Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags, IntersectionType } from '@nestjs/swagger';
import {
  DeadLetterParams,
  DeadLetterQuery,
  DeadLettersView,
  DeadLetterView,
  DiscardDto,
  DiscardView,
  JobQuery,
  JobRedriveView,
  JobsView,
  JobView,
  Operations,
  OutboxView,
  RedriveView,
} from '#app';
import { Answer, Answers, Fails, listAnswer } from '#http'; // prettier-ignore
import { Allow, By, type Principal } from '#identity';
import { notFound, ServiceAway } from '#problems';
import { Body, Param, Query } from '#validation';
import { InnerCalls } from '../upstream/inner-calls.js';
import { isUpstream } from '../upstream/upstreams.js';
import { GatheredOperations } from './gathered-operations.js';
import { Incomplete } from './incomplete.js';

const PATH = '/v1/operations';

/** Longest wait for one attempt of a handler, and of what waits behind it, in milliseconds. */
const TRIED_WITHIN_MS = 40_000;

const noConsumer = {
  'dead-letter.no-consumer': 'No consumer of this build belongs to the group practices.members.',
};

class GatheredDeadLettersView extends IntersectionType(DeadLettersView, Incomplete) {}

class GatheredJobsView extends IntersectionType(JobsView, Incomplete) {}

class OutboxesView extends Incomplete {
  @ApiProperty({ description: 'One per app.', type: [OutboxView] }) items!: OutboxView[];
}

/** Gathers from all apps, and passes commands on to the app that an id names. */
@ApiTags('operations')
@Controller('v1/operations')
@Allow('admin')
export class OperationsRoutingController {
  constructor(
    private readonly gathered: GatheredOperations,
    private readonly own: Operations,
    private readonly inner: InnerCalls,
  ) {}

  @Get('dead-letters')
  @ApiOperation({
    summary: 'List events that could not be applied, of all apps, oldest first',
    description: 'Parked events are retried automatically; dead ones and their streams wait for a redrive.',
  })
  @Answers(200, GatheredDeadLettersView)
  async list(@Query() query: DeadLetterQuery, @By() by: Principal): Promise<Answer> {
    return listAnswer(`${PATH}/dead-letters`, query, await this.gathered.deadLetters(query, by));
  }

  @Get('dead-letters/:id')
  @ApiOperation({ summary: 'Show an event that could not be applied' })
  @Answers(200, DeadLetterView)
  letter(@Param() { id }: DeadLetterParams, @By() by: Principal): Promise<Answer> {
    return this.route('GET', 'dead-letters', id, '', by, undefined, () => this.own.letters.get(id));
  }

  @Post('dead-letters/:id/redrive')
  @ApiOperation({ summary: 'Retry an event at once; if it succeeds, the events waiting behind it follow' })
  @Fails(409, noConsumer)
  @Answers(200, RedriveView)
  redrive(@Param() { id }: DeadLetterParams, @By() by: Principal): Promise<Answer> {
    return this.route('POST', 'dead-letters', id, '/redrive', by, undefined, () => this.own.letters.redrive(id, by.id));
  }

  @Post('dead-letters/:id/discard')
  @ApiOperation({
    summary: 'Give up an event; its stream continues without it',
    description: 'For events that can never be applied. The app named in the id will lack the effect of this event.',
  })
  @Fails(409, { ...noConsumer, 'dead-letter.waiting': 'The event cannot be given up: it waits for an earlier event.' })
  @Answers(200, DiscardView)
  discard(@Param() { id }: DeadLetterParams, @Body() body: DiscardDto, @By() by: Principal): Promise<Answer> {
    return this.route('POST', 'dead-letters', id, '/discard', by, body, () =>
      this.own.letters.discard(id, body.reason, by.id),
    );
  }

  @Get('jobs')
  @ApiOperation({
    summary: 'List failed jobs that are no longer retried, of all apps, oldest first',
    description: 'Mails, imports and other background work. Fix the cause, then redrive.',
  })
  @Answers(200, GatheredJobsView)
  async jobs(@Query() query: JobQuery, @By() by: Principal): Promise<Answer> {
    return listAnswer(`${PATH}/jobs`, query, await this.gathered.jobs(query, by));
  }

  @Get('jobs/:id')
  @ApiOperation({ summary: 'Show a failed job' })
  @Answers(200, JobView)
  job(@Param() { id }: DeadLetterParams, @By() by: Principal): Promise<Answer> {
    return this.route('GET', 'jobs', id, '', by, undefined, () => this.own.failedJobs.get(id));
  }

  @Post('jobs/:id/redrive')
  @ApiOperation({ summary: 'Run a job again, with all its attempts' })
  @Answers(200, JobRedriveView)
  redriveJob(@Param() { id }: DeadLetterParams, @By() by: Principal): Promise<Answer> {
    return this.route('POST', 'jobs', id, '/redrive', by, undefined, () => this.own.failedJobs.redrive(id, by.id));
  }

  @Post('jobs/:id/discard')
  @ApiOperation({ summary: 'Give up a job: its effect is lost' })
  @Answers(200, DiscardView)
  discardJob(@Param() { id }: DeadLetterParams, @Body() body: DiscardDto, @By() by: Principal): Promise<Answer> {
    return this.route('POST', 'jobs', id, '/discard', by, body, () =>
      this.own.failedJobs.discard(id, body.reason, by.id),
    );
  }

  @Get('outbox')
  @ApiOperation({
    summary: 'Events that are committed but not yet sent, and those sent that are not yet taken, per app',
  })
  @Answers(200, OutboxesView)
  outbox(@By() by: Principal): Promise<OutboxesView> {
    return this.gathered.outbox(by);
  }

  private async route(
    method: 'GET' | 'POST',
    list: 'dead-letters' | 'jobs',
    id: string,
    command: '' | '/redrive' | '/discard',
    by: Principal,
    body: object | undefined,
    own: () => Promise<unknown>,
  ): Promise<Answer> {
    const [app = ''] = id.split(':');
    if (app === 'gateway') return new Answer(await own());
    if (!isUpstream(app)) throw notFound(list === 'jobs' ? 'job' : 'dead letter');
    const answer = await this.inner.call(app, method, `${PATH}/${list}/${id}${command}`, by, body, TRIED_WITHIN_MS);
    if (answer.status >= 500) throw new ServiceAway(`The app ${app} does not respond.`);
    return new Answer(answer.body, { 'content-type': answer.type }, answer.status);
  }
}
