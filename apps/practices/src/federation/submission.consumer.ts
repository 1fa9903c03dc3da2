import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { happened, submissionHandedOver, submissionSettled, type CloudEvent, type DataOf, type EventOf } from '#contracts'; // prettier-ignore
import { Clock } from '#database';
import { Consumes, GivesUp, Outbox, type EventContext } from '#messaging';
import { ApplySubmission } from './apply-submission/apply-submission.js';
import { refusedFor } from './submission.js';
import { SubmissionRepository } from './submission.repository.js';

/** Applies submissions in the order in which they were accepted, each once, and reports the outcomes to the gateway. */
@Injectable()
export class SubmissionConsumer {
  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly apply: ApplySubmission,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Consumes('submissions', [submissionHandedOver])
  async onHandedOver(
    { subject, data: { id, href } }: EventOf<typeof submissionHandedOver>,
    { tx }: EventContext,
  ): Promise<void> {
    const submission = await this.submissions.waiting(tx, id);
    const settlement = submission ? await this.apply.settle(tx, submission) : refusedFor('submission.content-lost');
    await this.submissions.settle(tx, id, this.clock.now());
    await this.outbox.append(tx, [happened(submissionSettled, subject, { id, ...settlement, href })]);
  }

  @GivesUp('submissions', [submissionHandedOver])
  async onGivenUp(
    { subject, data }: CloudEvent<Partial<DataOf<typeof submissionHandedOver>> | null>,
    { tx }: EventContext,
  ): Promise<void> {
    const id = data?.id;
    if (id === undefined || !isUUID(id)) return; // the submission cannot be identified
    await this.submissions.settle(tx, id, this.clock.now());
    const settlement = refusedFor('submission.given-up');
    await this.outbox.append(tx, [
      happened(submissionSettled, subject, { id, ...settlement, href: `/v1/submissions/${id}` }),
    ]);
  }
}
