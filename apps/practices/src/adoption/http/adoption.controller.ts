import { Controller, Get, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Answer,
  Answers,
  AnswersPage,
  Fails,
  etagOf,
  IdParams,
  pageAnswer,
  PageQuery,
  Writes,
  type Writing,
} from '#http';
import { Allow, By, foreign, own, type Principal } from '#identity';
import { Body, Param, Query } from '#validation';
import { Actable, mayNotWrite, Readable } from '../../practice/http/practice-failures.js';
import { capacitiesToRead } from '../../practice/practice.access.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { AdoptionRepository } from '../adoption.repository.js';
import { AdoptPractice } from '../adopt-practice/adopt-practice.js';
import { ChangeAdoption } from '../change-adoption/change-adoption.js';
import { AdoptionDto, AdoptionParams, AdoptionView, ChainView, toAdoptionView, toContent } from './adoption.dto.js'; // prettier-ignore

/** Which members adopted a practice, and with what result. */
@ApiTags('adoptions')
@Controller('v1/practices/:id')
export class AdoptionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly practices: PracticeRepository,
    private readonly adoptions: AdoptionRepository,
  ) {}

  @Get('adoptions')
  @Readable()
  @Allow('public')
  @ApiOperation({ summary: 'List the adoptions of a practice' })
  @AnswersPage(AdoptionView)
  async list(@Param() { id }: IdParams, @Query() query: PageQuery, @By() by: Principal): Promise<Answer> {
    capacitiesToRead(await this.practices.get(id), by);
    return pageAnswer(`/v1/practices/${id}/adoptions`, query, this.adoptions.list({ practiceId: id }), toAdoptionView);
  }

  @Get('adoptions/:adoptionId')
  @Readable()
  @Allow('public')
  @ApiOperation({ summary: 'Show an adoption' })
  @Answers(200, AdoptionView, 'ETag')
  async read(@Param() { id, adoptionId }: AdoptionParams, @By() by: Principal): Promise<Answer> {
    capacitiesToRead(await this.practices.get(id), by);
    const adoption = await this.adoptions.get(id, adoptionId);
    return Answer.of(toAdoptionView(adoption), adoption.revision);
  }

  @Get('adoption-chain')
  @Readable()
  @Allow('public')
  @ApiOperation({ summary: 'Trace the idea: from whom it was taken, and who took it further' })
  @Answers(200, ChainView)
  async chain(@Param() { id }: IdParams, @By() by: Principal): Promise<ChainView> {
    capacitiesToRead(await this.practices.get(id), by);
    return { items: await this.adoptions.chain(id) };
  }

  @Post('adoptions')
  @Actable()
  @Allow(foreign('member-editor'))
  @Fails(403, { ...mayNotWrite, 'adoption.own-practice': 'A member adopts the practices of others, not its own.' })
  @Fails(409, { 'adoption.exists': 'Your member has already adopted this practice: change that adoption instead.' })
  @ApiOperation({ summary: 'Record that your member adopts the practice of another' })
  @Answers(201, AdoptionView, 'ETag', 'Location')
  async adopt(@Param() { id }: IdParams, @Body() body: AdoptionDto, @By() by: Principal): Promise<Answer> {
    const made = await this.commands.execute(new AdoptPractice(id, toContent(body), by));
    const location = `/v1/practices/${id}/adoptions/${made.id}`;
    return new Answer(toAdoptionView(made), { etag: etagOf(made.revision), location }, 201);
  }

  @Put('adoptions/:adoptionId')
  @Actable()
  @Allow(own('member-editor'))
  @Fails(403, { ...mayNotWrite, 'adoption.not-yours': 'Only the adopting member may change its adoption.' })
  @ApiOperation({ summary: 'Update an adoption' })
  @Answers(200, AdoptionView, 'ETag')
  async change(
    @Param() { id, adoptionId }: AdoptionParams,
    @Body() body: AdoptionDto,
    @Writes() writing: Writing,
  ): Promise<Answer> {
    const changed = await this.commands.execute(new ChangeAdoption(id, adoptionId, toContent(body), writing));
    return Answer.of(toAdoptionView(changed), changed.revision);
  }
}
