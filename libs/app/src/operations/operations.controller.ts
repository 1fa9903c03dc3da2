import { Controller, Get, Inject, Injectable, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { App } from '#config';
import type { Seek } from '#database';
import { Allow, By, hasRole, type Principal } from '#identity';
import { FailedJobs } from '#jobs';
import { ConsumerLag, DeadLetters, MESSAGING_OPTIONS, outboxState, type MessagingOptions } from '#messaging';
import { Body, Param, Query } from '#validation';
import { Answers, DEFAULT_LIMIT, listAnswer, pageOf, seekOf, type Answer } from '#http';
import {
  deadLetterList, DeadLetterParams, DeadLetterQuery, DeadLettersView, DeadLetterView, DiscardDto, DiscardView, jobList, JobQuery, JobRedriveView, JobsView, JobView, OutboxView, RedriveView,
} from './operations.dto.js'; // prettier-ignore
import { TellsWaiting, waitingIn, type WaitingView } from '../waiting/waiting.js';

/** What an operator may ask of one app, in the form that its own routes and the gateway share. */
@Injectable()
export class Operations {
  readonly app: App;

  constructor(
    @Inject(MESSAGING_OPTIONS) options: MessagingOptions,
    private readonly dataSource: DataSource,
    private readonly lag: ConsumerLag,
    readonly letters: DeadLetters,
    readonly failedJobs: FailedJobs,
  ) {
    this.app = options.database.app;
  }

  async deadLetters(query: DeadLetterQuery): Promise<DeadLettersView> {
    const { limit = DEFAULT_LIMIT, cursor, total, ...filter } = query;
    const seek = seekOf(deadLetterList.list, cursor, deadLetterList.types);
    const rows = await this.letters.list(filter, seek, limit);
    const page = pageOf({ ...deadLetterList, seek, limit }, rows, (row) => row);
    return { ...page, ...(total ? { total: await this.letters.count(filter) } : {}) };
  }

  async jobs({ limit = DEFAULT_LIMIT, cursor, total, kind }: JobQuery): Promise<JobsView> {
    const seek = seekOf(jobList.list, cursor, jobList.types);
    const rows = await this.failedJobs.list(kind, seek, limit);
    const page = pageOf({ ...jobList, seek, limit }, rows, (row) => row);
    return { ...page, ...(total ? { total: await this.failedJobs.count(kind) } : {}) };
  }

  /** Parked events are retried by themselves: nobody has to act on them. */
  @TellsWaiting()
  async waiting(by: Principal): Promise<WaitingView[]> {
    if (!hasRole(by, 'admin')) return [];
    const dead = { state: 'dead' } as const;
    const letters = {
      read: (seek: Seek, most: number) => this.letters.list(dead, seek, most),
      count: () => this.letters.count(dead),
    };
    const jobs = {
      read: (seek: Seek, most: number) => this.failedJobs.list(undefined, seek, most),
      count: () => this.failedJobs.count(undefined),
    };
    return [
      ...(await waitingIn('dead-letter', '/v1/operations/dead-letters?state=dead', letters, (one) => one.createdAt)),
      ...(await waitingIn('failed-job', '/v1/operations/jobs', jobs, (one) => one.failedAt)),
    ];
  }

  async outbox(): Promise<OutboxView> {
    const [{ depth, oldestAgeSeconds, leases }, groups] = await Promise.all([
      outboxState(this.dataSource),
      this.lag.ofGroups(),
    ]);
    return {
      app: this.app,
      depth,
      oldestAgeSeconds,
      leases: leases.map((lease) => ({ ...lease, expiresAt: lease.expiresAt.toISOString() })),
      groups,
    };
  }
}

/** Each app answers for itself. The gateway has routes of its own and gathers the answers. */
@ApiTags('operations')
@Controller('v1/operations')
@Allow('admin')
export class OperationsController {
  constructor(private readonly operations: Operations) {}

  @Get('dead-letters')
  @ApiOperation({ summary: 'List events that could not be applied, oldest first' })
  @Answers(200, DeadLettersView)
  async list(@Query() query: DeadLetterQuery): Promise<Answer> {
    return listAnswer('/v1/operations/dead-letters', query, await this.operations.deadLetters(query));
  }

  @Get('dead-letters/:id')
  @ApiOperation({ summary: 'Show an event that could not be applied' })
  @Answers(200, DeadLetterView)
  letter(@Param() { id }: DeadLetterParams): Promise<DeadLetterView> {
    return this.operations.letters.get(id);
  }

  @Post('dead-letters/:id/redrive')
  @ApiOperation({ summary: 'Retry an event at once; if it succeeds, the events waiting behind it follow' })
  @Answers(200, RedriveView)
  redrive(@Param() { id }: DeadLetterParams, @By() by: Principal): Promise<RedriveView> {
    return this.operations.letters.redrive(id, by.id);
  }

  @Post('dead-letters/:id/discard')
  @ApiOperation({ summary: 'Give up an event; its stream continues without it' })
  @Answers(200, DiscardView)
  discard(
    @Param() { id }: DeadLetterParams,
    @Body() { reason }: DiscardDto,
    @By() by: Principal,
  ): Promise<DiscardView> {
    return this.operations.letters.discard(id, reason, by.id);
  }

  @Get('jobs')
  @ApiOperation({ summary: 'List failed jobs that are no longer retried, oldest first' })
  @Answers(200, JobsView)
  async jobs(@Query() query: JobQuery): Promise<Answer> {
    return listAnswer('/v1/operations/jobs', query, await this.operations.jobs(query));
  }

  @Get('jobs/:id')
  @ApiOperation({ summary: 'Show a failed job' })
  @Answers(200, JobView)
  job(@Param() { id }: DeadLetterParams): Promise<JobView> {
    return this.operations.failedJobs.get(id);
  }

  @Post('jobs/:id/redrive')
  @ApiOperation({ summary: 'Run a job again' })
  @Answers(200, JobRedriveView)
  redriveJob(@Param() { id }: DeadLetterParams, @By() by: Principal): Promise<JobRedriveView> {
    return this.operations.failedJobs.redrive(id, by.id);
  }

  @Post('jobs/:id/discard')
  @ApiOperation({ summary: 'Give it up' })
  @Answers(200, DiscardView)
  discardJob(
    @Param() { id }: DeadLetterParams,
    @Body() { reason }: DiscardDto,
    @By() by: Principal,
  ): Promise<DiscardView> {
    return this.operations.failedJobs.discard(id, reason, by.id);
  }

  @Get('outbox')
  @ApiOperation({ summary: 'Events that are committed but not yet sent, and those sent that are not yet taken' })
  @Answers(200, OutboxView)
  outbox(): Promise<OutboxView> {
    return this.operations.outbox();
  }
}
