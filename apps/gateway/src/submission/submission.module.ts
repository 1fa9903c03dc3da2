import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { Submissions1764000400030 } from '../migrations/1764000400030-submissions.js';
import { SubmissionsOverwrote1764000400160 } from '../migrations/1764000400160-submissions-overwrote.js';
import { HandOverByJobs1764000400300 } from '../migrations/1764000400300-hand-over-by-jobs.js';
import { AcceptSubmissionsHandler } from './accept-submissions/accept-submissions.js';
import { SubmissionConsumer } from './submission.consumer.js';
import { HandOverAgain } from './hand-over/hand-over-again.js';
import { HandOverSubmissions } from './hand-over/hand-over-submissions.js';
import { SubmissionHandover } from './hand-over/submission-handover.js';
import { SubmissionController } from './http/submission.controller.js';
import { SubmissionLines } from './http/submission-lines.js';
import { SubmissionRepository } from './submission.repository.js';
import { SubmissionsWaiting } from './submissions-waiting.js';

/** What the systems of members send: stored at once, then handed over to the registry. */
@Feature({
  migrations: [Submissions1764000400030, SubmissionsOverwrote1764000400160, HandOverByJobs1764000400300],
  tags: { submissions: 'Practices delivered by the systems of members.' },
})
@Module({
  controllers: [SubmissionController],
  providers: [
    SubmissionRepository,
    SubmissionsWaiting,
    SubmissionConsumer,
    AcceptSubmissionsHandler,
    SubmissionLines,
    SubmissionHandover,
    HandOverSubmissions,
    HandOverAgain,
  ],
})
export class SubmissionModule {}
