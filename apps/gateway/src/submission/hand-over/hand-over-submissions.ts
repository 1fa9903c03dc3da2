import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SUBMISSIONS_HANDED_OVER } from '#contracts';
import { Clock, UnitOfWork } from '#database';
import { Again, Job, Jobs, type JobHandler, type JobRun } from '#jobs';
import { SubmissionRepository, type WaitingSubmission } from '../submission.repository.js';
import { HandOverAgain } from './hand-over-again.js';
import { SubmissionHandover } from './submission-handover.js';

/** Content of one call, in characters of JSON; a larger submission is sent alone. */
const CALL_SIZE = 500_000;

/** Pause before a submission that the registry refused is retried automatically, in milliseconds. */
const SET_ASIDE_MS = 1_000;

/**
 * Hands over the waiting submissions of one member, the oldest first and many at once. One that the registry cannot
 * take is set aside with its stream, and delays nothing else.
 */
@Job({ kind: 'submission.hand-over', retry: '1s,2s,5s', endless: true })
@Injectable()
export class HandOverSubmissions implements JobHandler<{ member: string }> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly submissions: SubmissionRepository,
    private readonly handover: SubmissionHandover,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async run({ data: { member }, signal }: JobRun<{ member: string }>): Promise<Again | undefined> {
    const waiting = await this.submissions.waitingOf(member, SUBMISSIONS_HANDED_OVER);
    const held = new Set<string>();
    const isOver = () => signal.aborted;
    for (const call of callsOf(waiting)) {
      if (isOver()) break;
      const free = call.filter(({ streamId }) => !held.has(streamId));
      if (free.length === 0 || (await this.handover.handOver(free))) continue;
      for (const one of free) {
        if (isOver()) break;
        if (held.has(one.streamId) || (free.length > 1 && (await this.handover.handOver([one])))) continue;
        held.add(one.streamId); // later ones must not overtake it
        await this.work.run((tx) => this.setAside(tx, one));
      }
    }
    return waiting.length === SUBMISSIONS_HANDED_OVER ? new Again() : undefined;
  }

  private setAside(tx: EntityManager, { streamId, memberId }: WaitingSubmission): Promise<void> {
    const dueAt = new Date(this.clock.now().getTime() + SET_ASIDE_MS);
    return this.jobs.put(tx, HandOverAgain, { stream: streamId }, { key: streamId, owner: memberId, dueAt });
  }
}

/** Groups neighbours of one sender into one call, as long as they are not too large together. */
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
