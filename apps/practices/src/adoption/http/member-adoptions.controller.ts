import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswersPage, pageAnswer, type Answer } from '#http';
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
  list(@Query() query: AdoptionListQuery): Promise<Answer> {
    const listed = this.adoptions.list({ memberId: query.member.toLowerCase() });
    return pageAnswer('/v1/adoptions', query, listed, toAdoptionView);
  }
}
