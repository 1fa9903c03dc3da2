import { Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SUBMISSION_HANDOVER_PATH, type HandoverAnswer } from '#contracts';
import { Allow, By, type Principal } from '#identity';
import { Problem } from '#problems';
import { Body } from '#validation';
import { TakeInSubmissions } from '../take-in-submissions/take-in-submissions.js';
import { HandoverDto } from './handover.dto.js';

/**
 * Receives the content of accepted submissions from the gateway, which calls in the name of their sender. The gateway
 * does not pass this address on: it has accepted the content before, and the event that follows applies it.
 */
@ApiTags('submissions')
@Controller(SUBMISSION_HANDOVER_PATH)
export class HandoverController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('member-editor')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take over the content of accepted submissions' })
  takeIn(@Body() { submissions }: HandoverDto, @By() { id, memberId }: Principal): Promise<HandoverAnswer> {
    if (memberId === undefined)
      throw new Problem('submission.without-member', 403, 'The sender does not belong to a member.');
    return this.commands.execute(new TakeInSubmissions(submissions, { memberId, sentBy: id }));
  }
}
