import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DEFAULT_LIMIT, encodeCursor, idInCursor, listAnswer, PageQuery, pageOf, type Answer } from '#http';
import { Allow, By, type Principal } from '#identity';
import { DeleteSubscription } from '../change-subscription/delete-subscription.js';
import { PauseSubscription } from '../change-subscription/pause-subscription.js';
import { RecoverSubscription } from '../change-subscription/recover-subscription.js';
import { Subscribe } from '../subscribe/subscribe.js';
import { SubscriptionRepository } from '../subscription.repository.js';
import {
  ownedBy, RecoveryDto, SubscriptionDto, SubscriptionMade, SubscriptionParams, SubscriptionView, toFilter, toSubscriber,
  toSubscriptionView,
} from './subscription.dto.js'; // prettier-ignore

@ApiTags('notifications')
@Controller('v1/subscriptions')
@Allow('any-credential')
export class SubscriptionController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(SubscriptionRepository) private readonly subscriptions: SubscriptionRepository,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Be told of events by webhook' })
  @ApiCreatedResponse({ type: SubscriptionMade })
  async subscribe(@Body() body: SubscriptionDto, @By() by: Principal): Promise<SubscriptionMade> {
    const filter = toFilter(body.filter);
    const command = new Subscribe(toSubscriber(by, filter), body.channel.url, filter, body.language ?? null);
    const { id, state, secret } = await this.commands.execute(command);
    return { id, state, secret };
  }

  @Get()
  @ApiOperation({ summary: 'Your subscriptions, oldest first; an admin sees all' })
  async list(@Query() query: PageQuery, @By() by: Principal): Promise<Answer> {
    const { limit = DEFAULT_LIMIT, cursor, total } = query;
    const rows = await this.subscriptions.list(ownedBy(by), idInCursor('subscriptions', cursor), limit);
    const page = pageOf(rows, limit, toSubscriptionView, ({ id }) => encodeCursor('subscriptions', id));
    const counted = total ? { ...page, total: await this.subscriptions.count(ownedBy(by)) } : page;
    return listAnswer('/v1/subscriptions', { limit, total }, counted);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One subscription; its secret is not shown again' })
  @ApiOkResponse({ type: SubscriptionView })
  async read(@Param() { id }: SubscriptionParams, @By() by: Principal): Promise<SubscriptionView> {
    return toSubscriptionView(await this.subscriptions.get(id, ownedBy(by)));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget a subscription and its deliveries' })
  @ApiNoContentResponse()
  async delete(@Param() { id }: SubscriptionParams, @By() by: Principal): Promise<void> {
    await this.commands.execute(new DeleteSubscription(id, ownedBy(by)));
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send nothing for now; what comes is kept' })
  @ApiOkResponse({ type: SubscriptionView })
  async pause(@Param() { id }: SubscriptionParams, @By() by: Principal): Promise<SubscriptionView> {
    return toSubscriptionView(await this.commands.execute(new PauseSubscription(id, ownedBy(by))));
  }

  @Post(':id/recovery')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send again after a pause or a failure, with what was missed since then' })
  @ApiOkResponse({ type: SubscriptionView })
  async recover(
    @Param() { id }: SubscriptionParams,
    @Body() body: RecoveryDto,
    @By() by: Principal,
  ): Promise<SubscriptionView> {
    const since = body.since ? new Date(body.since) : undefined;
    return toSubscriptionView(await this.commands.execute(new RecoverSubscription(id, since, ownedBy(by))));
  }
}
