import { Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, Fails, IgnoreIdempotencyKey, ReadsBody } from '#http';
import { Allow } from '#identity';
import { found } from '#problems';
import { Body, Param } from '#validation';
import { ActByLink, type LinkAct } from '../link/act-by-link.js';
import { ChangeByLink } from '../link/change-by-link.js';
import { EndByLink } from '../link/end-by-link.js';
import { Members } from '../members.js';
import { SubscriptionRepository } from '../subscription.repository.js';
import {
  LinkParams,
  OneClickDto,
  SubscriptionChangeDto,
  SubscriptionView,
  toSubscriptionView,
  toWishes,
} from './subscription.dto.js';

/**
 * For whoever reads the mails of a subscription, with no account: the link in them is the right to it. No GET changes
 * anything, since programs that check mails follow their links.
 */
@ApiTags('notifications')
@Controller('v1/subscriptions')
@Allow('public')
export class SubscriptionLinkController {
  constructor(
    private readonly commands: CommandBus,
    private readonly subscriptions: SubscriptionRepository,
    private readonly members: Members,
  ) {}

  @Get('links/:token')
  @ApiOperation({ summary: 'Show the subscription of a link in a mail' })
  @Answers(200, SubscriptionView)
  async read(@Param() { token }: LinkParams): Promise<SubscriptionView> {
    return toSubscriptionView(found(await this.subscriptions.ofLink(token), 'subscription'));
  }

  @Post('confirmations/:token')
  @HttpCode(200)
  @IgnoreIdempotencyKey()
  @ApiOperation({ summary: 'Confirm that the reader of a mailbox wants a subscription; repeating it changes nothing' })
  @Answers(200, SubscriptionView)
  confirm(@Param() { token }: LinkParams): Promise<SubscriptionView> {
    return this.act(token, 'confirm');
  }

  @Patch('links/:token')
  @Fails(403, { 'subscription.steps': 'Only members and the steering committee may receive steps of work.' })
  @ApiOperation({ summary: 'Change what a mailbox receives, how often, and in which language' })
  @Answers(200, SubscriptionView)
  async change(@Param() { token }: LinkParams, @Body() body: SubscriptionChangeDto): Promise<SubscriptionView> {
    const wishes = toWishes(body);
    await this.members.assertKnown(body.filter?.members ?? [], '/filter/members');
    return toSubscriptionView(await this.commands.execute(new ChangeByLink(token, wishes)));
  }

  @Post('links/:token/pause')
  @HttpCode(200)
  @IgnoreIdempotencyKey()
  @Fails(409, { 'subscription.state': 'The subscription is paused; possible now: recover.' })
  @ApiOperation({ summary: 'Send nothing for now; events are kept' })
  @Answers(200, SubscriptionView)
  pause(@Param() { token }: LinkParams): Promise<SubscriptionView> {
    return this.act(token, 'pause');
  }

  @Post('links/:token/recovery')
  @HttpCode(200)
  @IgnoreIdempotencyKey()
  @Fails(409, { 'subscription.state': 'The subscription is pending; possible now: confirm, give-up.' })
  @ApiOperation({ summary: 'Send again after a pause: what has happened meanwhile comes in one mail' })
  @Answers(200, SubscriptionView)
  recover(@Param() { token }: LinkParams): Promise<SubscriptionView> {
    return this.act(token, 'recover');
  }

  @Delete('links/:token')
  @ApiOperation({ summary: 'End a subscription, and forget its address; repeating it changes nothing' })
  @Answers(204)
  end(@Param() { token }: LinkParams): Promise<void> {
    return this.commands.execute(new EndByLink(token));
  }

  @Post('links/:token/unsubscription')
  @HttpCode(204)
  @IgnoreIdempotencyKey()
  @ApiConsumes('application/x-www-form-urlencoded')
  @ReadsBody(OneClickDto)
  @ApiOperation({ summary: 'End a subscription as mail programs do (RFC 8058)' })
  @Answers(204)
  unsubscribe(@Param() { token }: LinkParams): Promise<void> {
    return this.commands.execute(new EndByLink(token));
  }

  private async act(token: string, act: LinkAct): Promise<SubscriptionView> {
    return toSubscriptionView(await this.commands.execute(new ActByLink(token, act)));
  }
}
