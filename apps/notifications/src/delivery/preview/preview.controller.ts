import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '#database';
import { Answers, Fails, IgnoreIdempotencyKey } from '#http';
import { Allow, By, type Principal } from '#identity';
import { notValid } from '#problems';
import { Body } from '#validation';
import { assertMayAsk, toFilter, ZONE } from '../../subscription/http/subscription.dto.js';
import { Members } from '../../subscription/members.js';
import { assertPossible } from '../../subscription/possible-filter.js';
import { noSuchZone } from '../../subscription/subscription.js';
import { SubscriptionRepository } from '../../subscription/subscription.repository.js';
import { PREVIEW_DAYS, PreviewDto, PreviewView } from './preview.dto.js';
import { PreviewRepository } from './preview.repository.js';

const DAY_MS = 24 * 3_600_000;

/** What a subscription would have sent, before anybody subscribes. */
@ApiTags('notifications')
@Controller('v1/subscriptions')
export class PreviewController {
  constructor(
    private readonly previews: PreviewRepository,
    private readonly subscriptions: SubscriptionRepository,
    private readonly members: Members,
    private readonly clock: Clock,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @Allow('public')
  @IgnoreIdempotencyKey()
  @Fails(403, { 'subscription.steps': 'Only members and the steering committee may receive steps of work.' })
  @ApiOperation({ summary: `Show what a subscription would have sent in the last ${PREVIEW_DAYS} days` })
  @Answers(200, PreviewView)
  async preview(@Body() body: PreviewDto, @By() by: Principal): Promise<PreviewView> {
    const [filter, zone] = [toFilter(body.filter), body.zone ?? ZONE];
    assertMayAsk(by, filter);
    assertPossible(filter);
    await this.members.assertKnown(body.filter.members ?? [], '/filter/members');
    if (!(await this.subscriptions.knowsZone(zone))) throw notValid([noSuchZone]);
    const since = new Date(this.clock.now().getTime() - PREVIEW_DAYS * DAY_MS);
    const told = await this.previews.since(since, { owner: by.id, filter, frequency: body.frequency, zone });
    return { since, ...told };
  }
}
