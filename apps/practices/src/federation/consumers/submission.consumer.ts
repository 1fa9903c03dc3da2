import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { happened, submissionHandedOver, submissionSettled, type EventOf } from '#contracts';
import { Clock } from '#database';
import { Consumes, Outbox, type EventContext } from '#messaging';
import { ApplySubmission } from '../apply-submission/apply-submission.js';
import { refusedFor } from '../submission.js';
import { SubmissionRepository } from '../submission.repository.js';

/** Applies submissions in the order in which they were accepted, each once, and tells the gateway what became of them. */
@Controller()
export class SubmissionConsumer {
  constructor(
    @Inject(SubmissionRepository) private readonly submissions: SubmissionRepository,
    @Inject(ApplySubmission) private readonly apply: ApplySubmission,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Consumes('practices.submissions', [submissionHandedOver])
  async onHandedOver(
    @Payload() { subject, data: { id, href } }: EventOf<typeof submissionHandedOver>,
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    const submission = await this.submissions.waiting(tx, id);
    const settlement = submission ? await this.apply.settle(tx, submission) : refusedFor('submission.content-lost');
    await this.submissions.settle(tx, id, this.clock.now());
    await this.outbox.append(tx, [happened(submissionSettled, subject, { id, ...settlement, href })]);
  }
}
