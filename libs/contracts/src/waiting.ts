/** What may wait for somebody: kinds of things, each with a list of its own in the API. */
export const waitingKinds = [
  'practice-changes-requested',
  'practice-overwritten',
  'practice-draft',
  'practice-assigned',
  'practice-to-review',
  'practice-to-assess',
  'practice-to-translate',
  'adoption-to-report',
  'submission-refused',
  'application-to-decide',
  'subscription-failed',
  'dead-letter',
  'failed-job',
] as const;
export type WaitingKind = (typeof waitingKinds)[number];
