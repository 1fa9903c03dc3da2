import { Controller, Get, Patch, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Answer, Answers, AnswersPage, Fails, IdParams, pageAnswer } from '#http';
import { Allow, By, hasRole, own, SignedIdentity, type Principal } from '#identity';
import { Body, Param, Query } from '#validation';
import {
  assertMayAsk, OwnSubscriptionChangeDto, RecoveryDto, SubscriptionView, toChanges, toFilter, toSubscriptionView,
} from '../../subscription/http/subscription.dto.js'; // prettier-ignore
import { Members } from '../../subscription/members.js';
import { SavedSearches } from '../../subscription/saved-search/saved-searches.js';
import { assertPossible } from '../../subscription/possible-filter.js';
import { ownedBy, seenBy, SubscriptionRepository } from '../../subscription/subscription.repository.js';
import { ChangeSubscription } from '../change-subscription/change-subscription.js';
import { DeliveryRepository } from '../delivery.repository.js';
import { RecoverSubscription } from '../recover/recover-subscription.js';
import { Redeliver } from '../redeliver/redeliver.js';
import { DeliveryCountsView, DeliveryQuery, DeliveryView, toDeliveryFilter, toDeliveryView } from './delivery.dto.js';

@ApiTags('notifications')
@Controller('v1')
@Allow(own('any-credential'), 'admin')
export class DeliveryController {
  constructor(
    private readonly commands: CommandBus,
    private readonly deliveries: DeliveryRepository,
    private readonly subscriptions: SubscriptionRepository,
    private readonly members: Members,
    private readonly searches: SavedSearches,
  ) {}

  @Get('subscriptions/:id/deliveries')
  @ApiOperation({ summary: 'List the deliveries of a subscription and their outcomes, newest first' })
  @AnswersPage(DeliveryView)
  async list(@Param() { id }: IdParams, @Query() query: DeliveryQuery, @By() by: Principal): Promise<Answer> {
    const { owner } = await this.subscriptions.get(id, seenBy(by));
    const isOwn = hasRole(by, 'admin') || owner === by.id;
    const listed = this.deliveries.list(id, { ...toDeliveryFilter(query), stepsOf: isOwn ? undefined : by.memberId });
    return pageAnswer(`/v1/subscriptions/${id}/deliveries`, query, listed, toDeliveryView);
  }

  @Get('deliveries/counts')
  @Allow('admin')
  @ApiOperation({ summary: 'Count the deliveries of all subscriptions by state' })
  @Answers(200, DeliveryCountsView)
  counts(): Promise<DeliveryCountsView> {
    return this.deliveries.counts();
  }

  @Post('deliveries/:id/redelivery')
  @ApiOperation({ summary: 'Send a delivery again with the same `webhook-id`' })
  @Fails(403, { 'subscription.steps': 'Only members and the steering committee may receive steps of work.' })
  @Fails(409, { 'subscription.state': 'The subscription is failed; recover it first.' })
  @Answers(202, DeliveryView)
  async redeliver(@Param() { id }: IdParams, @By() by: Principal): Promise<DeliveryView> {
    return toDeliveryView(await this.commands.execute(new Redeliver(id, by)));
  }

  @Patch('subscriptions/:id')
  @Fails(403, { 'subscription.steps': 'Only members and the steering committee may receive steps of work.' })
  @ApiOperation({
    summary: 'Change what a subscription receives, where, how often, or who is told of its health',
    description:
      'What is not sent stays. A webhook has `url` and `contact`, a mailbox `frequency` and `zone`. With another `url` the receiver is challenged again, also after a pause, and deliveries wait until it has answered.',
  })
  @Answers(200, SubscriptionView)
  async change(
    @Param() { id }: IdParams,
    @Body() body: OwnSubscriptionChangeDto,
    @By() by: Principal,
    @SignedIdentity() identity: string | undefined,
  ): Promise<SubscriptionView> {
    const { savedSearch } = await this.subscriptions.get(id, { owner: ownedBy(by), memberId: null });
    const filter = body.filter && toFilter(body.filter);
    if (filter) {
      assertMayAsk(by, filter);
      assertPossible(filter);
    }
    await this.members.assertKnown(body.filter?.members ?? [], '/filter/members');
    if (filter?.savedSearch != null && filter.savedSearch !== savedSearch)
      await this.searches.follow(filter.savedSearch, identity);
    return toSubscriptionView(await this.commands.execute(new ChangeSubscription(id, toChanges(body), by)), by);
  }

  @Post('subscriptions/:id/recovery')
  @Fails(409, { 'subscription.state': 'The subscription is pending; possible now: confirm, give-up.' })
  @ApiOperation({
    summary: 'After a pause or a failure, send at once what is waiting and, if requested, what was missed',
  })
  @Answers(200, SubscriptionView)
  async recover(@Param() { id }: IdParams, @Body() body: RecoveryDto, @By() by: Principal): Promise<SubscriptionView> {
    const since = body.since ? new Date(body.since) : undefined;
    return toSubscriptionView(await this.commands.execute(new RecoverSubscription(id, since, by)), by);
  }
}
