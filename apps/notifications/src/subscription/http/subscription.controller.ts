import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, Answers, AnswersPage, Fails, IdParams, IgnoreIdempotencyKey, pageAnswer } from '#http';
import { Allow, By, own, SignedIdentity, type Principal } from '#identity';
import { notValid, Problem } from '#problems';
import { Body, Param, Query } from '#validation';
import { DeleteSubscription } from '../change-subscription/delete-subscription.js';
import { PauseSubscription } from '../change-subscription/pause-subscription.js';
import { Members } from '../members.js';
import { assertPossible } from '../possible-filter.js';
import { SavedSearches, searchNeedsOwner } from '../saved-search/saved-searches.js';
import { RotateSecret } from '../rotate-secret/rotate-secret.js';
import { Subscribe } from '../subscribe/subscribe.js';
import { seenBy, SubscriptionRepository } from '../subscription.repository.js';
import { TryReceiver } from '../try-receiver/try-receiver.js';
import {
  assertMayAsk, forWebhooks, SecretView, SubscriptionDto, SubscriptionListQuery, SubscriptionMade, SubscriptionView, toFilter, toSubscriptionView, toTarget, toTestView, TestView,
} from './subscription.dto.js'; // prettier-ignore

const noStore = { 'cache-control': 'no-store' };
const notPossible = { 'subscription.state': 'The subscription is pending; possible now: confirm, give-up.' };

@ApiTags('notifications')
@Controller('v1/subscriptions')
@Allow(own('any-credential'), 'admin')
export class SubscriptionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly subscriptions: SubscriptionRepository,
    private readonly members: Members,
    private readonly searches: SavedSearches,
    private readonly receivers: TryReceiver,
  ) {}

  @Post()
  @Allow('public')
  @Fails(403, { 'subscription.steps': 'Only members and the steering committee may receive steps of work.' })
  @Fails(409, {
    'subscription.too-many': 'You have 100 subscriptions. Delete one before you create another.',
    'subscription.too-many-for-address': 'An address may have 20 subscriptions, and 3 that wait for confirmation.',
  })
  @ApiOperation({
    summary: 'Subscribe to events by e-mail or, with a credential, by webhook',
    description: 'By e-mail nothing is sent but one mail with a link, until the reader of the mailbox confirms there.',
  })
  @Answers(201, SubscriptionMade)
  async subscribe(
    @Body() body: SubscriptionDto,
    @By() by: Principal,
    @SignedIdentity() identity: string | undefined,
  ): Promise<SubscriptionMade> {
    const [target, filter] = [toTarget(body), toFilter(body.filter)];
    if (by.kind === 'anonymous' && 'url' in target)
      throw new Problem('identity.missing', 401, 'A webhook requires a credential.');
    if (by.kind === 'anonymous' && filter.savedSearch !== null) throw notValid([searchNeedsOwner]);
    assertMayAsk(by, filter);
    assertPossible(filter);
    await this.members.assertKnown(body.filter.members ?? [], '/filter/members');
    if (filter.savedSearch !== null) await this.searches.follow(filter.savedSearch, identity);
    const command = new Subscribe(by, target, filter, body.language ?? null);
    const { id, state, secret } = await this.commands.execute(command);
    return { id, state, ...(secret !== null && { secret }) };
  }

  @Get()
  @ApiOperation({ summary: 'List your subscriptions and the webhooks of your member, oldest first; an admin sees all' })
  @AnswersPage(SubscriptionView)
  list(@Query() query: SubscriptionListQuery, @By() by: Principal): Promise<Answer> {
    const listed = this.subscriptions.list(seenBy(by), query.state);
    return pageAnswer('/v1/subscriptions', query, listed, (one) => toSubscriptionView(one, by));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Show a subscription; its secret is not shown again' })
  @Answers(200, SubscriptionView)
  async read(@Param() { id }: IdParams, @By() by: Principal): Promise<SubscriptionView> {
    return toSubscriptionView(await this.subscriptions.get(id, seenBy(by)), by);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a subscription and its deliveries' })
  @Answers(204)
  async delete(@Param() { id }: IdParams, @By() by: Principal): Promise<void> {
    await this.commands.execute(new DeleteSubscription(id, by));
  }

  @Post(':id/pause')
  @Fails(409, notPossible)
  @ApiOperation({ summary: 'Pause a subscription; events are kept' })
  @Answers(200, SubscriptionView)
  async pause(@Param() { id }: IdParams, @By() by: Principal): Promise<SubscriptionView> {
    return toSubscriptionView(await this.commands.execute(new PauseSubscription(id, by)), by);
  }

  @Post(':id/rotation')
  @HttpCode(200)
  @IgnoreIdempotencyKey()
  @Fails(409, forWebhooks)
  @ApiOperation({ summary: 'Issue a new secret; for 24 hours requests are also signed with the former one' })
  @Answers(200, SecretView)
  async rotate(@Param() { id }: IdParams, @By() by: Principal): Promise<Answer> {
    const secret: string = await this.commands.execute(new RotateSecret(id, by));
    return new Answer({ secret }, noStore);
  }

  @Post(':id/test')
  @HttpCode(200)
  @IgnoreIdempotencyKey()
  @Fails(409, {
    'subscription.state': 'The subscription is pending; nothing is sent until it is active.',
    ...forWebhooks,
  })
  @ApiOperation({
    summary: 'Send a signed test event to the receiver, once, and show how it responds; a few times a minute',
  })
  @Answers(200, TestView)
  async test(@Param() { id }: IdParams, @By() by: Principal): Promise<TestView> {
    return toTestView(await this.receivers.run(id, by));
  }
}
