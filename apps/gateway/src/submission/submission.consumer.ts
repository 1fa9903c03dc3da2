import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { submissionSettled, type CloudEvent, type DataOf, type EventOf } from '#contracts';
import { Clock } from '#database';
import { Consumes, GivesUp, type EventContext } from '#messaging';
import { placesOf, submissionStates, type SubmissionState } from './submission.js';
import { SubmissionRepository } from './submission.repository.js';

/** Stores the registry's outcomes of submissions, for their senders. */
@Injectable()
export class SubmissionConsumer {
  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly clock: Clock,
  ) {}

  @Consumes('submissions', [submissionSettled])
  async onSettled({ data }: EventOf<typeof submissionSettled>, { tx }: EventContext): Promise<void> {
    const state = submissionStates.find((known) => known === data.state);
    if (!isOutcome(state)) throw new Error(`This build does not know submissions in the state ${data.state}.`);
    const now = this.clock.now();
    const { practiceId, refusal, mergedInto, overwrote = null } = data;
    const errors = refusal === null ? null : placesOf(refusal, mergedInto);
    await this.submissions.settle(tx, data.id, { state, practiceId, errors, overwrote }, now);
    await this.submissions.forget(tx, now);
  }

  @GivesUp('submissions', [submissionSettled])
  async onGivenUp(
    { data }: CloudEvent<Partial<DataOf<typeof submissionSettled>> | null>,
    { tx }: EventContext,
  ): Promise<void> {
    const id = data?.id;
    if (id === undefined || !isUUID(id)) return; // the submission cannot be identified
    const errors = placesOf('submission.outcome-lost');
    const outcome = { state: 'refused', practiceId: null, errors, overwrote: null } as const;
    await this.submissions.settle(tx, id, outcome, this.clock.now());
  }
}

const isOutcome = (state: SubmissionState | undefined): state is SubmissionState =>
  state !== undefined && state !== 'accepted';
