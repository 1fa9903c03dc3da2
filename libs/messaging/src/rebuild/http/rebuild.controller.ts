import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, By, type Principal } from '#identity';
import { notFound } from '#problems';
import { Body, Param } from '#validation';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../../messaging.options.js';
import { Rebuilds } from '../rebuilds.js';
import { partsOfId, RebuildDto, RebuildParams, RebuildsView, RebuildView, toRebuildView } from './rebuild.dto.js';

/** Each app rebuilds its own groups. The gateway, which does so too, routes by app and receives all calls from outside. */
@ApiTags('operations')
@Controller('v1/operations/rebuilds')
@Allow('admin')
export class RebuildController {
  constructor(
    private readonly rebuilds: Rebuilds,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the groups that can be rebuilt, and the latest jobs' })
  @ApiOkResponse({ type: RebuildsView })
  async list(): Promise<RebuildsView> {
    const { app } = this.options.database;
    const items = await this.rebuilds.list();
    return { groups: this.rebuilds.groups, items: items.map((job) => toRebuildView(app, job)) };
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Rebuild the projection of a group from the owners’ current state' })
  @ApiAcceptedResponse({ type: RebuildView })
  async start(@Body() { group }: RebuildDto, @By() by: Principal): Promise<RebuildView> {
    return toRebuildView(this.options.database.app, await this.rebuilds.start(group, by.id));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Show a job' })
  @ApiOkResponse({ type: RebuildView })
  async read(@Param() { id }: RebuildParams): Promise<RebuildView> {
    const { app, uuid } = partsOfId(id);
    if (app !== this.options.database.app) throw notFound('rebuild');
    return toRebuildView(app, await this.rebuilds.get(uuid));
  }
}
