import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { MailModule } from '#mail';
import { PracticeModule } from '../practice/practice.module.js';
import { AskAboutPracticeHandler } from './ask-about-practice.js';
import { QuestionController } from './http/question.controller.js';
import { QuestionAsked } from './question.mail.js';

/** Questions to whoever answers for a practice, passed on by mail. */
@Feature({ tags: { questions: 'Questions about a practice, passed on by mail.' } })
@Module({
  imports: [MailModule, PracticeModule],
  controllers: [QuestionController],
  providers: [AskAboutPracticeHandler, QuestionAsked],
})
export class QuestionModule {}
