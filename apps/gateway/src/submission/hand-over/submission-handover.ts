import { Injectable, Logger } from '@nestjs/common';
import {
  happened, SUBMISSION_HANDOVER_PATH, submissionHandedOver, type HandedOverSubmission, type HandoverAnswer,
} from '#contracts'; // prettier-ignore
import { Clock, UnitOfWork } from '#database';
import { isDatabaseAway } from '#http';
import { anonymous, type Principal } from '#identity';
import { JobFailed } from '#jobs';
import { Outbox } from '#messaging';
import { ServiceAway, told, type ProblemPlace } from '#problems';
import { InnerCalls } from '../../upstream/inner-calls.js';
import { SubmissionRepository, type WaitingSubmission } from '../submission.repository.js';

/** Longest wait for the registry's answer to one call, in milliseconds. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Gives the content of accepted submissions to the registry, in the name of their senders, and only then sends the
 * event that makes the registry apply them. So the event has no content, its handler makes no call, and only the
 * gateway signs identities. A repeated handover does no harm: the registry knows a submission by its id.
 */
@Injectable()
export class SubmissionHandover {
  private readonly logger = new Logger(SubmissionHandover.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly submissions: SubmissionRepository,
    private readonly inner: InnerCalls,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** False: the registry refused them together, or this one. @throws {JobFailed} when it accepts none at present */
  async handOver(call: readonly WaitingSubmission[]): Promise<boolean> {
    try {
      return await this.call(call);
    } catch (error) {
      if (error instanceof ServiceAway) throw new JobFailed('submission.registry-away', false);
      if (isDatabaseAway(error)) throw error;
      this.logger.error('A submission failed unexpectedly.', error);
      return false;
    }
  }

  private async call(call: readonly WaitingSubmission[]): Promise<boolean> {
    const body = { submissions: call.map(contentOf) };
    const { status, body: answer } = await this.inner.call<Partial<HandoverAnswer> & { code?: string }>(
      'practices',
      'POST',
      SUBMISSION_HANDOVER_PATH,
      senderOf(call[0]!),
      body,
      ANSWER_WITHIN_MS,
    );
    // Its database, or its way to our keys, has failed: that affects all of them.
    if (status === 503 || status === 401) throw new ServiceAway('The registry cannot accept submissions.');
    if (status === 200) {
      if (!answer.items) throw new ServiceAway('Something else responds at the registry’s address.');
      const errors = new Map(answer.items.map((item) => [item.id, item.errors]));
      if (!call.every(({ id }) => errors.has(id))) return false;
      await this.note(call.map((one) => ({ one, errors: errors.get(one.id)! })));
      return true;
    }
    const unreadable = [400, 413, 422].includes(status);
    if (call.length > 1 || !unreadable) return false;
    const detail = 'The registry cannot read the fact sheet. See the reference of fact sheets.';
    await this.note([
      { one: call[0]!, errors: [{ pointer: '/factSheet', code: answer.code ?? 'not-readable', detail }] },
    ]);
    return true;
  }

  private async note(answered: readonly { one: WaitingSubmission; errors: readonly ProblemPlace[] }[]): Promise<void> {
    await this.work.run(async (tx) => {
      const now = this.clock.now();
      // Another instance of the gateway may have been faster.
      const still = await this.submissions.stillWaiting(tx, answered.map(({ one }) => one.id)); // prettier-ignore
      const mine = answered.filter(({ one }) => still.has(one.id));
      for (const { one, errors } of mine.filter(({ errors }) => errors.length > 0)) {
        await this.submissions.settle(
          tx,
          one.id,
          { state: 'refused', practiceId: null, errors: told(errors), overwrote: null },
          now,
        );
      }
      const taken = mine.filter(({ errors }) => errors.length === 0).map(({ one }) => one);
      await this.submissions.handedOver(tx, taken.map(({ id }) => id), now); // prettier-ignore
      await this.outbox.append(tx, taken.map(eventOf));
    });
  }
}

const contentOf = (one: WaitingSubmission): HandedOverSubmission => ({
  id: one.id,
  externalId: one.externalId,
  sourceVersion: one.sourceVersion,
  withdraws: one.withdraws,
  sourceUrl: one.content.sourceUrl ?? null,
  retrievedAt: one.content.retrievedAt ?? one.acceptedAt.toISOString(),
  factSheet: one.content.factSheet ?? null,
});

/** The sender, reduced to what the handover needs. */
const senderOf = ({ sentBy, memberId }: WaitingSubmission): Principal => ({
  ...anonymous,
  kind: 'client',
  id: sentBy,
  roles: ['member-editor'],
  memberId,
});

const eventOf = ({ id, streamId, memberId, sourceVersion, withdraws }: WaitingSubmission) =>
  happened(submissionHandedOver, streamId, { id, memberId, sourceVersion, withdraws, href: `/v1/submissions/${id}` });
