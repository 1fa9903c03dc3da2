import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, IdParams } from '#http';
import { Allow, By, type Principal } from '#identity';
import { Param } from '#validation';
import { Readable } from '../../practice/http/practice-failures.js';
import { versionFor } from '../../practice/practice.access.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { SimilarPracticeRepository } from '../similar-practice.repository.js';
import { SimilarPracticesView, toSimilarView } from './similar.dto.js';

@ApiTags('practices')
@Controller('v1/practices/:id/similar')
export class SimilarController {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly similar: SimilarPracticeRepository,
  ) {}

  @Get()
  @Allow('public')
  @Readable()
  @ApiOperation({
    summary: 'List practices that may be the same one, with the reasons',
    description:
      'Published ones; for a member also its own that were never published, for the steering committee all of these. For review by a person; the result has no other effect.',
  })
  @Answers(200, SimilarPracticesView)
  async list(@Param() { id }: IdParams, @By() by: Principal): Promise<SimilarPracticesView> {
    const { number } = versionFor(await this.practices.get(id), by, undefined);
    return { items: (await this.similar.of(id, number, by)).map(toSimilarView) };
  }
}
