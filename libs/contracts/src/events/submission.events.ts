import { code, eventContract, topics } from './event.js';

/**
 * The gateway has handed the content of a submission to the registry. The registry applies it when it receives this
 * event: in the order in which submissions of one external id were accepted. The subject is the stream of that external
 * id.
 */
export const submissionHandedOver = eventContract(
  topics.submission,
  'submission.handed-over.v1',
  'internal',
  'A submission was accepted, and its content lies with the registry.',
  {
    type: 'object',
    required: ['id', 'memberId', 'sourceVersion', 'withdraws', 'href'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      memberId: { type: 'string', format: 'uuid' },
      sourceVersion: { type: 'integer', minimum: 0 },
      withdraws: { type: 'boolean' },
      href: { type: 'string' },
    },
  },
);

/** The outcome of a submission. The reason for a refusal is a code of `submissionRefusals`. */
export const submissionSettled = eventContract(
  topics.submissionOutcome,
  'submission.settled.v1',
  'internal',
  'A submission was applied or refused, or had nothing to change.',
  {
    type: 'object',
    required: ['id', 'state', 'practiceId', 'refusal', 'href'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      state: code,
      practiceId: { type: ['string', 'null'], format: 'uuid' },
      refusal: { type: ['string', 'null'], pattern: '^[a-z]+\\.[a-z-]{1,60}$' },
      href: { type: 'string' },
      /** The practice into which that of the source was merged. */
      mergedInto: { type: 'string', format: 'uuid' },
      /** The principal whose work on the practice the source has replaced: an id, never a name. */
      overwrote: {
        type: 'object',
        required: ['by', 'at', 'pointers'],
        properties: {
          by: { type: 'string' },
          at: { type: 'string', format: 'date-time' },
          pointers: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
);

export const submissionEvents = [submissionHandedOver, submissionSettled] as const;

/** The possible outcomes of a submission. */
export const submissionOutcomes = ['applied', 'unchanged', 'superseded', 'refused'] as const;
export type SubmissionOutcome = (typeof submissionOutcomes)[number];

/** Why the registry refuses a valid fact sheet, and how its sender can fix it. Events contain only the code. */
export const submissionRefusals = {
  'submission.version-reused': {
    pointer: '/sourceVersion',
    detail: 'Another content came with this sourceVersion before. Raise sourceVersion with every change.',
  },
  'submission.withdrawn': {
    pointer: '/externalId',
    detail: 'The practice was withdrawn, which cannot be undone. Send it under a new externalId.',
  },
  'submission.merged': {
    pointer: '/externalId',
    detail: 'The practice was merged into another one. Change it there, or ask the secretariat to reverse the merger.',
  },
  'submission.given-up': {
    pointer: '',
    detail: 'The registry failed to apply it, and its operator gave it up. Send it again, or ask the operator.',
  },
  'submission.outcome-lost': {
    pointer: '',
    detail: 'What became of it was lost on its way back. Send it again to learn it.',
  },
  'submission.content-lost': {
    pointer: '',
    detail: 'The content was lost here, as after the restore of a backup. Send it again.',
  },
  'practice.not-complete': {
    pointer: '/factSheet',
    detail: 'The fact sheet lacks what a submission needs. Send it again to learn which fields.',
  },
  'member.suspended': {
    pointer: '',
    detail: 'The membership was suspended before the submission was applied. Send it again when it is reinstated.',
  },
  'member.ended': { pointer: '', detail: 'The membership has ended.' },
} as const satisfies Record<string, { readonly pointer: string; readonly detail: string }>;
export type SubmissionRefusal = keyof typeof submissionRefusals;
