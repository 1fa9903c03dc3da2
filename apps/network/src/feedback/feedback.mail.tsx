import { Injectable } from '@nestjs/common';
import { Mail, oneLine, P, Quote, type Letter, type MailComposer } from '#mail';
import { Catalogue, type Say } from '#messages';
import type { Feedback } from './feedback.js';

/** To the secretariat. */
@Mail({ name: 'feedback', messages: Catalogue.in(new URL('messages/', import.meta.url)), isForgotten: true })
@Injectable()
export class FeedbackGiven implements MailComposer<Feedback> {
  compose({ about, message, page, email }: Feedback, say: Say): Promise<Letter> {
    const body = (
      <>
        <P>{say('said')}</P>
        {page && <P>{say('page', { page: oneLine(page) })}</P>}
        <Quote>{message}</Quote>
        <P>{email ? say('answer', { email: oneLine(email) }) : say('no-answer')}</P>
        <P>{say('kept')}</P>
      </>
    );
    return Promise.resolve({ subject: say('subject', { about }), body });
  }
}
