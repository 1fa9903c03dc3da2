import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Answers,
  AnswersPage,
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  Fails,
  listAnswer,
  pageOf,
  seekOf,
  type Answer,
} from '#http';
import { Allow } from '#identity';
import { postgres, Query } from '#validation';
import { ChangeProjection, type ChangeFilter, type NewestChange } from '../change.projection.js';
import { ChangeQuery, type ChangesQuery, ChangesView, CloudEventView, LatestChangesQuery } from './change.dto.js';

@ApiTags('changes')
@Controller('v1/changes')
export class ChangeController {
  constructor(private readonly changes: ChangeProjection) {}

  @Get()
  @Allow('public')
  @ApiOperation({
    summary: 'Public events since a cursor, in an order in which no event is ever inserted before one already seen',
  })
  @Fails(410, {
    'changes.cursor-gone': 'A restore went back to before this cursor: start again with an empty `since`.',
  })
  @Answers(200, ChangesView)
  async read(@Query() query: ChangeQuery): Promise<ChangesView> {
    const { since = '', limit = DEFAULT_LIMIT } = query;
    const { items, position, upToDate } = await this.changes.since(positionOf(since), filterOf(query), limit);
    return { items, next: encodeCursor('changes', position), upToDate };
  }

  @Get('latest')
  @Allow('public')
  @ApiOperation({ summary: 'The same events, the newest first: for people who read news, not for copies' })
  @AnswersPage(CloudEventView)
  async latest(@Query() query: LatestChangesQuery): Promise<Answer> {
    const { cursor, limit = DEFAULT_LIMIT } = query;
    const seek = seekOf('latest', cursor, [postgres.bigint]);
    const rows = await this.changes.latest(seek, filterOf(query), limit + 1);
    const placeOf = ({ position }: NewestChange) => [position];
    return listAnswer(
      '/v1/changes/latest',
      query,
      pageOf({ list: 'latest', seek, limit, placeOf }, rows, ({ event }) => event),
    );
  }
}

const filterOf = ({ types, countries, themes, member }: ChangesQuery): ChangeFilter => ({
  types, countries, themes, member,
}); // prettier-ignore

const positionOf = (since: string): string =>
  since === '' ? '0' : decodeCursor('changes', since, [postgres.bigint], 'since')[0]!;
