import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { Mails } from '#mail';
import { nobodyToTell, type Feedback } from './feedback.js';
import { FeedbackGiven } from './feedback.mail.js';

/** Who reads it; undefined: nobody. */
export const FEEDBACK_MAIL = Symbol('mail for feedback');

/** Somebody tells the network what is wrong, or what is missing. */
export class GiveFeedback extends Command<void> {
  constructor(readonly feedback: Feedback) {
    super();
  }
}

@CommandHandler(GiveFeedback)
export class GiveFeedbackHandler extends Handler<GiveFeedback> {
  constructor(
    private readonly mails: Mails,
    @Inject(FEEDBACK_MAIL) private readonly to: string | undefined,
  ) {
    super();
  }

  protected async handle({ feedback }: GiveFeedback, tx: EntityManager): Promise<void> {
    const { to } = this;
    if (to === undefined) throw nobodyToTell();
    const { email } = feedback;
    await this.mails.post(tx, FeedbackGiven, feedback, { to, ...(email ? { replyTo: email } : {}) });
  }
}
