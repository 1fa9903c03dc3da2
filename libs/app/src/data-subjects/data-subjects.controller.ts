import { Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, By, type Principal } from '#identity';
import { DataSubjects } from '#privacy';
import { Body, Query } from '#validation';
import { Answers, AnswersPage, Fails, IgnoreIdempotencyKey, listAnswer, PageQuery, type Answer } from '#http';
import {
  collides, DataSubjectDto, ErasurePartView, ErasureReportView, InnerDiscoveryView, reportsOf, toInnerDiscovery, toPlaceView,
} from './data-subjects.dto.js'; // prettier-ignore

/** One app's part. The gateway has routes of its own and calls all apps. */
@ApiTags('data subjects')
@Controller('v1/data-subjects')
@Allow('admin')
export class DataSubjectsController {
  constructor(private readonly subjects: DataSubjects) {}

  @Post('search')
  @IgnoreIdempotencyKey()
  @ApiOperation({ summary: 'Find where data about a person are kept' })
  @Answers(200, InnerDiscoveryView)
  async search(@Body() { email, names }: DataSubjectDto): Promise<InnerDiscoveryView> {
    return toInnerDiscovery(await this.subjects.search(email, names ?? []));
  }

  @Post('erasure')
  @IgnoreIdempotencyKey()
  @Fails(409, collides)
  @ApiOperation({ summary: 'Erase a person' })
  @Answers(200, ErasurePartView)
  async erase(@Body() { email, names }: DataSubjectDto, @By() by: Principal): Promise<ErasurePartView> {
    return { places: (await this.subjects.erase(email, names ?? [], by.id)).map(toPlaceView) };
  }

  @Get('erasures')
  @ApiOperation({ summary: 'List what was erased, newest first' })
  @AnswersPage(ErasureReportView)
  async reports(@Query() query: PageQuery): Promise<Answer> {
    return listAnswer('/v1/data-subjects/erasures', query, await reportsOf(this.subjects, query));
  }
}
