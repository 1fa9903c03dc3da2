import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '#database';
import { IgnoreIdempotencyKey } from '#http';
import { Allow } from '#identity';
import { notFound } from '#problems';
import { Body } from '#validation';
import { assertUsable, hashOf } from '../activation.js';
import { ActivationRepository } from '../activation.repository.js';
import { ActivationLinkDto, ActivationLinkView, toLinkView } from './activation-link.dto.js';

/**
 * For the gateway, which creates the clients (docs/adr/0006-activation.md). The gateway does not pass this address on,
 * so only the inner network reaches it. These routes concern only the link whose secret the caller sends.
 */
@ApiTags('activation links')
@Controller('v1/activation-links')
export class ActivationLinkController {
  constructor(
    private readonly activations: ActivationRepository,
    private readonly clock: Clock,
  ) {}

  @Post('look-up')
  @HttpCode(200)
  @Allow('public')
  @IgnoreIdempotencyKey()
  @ApiOperation({ summary: 'Show whose link this is, while it works; changes nothing' })
  @ApiOkResponse({ type: ActivationLinkView })
  async lookUp(@Body() { token }: ActivationLinkDto): Promise<ActivationLinkView> {
    const link = await this.activations.linkOf(hashOf(token));
    assertUsable(link, this.clock.now());
    return toLinkView(link);
  }

  @Post('use')
  @HttpCode(204)
  @Allow('public')
  @IgnoreIdempotencyKey()
  @ApiOperation({ summary: 'Record that the client was handed over; repeating this changes nothing' })
  @ApiNoContentResponse()
  async use(@Body() { token }: ActivationLinkDto): Promise<void> {
    if (!(await this.activations.markUsed(hashOf(token), this.clock.now()))) throw notFound('link');
  }
}
