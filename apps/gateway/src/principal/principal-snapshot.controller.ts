import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SNAPSHOT_PAGE, snapshotSources, topics, type SnapshotItem, type SnapshotPage } from '#contracts';
import { IdParams } from '#http';
import { Allow } from '#identity';
import { snapshotPage, SnapshotQuery } from '#messaging';
import { notFound } from '#problems';
import { Param, Query } from '#validation';
import { InnerCallers } from './inner-callers.js';
import { PrincipalSnapshot } from './principal-snapshot.js';

/** For the other apps only. */
@ApiExcludeController()
@Controller(snapshotSources[topics.principal].path)
@Allow('public')
@UseGuards(InnerCallers)
export class PrincipalSnapshotController {
  constructor(private readonly snapshot: PrincipalSnapshot) {}

  @Get()
  async read(@Query() { after, limit = SNAPSHOT_PAGE }: SnapshotQuery): Promise<SnapshotPage> {
    return snapshotPage('gateway', await this.snapshot.page(after, limit), limit, await this.snapshot.count());
  }

  @Get(':id')
  async one(@Param() { id }: IdParams): Promise<SnapshotItem> {
    const state = await this.snapshot.one(id);
    const [item] = state ? snapshotPage('gateway', [state], 1, 1).items : [];
    if (!item) throw notFound('principal');
    return item;
  }
}
