import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SNAPSHOT_PAGE, snapshotSources, topics, type SnapshotPage } from '#contracts';
import { Allow } from '#identity';
import { snapshotPage, SnapshotQuery } from '#messaging';
import { Query } from '#validation';
import { MemberSnapshot } from './member-snapshot.js';

/** For the rebuilds of other apps. The gateway does not pass this address on: only the inner network reaches it. */
@ApiTags('snapshots')
@Controller(snapshotSources[topics.member].path)
export class MemberSnapshotController {
  constructor(private readonly snapshot: MemberSnapshot) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'The current state of every member, with the number of its stream' })
  async read(@Query() { after, limit = SNAPSHOT_PAGE }: SnapshotQuery): Promise<SnapshotPage> {
    return snapshotPage('network', await this.snapshot.page(after, limit), limit, await this.snapshot.count());
  }
}
