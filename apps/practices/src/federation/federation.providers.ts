import { ApplySubmission } from './apply-submission/apply-submission.js';
import { SubmissionConsumer } from './consumers/submission.consumer.js';
import { HandoverController } from './http/handover.controller.js';
import { SubmissionRepository } from './submission.repository.js';
import { TakeInSubmissionsHandler } from './take-in-submissions/take-in-submissions.js';

/** What the app's module takes over from this feature. */
export const federationControllers = [HandoverController];

export const federationProviders = [
  SubmissionRepository,
  SubmissionConsumer,
  ApplySubmission,
  TakeInSubmissionsHandler,
];
