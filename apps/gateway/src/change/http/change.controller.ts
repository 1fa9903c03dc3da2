import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, decodeCursor, DEFAULT_LIMIT, encodeCursor, Fails } from '#http';
import { Allow } from '#identity';
import { postgres, Query } from '#validation';
import { ChangeProjection } from '../change.projection.js';
import { ChangeQuery, ChangesView } from './change.dto.js';

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
    const { since = '', limit = DEFAULT_LIMIT, types, countries } = query;
    const { items, position, upToDate } = await this.changes.since(positionOf(since), { types, countries }, limit);
    return { items, next: encodeCursor('changes', position), upToDate };
  }
}

const positionOf = (since: string): string =>
  since === '' ? '0' : decodeCursor('changes', since, [postgres.bigint], 'since')[0]!;
