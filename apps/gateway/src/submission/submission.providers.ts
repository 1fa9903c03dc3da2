import { AcceptSubmissionsHandler } from './accept-submissions/accept-submissions.js';
import { SubmissionConsumer } from './consumers/submission.consumer.js';
import { HandOverAgain } from './hand-over/hand-over-again.js';
import { HandOverSubmissions } from './hand-over/hand-over-submissions.js';
import { SubmissionHandover } from './hand-over/submission-handover.js';
import { SubmissionController } from './http/submission.controller.js';
import { SubmissionLines } from './http/submission-lines.js';
import { SubmissionRepository } from './submission.repository.js';

/** What the app's module takes over from this feature. */
export const submissionControllers = [SubmissionController];

export const submissionProviders = [
  SubmissionRepository,
  SubmissionConsumer,
  AcceptSubmissionsHandler,
  SubmissionLines,
  SubmissionHandover,
  HandOverSubmissions,
  HandOverAgain,
];
