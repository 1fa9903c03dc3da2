import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswersPage, DEFAULT_LIMIT, encodeCursor, idInCursor, listAnswer, pageOf, type Answer } from '#http';
import { Allow } from '#identity';
import { Query } from '#validation';
import { AdoptionRepository } from '../adoption.repository.js';
import { AdoptionListQuery, AdoptionView, toAdoptionView } from './adoption.dto.js';

/** The other side: which practices a member adopted. */
@ApiTags('adoptions')
@Controller('v1/adoptions')
export class MemberAdoptionsController {
  constructor(private readonly adoptions: AdoptionRepository) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'List the adoptions of a member' })
  @AnswersPage(AdoptionView)
  async list(@Query() query: AdoptionListQuery): Promise<Answer> {
    const { limit = DEFAULT_LIMIT, cursor, member } = query;
    const of = { memberId: member.toLowerCase() };
    const rows = await this.adoptions.page(of, idInCursor('member-adoptions', cursor), limit);
    const page = pageOf(rows, limit, toAdoptionView, ({ id }) => encodeCursor('member-adoptions', id));
    const counted = query.total ? { ...page, total: await this.adoptions.count(of) } : page;
    return listAnswer('/v1/adoptions', query, counted);
  }
}
