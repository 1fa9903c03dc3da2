import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  Answers,
  AnswersPage,
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  Ending,
  Fails,
  listAnswer,
  pageOf,
  seekOf,
  Answer,
} from '#http';
import { Allow } from '#identity';
import { postgres, Query, Req } from '#validation';
import { ChangeProjection, type ChangeFilter, type PlacedChange } from '../change.projection.js';
import { callerKeyOf, type EdgeRequest } from '../../credential/edge-request.js';
import { ChangeStream } from '../stream/change-stream.js';
import { StreamPlaces } from '../stream/stream-places.js';
import { StreamQuery, ChangeQuery, ChangesView, CloudEventView, LatestChangesQuery } from './change.dto.js';

/** Cursors that both ways of following take. */
const gone = {
  'changes.cursor-gone': 'A restore went back to before this cursor: start again with an empty `since`.',
};

@ApiTags('changes')
@Controller('v1/changes')
export class ChangeController {
  constructor(
    private readonly changes: ChangeProjection,
    private readonly streams: ChangeStream,
    private readonly places: StreamPlaces,
    private readonly ending: Ending,
  ) {}

  @Get()
  @Allow('public')
  @ApiOperation({
    summary: 'Public events since a cursor, in an order in which no event is ever inserted before one already seen',
  })
  @Fails(410, gone)
  @Answers(200, ChangesView)
  async read(@Query() query: ChangeQuery): Promise<ChangesView> {
    const { since = '', limit = DEFAULT_LIMIT } = query;
    const { items, position, upToDate } = await this.changes.since(positionOf(since), filterOf(query), limit);
    return { items: items.map(({ event }) => event), next: encodeCursor('changes', position), upToDate };
  }

  @Get('stream')
  @Allow('public')
  @ApiOperation({
    summary: 'The same events as they happen, as server-sent events; from a cursor on, without a gap, or from now on',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The id of the last event received, which browsers send by themselves; it goes before `since`.',
    schema: { type: 'string', example: 'WyJjaGFuZ2VzIiwiNDIiXQ' },
  })
  @Fails(410, gone)
  @Fails(429, { 'stream.too-many': 'You have too many streams open. Close one of them first.' })
  @Fails(503, { 'stream.no-room': 'No more streams can be opened at present. Poll `/v1/changes` instead.' })
  @Answers(200, 'text/event-stream')
  async stream(
    @Query() query: StreamQuery,
    @Headers('last-event-id') last: string | undefined,
    @Req() request: EdgeRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const [cursor, name] = last ? [last, 'Last-Event-ID'] : [query.since, 'since'];
    const from = cursor ? positionOf(cursor, name) : undefined;
    const leave = this.places.take(callerKeyOf(request));
    const over = new AbortController();
    const end = () => over.abort();
    this.ending.signal.addEventListener('abort', end);
    reply.raw.once('close', () => {
      this.ending.signal.removeEventListener('abort', end);
      end();
      leave();
    });
    const events = await this.streams.open(from, filterOf(query), over.signal);
    return new Answer(events, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no', // a proxy in between passes each event on at once
    });
  }

  @Get('latest')
  @Allow('public')
  @ApiOperation({ summary: 'The same events, the newest first: for people who read news, not for copies' })
  @AnswersPage(CloudEventView)
  async latest(@Query() query: LatestChangesQuery): Promise<Answer> {
    const { cursor, limit = DEFAULT_LIMIT } = query;
    const seek = seekOf('latest', cursor, [postgres.bigint]);
    const rows = await this.changes.latest(seek, filterOf(query), limit + 1);
    const placeOf = ({ position }: PlacedChange) => [position];
    return listAnswer(
      '/v1/changes/latest',
      query,
      pageOf({ list: 'latest', seek, limit, placeOf }, rows, ({ event }) => event),
    );
  }
}

const filterOf = ({ types, countries, themes, member }: StreamQuery): ChangeFilter => ({
  types, countries, themes, member,
}); // prettier-ignore

const positionOf = (since: string, name = 'since'): string =>
  since === '' ? '0' : decodeCursor('changes', since, [postgres.bigint], name)[0]!;
