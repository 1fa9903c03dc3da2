import { Injectable } from '@nestjs/common';
import { TellsWaiting, type WaitingView } from '#app';
import type { WaitingKind } from '#contracts';
import { hasRole, type Principal } from '#identity';
import { PracticeListRepository } from './practice-list.repository.js';
import type { PracticeState } from './practice.workflow.js';
import type { WorkQueue } from './work-queue.js';

interface Queue extends WorkQueue {
  readonly status: PracticeState;
  /** Also of one's own member alone, where a caller who has several roles sees those of all. */
  readonly member?: string;
}

/** The queues of each role. */
function* queuesOf(by: Principal): Iterable<[WaitingKind, Queue]> {
  const isSteering = hasRole(by, 'steering');
  if (hasRole(by, 'member-editor') && by.memberId !== undefined) {
    const own = { waitingFor: 'owner', member: by.memberId } as const;
    yield ['practice-changes-requested', { ...own, status: 'changes-requested' }];
    yield ['practice-draft', { ...own, status: 'draft' }];
    yield ['practice-to-translate', { ...own, waitingFor: 'translator', status: 'published' }];
    // The steering committee sees it among what is to be reviewed.
    if (!isSteering) yield ['practice-overwritten', { waitingFor: 'me', status: 'submitted' }];
  }
  if (isSteering) {
    yield ['practice-to-review', { waitingFor: 'me', status: 'submitted' }];
    yield ['practice-assigned', { waitingFor: 'me', assignedTo: 'me', status: 'submitted' }];
  }
  if (hasRole(by, 'reviewer')) yield ['practice-to-assess', { waitingFor: 'me', status: 'published' }];
}

/** What of the registry waits for somebody, counted as its list is. */
@Injectable()
export class PracticesWaiting {
  constructor(private readonly lists: PracticeListRepository) {}

  @TellsWaiting()
  async inQueues(by: Principal): Promise<WaitingView[]> {
    const told = [...queuesOf(by)].map(async ([kind, { status, member, ...queue }]) => {
      const filter = member === undefined ? {} : { member: [member] };
      const waiting = await this.lists.waiting({ filter, states: [status], sort: 'due', queue, by });
      const list = `/v1/practices?${new URLSearchParams({ ...queue, status, ...(member ? { member } : {}) }).toString()}`;
      return waiting.count > 0 ? [{ kind, ...waiting, since: waiting.since.toISOString(), list }] : [];
    });
    return (await Promise.all(told)).flat();
  }
}
