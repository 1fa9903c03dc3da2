import { Controller, Delete, HttpCode } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, Fails } from '#http';
import { Allow } from '#identity';
import { Body } from '#validation';
import { LiftSuppression } from '../lift-suppression/lift-suppression.js';
import { LiftedView, SuppressedAddressDto } from './suppression.dto.js';

@ApiTags('operations')
@Controller('v1/operations/suppressed-addresses')
@Allow('admin')
export class SuppressionController {
  constructor(private readonly commands: CommandBus) {}

  @Delete()
  @HttpCode(200)
  @Fails(404, { 'not-found': 'There is no such suppressed address.' })
  @ApiOperation({
    summary: 'Let mails be sent again to an address that had refused one',
    description: 'Subscriptions that were stopped meanwhile are started again by their readers.',
  })
  @Answers(200, LiftedView)
  async lift(@Body() { address }: SuppressedAddressDto): Promise<LiftedView> {
    await this.commands.execute(new LiftSuppression(address));
    return { outcome: 'lifted' };
  }
}
