import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { submissionSettled, type EventOf } from '#contracts';
import { Clock } from '#database';
import { Consumes, type EventContext } from '#messaging';
import { placesOf, submissionStates, type SubmissionState } from '../submission.js';
import { SubmissionRepository } from '../submission.repository.js';

/** Learns from the registry what became of submissions, for those who sent them. */
@Controller()
export class SubmissionConsumer {
  constructor(
    @Inject(SubmissionRepository) private readonly submissions: SubmissionRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Consumes('gateway.submissions', [submissionSettled])
  async onSettled(@Payload() { data }: EventOf<typeof submissionSettled>, @Ctx() { tx }: EventContext): Promise<void> {
    const state = submissionStates.find((known) => known === data.state);
    if (!isOutcome(state)) throw new Error(`This build knows no submission that is ${data.state}.`);
    const now = this.clock.now();
    const errors = data.refusal === null ? null : placesOf(data.refusal);
    await this.submissions.settle(tx, data.id, { state, practiceId: data.practiceId, errors }, now);
    await this.submissions.forget(tx, now);
  }
}

const isOutcome = (state: SubmissionState | undefined): state is SubmissionState =>
  state !== undefined && state !== 'accepted';
