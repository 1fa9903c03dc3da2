import { Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, Answers, AnswersPage, Fails, IdParams, pageAnswer, PageQuery } from '#http';
import { Allow, By, own, ownIdOf, type Principal } from '#identity';
import { Body, Param, Query } from '#validation';
import { mayNotList } from '../../practice/http/practice-failures.js';
import { DeleteSavedSearch } from '../delete-saved-search.js';
import { FollowSearch } from '../follow-search.js';
import { SaveSearch } from '../save-search.js';
import { SavedSearchRepository } from '../saved-search.repository.js';
import { SavedSearchDto, SavedSearchView, toSavedSearchView } from './saved-search.dto.js';

/** Searches that somebody keeps. */
@ApiTags('saved searches')
@Controller('v1/saved-searches')
@Allow(own('any-credential'))
export class SavedSearchController {
  constructor(
    private readonly commands: CommandBus,
    private readonly searches: SavedSearchRepository,
  ) {}

  @Post()
  @Allow('any-credential')
  @Fails(403, mayNotList)
  @Fails(409, { 'saved-search.too-many': 'You have 100 saved searches. Delete one before you save another.' })
  @ApiOperation({
    summary: 'Save a search of practices',
    description: 'What the list of practices refuses is refused here, with pointers below `/query`.',
  })
  @Answers(201, SavedSearchView, 'Location')
  async save(@Body() { name, query }: SavedSearchDto, @By() by: Principal): Promise<Answer> {
    const saved = await this.commands.execute(new SaveSearch(name, query, by));
    return new Answer(toSavedSearchView(saved), { location: `/v1/saved-searches/${saved.id}` }, 201);
  }

  @Get()
  @ApiOperation({ summary: 'List the searches that you saved, oldest first' })
  @AnswersPage(SavedSearchView)
  list(@Query() query: PageQuery, @By() by: Principal): Promise<Answer> {
    return pageAnswer('/v1/saved-searches', query, this.searches.list(ownIdOf(by)), toSavedSearchView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Show a search that you saved' })
  @Answers(200, SavedSearchView)
  async read(@Param() { id }: IdParams, @By() by: Principal): Promise<SavedSearchView> {
    return toSavedSearchView(await this.searches.get(ownIdOf(by), id));
  }

  @Put(':id/following')
  @HttpCode(204)
  @Fails(409, { 'saved-search.no-news': 'Only a search of published practices can be followed.' })
  @ApiOperation({
    summary: 'Let a search that you saved be told of what is published',
    description: 'A subscription that names the search does this by itself. Repeating it changes nothing.',
  })
  @Answers(204)
  async follow(@Param() { id }: IdParams, @By() by: Principal): Promise<void> {
    await this.commands.execute(new FollowSearch(id, by));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a search that you saved' })
  @Answers(204)
  async delete(@Param() { id }: IdParams, @By() by: Principal): Promise<void> {
    await this.commands.execute(new DeleteSavedSearch(id, by));
  }
}
