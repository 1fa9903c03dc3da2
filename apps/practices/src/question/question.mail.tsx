import { Inject, Injectable } from '@nestjs/common';
import { Action, Mail, oneLine, P, PUBLIC_URL, Quote, type Letter, type MailComposer } from '#mail';
import { Catalogue, type Say } from '#messages';
import type { Question } from './question.js';

interface Asked extends Question {
  readonly practiceId: string;
  readonly title: string;
}

/** To the contact of a practice. The answer goes straight to whoever asks. */
@Mail({ name: 'question', messages: Catalogue.in(new URL('messages/', import.meta.url)), isForgotten: true })
@Injectable()
export class QuestionAsked implements MailComposer<Asked> {
  constructor(@Inject(PUBLIC_URL) private readonly publicUrl: () => string) {}

  compose({ practiceId, question, ...told }: Asked, say: Say): Promise<Letter> {
    const [title, name, email] = [told.title, told.name, told.email].map(oneLine) as [string, string, string];
    const body = (
      <>
        <P>{say('asks', { name, title })}</P>
        <Quote>{question}</Quote>
        <P>{say('answer', { name, email })}</P>
        <P>{say('hidden')}</P>
        <Action href={`${this.publicUrl()}/practices/${practiceId}`}>{say('open')}</Action>
      </>
    );
    return Promise.resolve({ subject: say('subject', { title }), body });
  }
}
