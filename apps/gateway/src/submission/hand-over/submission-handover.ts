import { Injectable, Logger } from '@nestjs/common';
import { nextAttemptAt, type RetrySchedule } from '#config';
import {
  happened, SUBMISSION_HANDOVER_PATH, submissionHandedOver, SUBMISSIONS_HANDED_OVER, type HandedOverSubmission, type HandoverAnswer,
} from '#contracts'; // prettier-ignore
import { Clock, UnitOfWork } from '#database';
import { isDatabaseAway } from '#http';
import { anonymous, type Principal } from '#identity';
import { Outbox } from '#messaging';
import { ServiceAway, told, type ProblemPlace } from '#problems';
import { InnerCalls } from '../../rebuild/inner-calls.js';
import { SubmissionRepository, type WaitingSubmission } from '../submission.repository.js';

/** Content in one call, in characters of JSON; a larger submission goes alone. */
const CALL_SIZE = 500_000;

/** Longest wait for the registry's answer to one call, in milliseconds. */
const ANSWER_WITHIN_MS = 10_000;

/** Pauses before one that the registry cannot take is tried again; the last one again and again: what was accepted is never given up. */
const PAUSES: RetrySchedule = [1_000, 5_000, 30_000, 120_000, 600_000];

/**
 * Gives the content of accepted submissions to the registry, in the name of their senders, and only then tells the event by
 * which it applies them. So the event carries no content, its handler needs no call, and identities are signed by the
 * gateway alone. Handing over twice does no harm: the registry knows a submission by its id.
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

  /**
   * Hands the oldest ones over. Gives false when there are none.
   * @param isStopping asked before each call
   * @throws {ServiceAway} when the registry does not answer
   */
  async next(isStopping: () => boolean): Promise<boolean> {
    const waiting = await this.submissions.waiting(this.clock.now(), SUBMISSIONS_HANDED_OVER);
    const held = new Set<string>();
    for (const call of callsOf(waiting)) {
      if (isStopping()) return true;
      const free = call.filter(({ streamId }) => !held.has(streamId));
      if (free.length === 0 || (await this.handOver(free))) continue;
      for (const one of free) {
        if (isStopping()) return true;
        if (held.has(one.streamId) || (free.length > 1 && (await this.handOver([one])))) continue;
        held.add(one.streamId); // what came after it must not overtake it
        await this.postpone(one);
      }
    }
    return waiting.length > 0;
  }

  /** False: the registry did not take them together, or not this one. @throws when nothing can be handed over at present */
  private async handOver(call: readonly WaitingSubmission[]): Promise<boolean> {
    try {
      return await this.call(call);
    } catch (error) {
      if (error instanceof ServiceAway || isDatabaseAway(error)) throw error;
      this.logger.error('A submission failed that should not.', error);
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
    // Its database, or its way to our keys: it is the same for all.
    if (status === 503 || status === 401) throw new ServiceAway('The registry cannot take submissions.');
    if (status === 200) {
      if (!answer.items) throw new ServiceAway('Something else answers for the registry.');
      const errors = new Map(answer.items.map((item) => [item.id, item.errors]));
      if (!call.every(({ id }) => errors.has(id))) return false;
      await this.note(call.map((one) => ({ one, errors: errors.get(one.id)! })));
      return true;
    }
    const unreadable = [400, 413, 422].includes(status);
    if (call.length > 1 || !unreadable) return false;
    const detail = 'The fact sheet cannot be read by the registry. See the reference of fact sheets.';
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

  private async postpone({ id, attempts }: WaitingSubmission): Promise<void> {
    this.logger.error(`The registry cannot take submission ${id}; it is tried again.`);
    const attempt = Math.min(attempts + 1, PAUSES.length);
    await this.submissions.postpone(id, nextAttemptAt(PAUSES, attempt, this.clock.now(), Math.random())!);
  }
}

/** One call for neighbours of one sender, as long as they are not too large together. */
function callsOf(waiting: readonly WaitingSubmission[]): WaitingSubmission[][] {
  const calls: WaitingSubmission[][] = [];
  let size = 0;
  for (const one of waiting) {
    const last = calls.at(-1);
    const length = JSON.stringify(one.content).length;
    const fits = last?.[0]?.memberId === one.memberId && last[0].sentBy === one.sentBy && size + length <= CALL_SIZE;
    if (last && fits) last.push(one);
    else calls.push([one]);
    size = fits ? size + length : length;
  }
  return calls;
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

/** The sender, with no more than the handover needs. */
const senderOf = ({ sentBy, memberId }: WaitingSubmission): Principal => ({
  ...anonymous,
  kind: 'client',
  id: sentBy,
  roles: ['member-editor'],
  memberId,
});

const eventOf = ({ id, streamId, memberId, sourceVersion, withdraws }: WaitingSubmission) =>
  happened(submissionHandedOver, streamId, { id, memberId, sourceVersion, withdraws, href: `/v1/submissions/${id}` });
