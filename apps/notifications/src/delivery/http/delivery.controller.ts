import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DEFAULT_LIMIT, encodeCursor, idInCursor, listAnswer, pageOf, type Answer } from '#http';
import { Allow, By, type Principal } from '#identity';
import { ownedBy } from '../../subscription/http/subscription.dto.js';
import { SubscriptionRepository } from '../../subscription/subscription.repository.js';
import { DeliveryRepository } from '../delivery.repository.js';
import { Redeliver } from '../redeliver/redeliver.js';
import { DeliveryParams, DeliveryQuery, DeliveryView, toDeliveryView } from './delivery.dto.js';

@ApiTags('notifications')
@Controller('v1')
@Allow('any-credential')
export class DeliveryController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(DeliveryRepository) private readonly deliveries: DeliveryRepository,
    @Inject(SubscriptionRepository) private readonly subscriptions: SubscriptionRepository,
  ) {}

  @Get('subscriptions/:id/deliveries')
  @ApiOperation({ summary: 'What was sent to a subscription and what became of it, the newest first' })
  async list(@Param() { id }: DeliveryParams, @Query() query: DeliveryQuery, @By() by: Principal): Promise<Answer> {
    await this.subscriptions.get(id, ownedBy(by));
    const { limit = DEFAULT_LIMIT, cursor, total, state } = query;
    const list = `deliveries ${id}`;
    const rows = await this.deliveries.list(id, state, idInCursor(list, cursor), limit);
    const page = pageOf(rows, limit, toDeliveryView, (row) => encodeCursor(list, row.id));
    const counted = total ? { ...page, total: await this.deliveries.count(id, state) } : page;
    return listAnswer(`/v1/subscriptions/${id}/deliveries`, { limit, total, state }, counted);
  }

  @Post('deliveries/:id/redelivery')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a delivery again; its `webhook-id` stays' })
  @ApiAcceptedResponse({ type: DeliveryView })
  async redeliver(@Param() { id }: DeliveryParams, @By() by: Principal): Promise<DeliveryView> {
    return toDeliveryView(await this.commands.execute(new Redeliver(id, ownedBy(by))));
  }
}
