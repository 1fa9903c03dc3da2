import { Problem } from '#problems';
import type { Practice } from '../practice/practice.js';

/** What somebody wants to know of whoever answers for a practice. It is kept until it is sent, and no longer. */
export interface Question {
  readonly name: string;
  readonly email: string;
  readonly question: string;
}

/** The address of the contact who answers: one who agrees to be shown before one who does not. */
export function recipientOf({ published }: Practice): string | undefined {
  const reachable = (published?.contacts ?? []).filter(({ email }) => email);
  return (reachable.find(({ consentToPublish }) => consentToPublish) ?? reachable[0])?.email ?? undefined;
}

export const nobodyToAsk = (): Problem =>
  new Problem(
    'question.no-recipient',
    409,
    'This practice names nobody who can be reached by mail. Ask the secretariat.',
  );
