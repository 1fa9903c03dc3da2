import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { anonymous } from '#identity';
import { Mails } from '#mail';
import { versionFor } from '../practice/practice.access.js';
import { PracticeRepository } from '../practice/practice.repository.js';
import type { Practice } from '../practice/practice.js';
import { nobodyToAsk, recipientOf, type Question } from './question.js';
import { QuestionAsked } from './question.mail.js';

/** Passes a question on to whoever answers for a practice. */
export class AskAboutPractice extends Command<void> {
  constructor(
    readonly practiceId: string,
    readonly question: Question,
  ) {
    super();
  }
}

@CommandHandler(AskAboutPractice)
export class AskAboutPracticeHandler extends Handler<AskAboutPractice, Practice> {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly mails: Mails,
  ) {
    super();
  }

  protected override prepare({ practiceId }: AskAboutPractice): Promise<Practice> {
    return this.practices.get(practiceId);
  }

  protected async handle({ practiceId, question }: AskAboutPractice, tx: EntityManager, practice: Practice) {
    const { originalLanguage, title } = versionFor(practice, anonymous, undefined).factSheet;
    const to = recipientOf(practice);
    if (to === undefined) throw nobodyToAsk();
    const asked = { ...question, practiceId, title: title[originalLanguage] ?? '' };
    await this.mails.post(tx, QuestionAsked, asked, { to, language: originalLanguage, replyTo: question.email });
  }
}
