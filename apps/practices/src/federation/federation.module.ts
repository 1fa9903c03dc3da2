import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { MembersModule } from '../members/members.module.js';
import { Submissions1764000200010 } from '../migrations/1764000200010-submissions.js';
import { KeysOfOwners1764000200160 } from '../migrations/1764000200160-keys-of-owners.js';
import { PracticeModule } from '../practice/practice.module.js';
import { ApplySubmission } from './apply-submission/apply-submission.js';
import { SubmissionConsumer } from './submission.consumer.js';
import { HandoverController } from './http/handover.controller.js';
import { SubmissionRepository } from './submission.repository.js';
import { TakeInSubmissionsHandler } from './take-in-submissions/take-in-submissions.js';

/** Receives what the systems of members submit. */
@Feature({ migrations: [Submissions1764000200010, KeysOfOwners1764000200160] })
@Module({
  imports: [MembersModule, PracticeModule],
  controllers: [HandoverController],
  providers: [SubmissionRepository, SubmissionConsumer, ApplySubmission, TakeInSubmissionsHandler],
})
export class FederationModule {}
