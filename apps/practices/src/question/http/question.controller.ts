import { Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, Fails, IdParams } from '#http';
import { Allow, anonymous } from '#identity';
import { Body, Param } from '#validation';
import { Readable } from '../../practice/http/practice-failures.js';
import { capacitiesToRead } from '../../practice/practice.access.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { AskAboutPractice } from '../ask-about-practice.js';
import { recipientOf } from '../question.js';
import { AskableView, QuestionAcceptedView, QuestionDto } from './question.dto.js';

@ApiTags('questions')
@Controller('v1/practices/:id/questions')
export class QuestionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly practices: PracticeRepository,
  ) {}

  @Get()
  @Allow('public')
  @Readable()
  @ApiOperation({ summary: 'Tell whether questions about a practice can be passed on' })
  @Answers(200, AskableView)
  async read(@Param() { id }: IdParams): Promise<AskableView> {
    const practice = await this.practices.get(id);
    capacitiesToRead(practice, anonymous);
    return { isOpen: recipientOf(practice) !== undefined };
  }

  @Post()
  @Allow('public')
  @Readable()
  @Fails(409, {
    'question.no-recipient': 'This practice names nobody who can be reached by mail. Ask the secretariat.',
  })
  @ApiOperation({
    summary: 'Ask whoever answers for a practice',
    description:
      'Goes by mail to its contact, whose address is not shown. The answer comes straight to `email`. Nothing is kept once the mail is sent, or cannot be delivered within two days. One address may send ten questions an hour without a credential.',
  })
  @Answers(202, QuestionAcceptedView)
  async ask(@Param() { id }: IdParams, @Body() { name, email, question }: QuestionDto): Promise<QuestionAcceptedView> {
    await this.commands.execute(new AskAboutPractice(id, { name, email, question }));
    return { state: 'queued' };
  }
}
