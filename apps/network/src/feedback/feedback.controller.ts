import { Controller, Get, Inject, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, Fails } from '#http';
import { Allow } from '#identity';
import { Body } from '#validation';
import { FeedbackAcceptedView, FeedbackDto, FeedbackOpenView } from './feedback.dto.js';
import { FEEDBACK_MAIL, GiveFeedback } from './give-feedback.js';

@ApiTags('feedback')
@Controller('v1/feedback')
export class FeedbackController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(FEEDBACK_MAIL) private readonly to: string | undefined,
  ) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Tell whether the network takes feedback' })
  @Answers(200, FeedbackOpenView)
  read(): FeedbackOpenView {
    return { isOpen: this.to !== undefined };
  }

  @Post()
  @Allow('public')
  @Fails(409, { 'feedback.no-recipient': 'The network has no address for messages: its operator must set one.' })
  @ApiOperation({
    summary: 'Write to the secretariat',
    description:
      'Goes by mail. Nothing is kept once the mail is sent, or cannot be delivered within two days. One address may send ten an hour without a credential.',
  })
  @Answers(202, FeedbackAcceptedView)
  async give(@Body() body: FeedbackDto): Promise<FeedbackAcceptedView> {
    const { about, message, page, email } = body;
    await this.commands.execute(new GiveFeedback({ about, message, page: page ?? null, email: email ?? null }));
    return { state: 'queued' };
  }
}
