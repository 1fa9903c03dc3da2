import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswersPage, pageAnswer, type Answer } from '#http';
import { Allow } from '#identity';
import { postgres, Query } from '#validation';
import type { Adoption } from '../adoption.js';
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
    const { member, practice, toReport, sort } = query;
    const of = { memberId: member.toLowerCase(), practiceId: practice?.toLowerCase(), toReport };
    return sort === 'updated'
      ? pageAnswer('/v1/adoptions', query, this.adoptions.byChange(of), toAdoptionView, byChange)
      : pageAnswer('/v1/adoptions', query, this.adoptions.list(of), toAdoptionView);
  }
}

const byChange = {
  place: ({ updatedAt, id }: Adoption) => [updatedAt.toISOString(), id],
  type: [postgres.timestamptz, postgres.uuid],
};
