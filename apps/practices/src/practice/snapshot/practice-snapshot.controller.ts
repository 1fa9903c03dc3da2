import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SNAPSHOT_PAGE, snapshotSources, topics, type SnapshotPage } from '#contracts';
import { Allow } from '#identity';
import { snapshotPage, SnapshotQuery } from '#messaging';
import { Query } from '#validation';
import { PracticeSnapshot } from './practice-snapshot.js';

/**
 * For the rebuilds of other apps. The gateway does not forward this address: only the internal network reaches it,
 * since it reveals the ids of drafts (nothing else of them).
 */
@ApiTags('snapshots')
@Controller(snapshotSources[topics.practice].path)
export class PracticeSnapshotController {
  constructor(private readonly snapshot: PracticeSnapshot) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'The current public state of every practice, with the number of its stream' })
  async read(@Query() { after, limit = SNAPSHOT_PAGE }: SnapshotQuery): Promise<SnapshotPage> {
    return snapshotPage('practices', await this.snapshot.page(after, limit), limit, await this.snapshot.count());
  }
}
