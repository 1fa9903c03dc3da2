import { Problem } from '#problems';

/** What people write about. */
export const feedbackTopics = ['accessibility', 'practice', 'technical', 'other'] as const;

/** What somebody tells the network. It is kept until it is sent, and no longer. */
export interface Feedback {
  readonly about: (typeof feedbackTopics)[number];
  readonly message: string;
  readonly page?: string | null;
  readonly email?: string | null;
}

export const nobodyToTell = (): Problem =>
  new Problem('feedback.no-recipient', 409, 'The network has no address for messages: its operator must set one.');
