import type { Principal } from '#identity';
import { hasWords, type PracticeSort } from '../practice-filter.js';
import type { PracticeSelection } from '../practice-list.repository.js';
import type { PracticeState } from '../practice.workflow.js';
import { queueStates, type WorkQueue } from '../work-queue.js';
import type { PracticeListQuery } from './practice.dto.js';

/** What a list shows to a caller who asks with these parameters. */
export function selectionOf(query: PracticeListQuery, by: Principal): PracticeSelection {
  const { status, sort, assignedTo, waitingFor, assessedBy, ...filter } = query;
  const queue = queueOf({ assignedTo, waitingFor, assessedBy });
  return {
    filter,
    states: status ?? (queue ? queueStates(queue, by) : ['published']),
    sort: sort ?? (hasWords(filter) ? 'relevance' : queue ? 'due' : usualSort(status)),
    ...(queue ? { queue } : {}),
    by,
  };
}

/** What waits for the secretariat is also a queue. */
const usualSort = (states: readonly PracticeState[] = []): PracticeSort =>
  states.length > 0 && states.every((state) => state === 'submitted') ? 'submitted' : 'published';

const queueOf = (asked: Readonly<Record<keyof WorkQueue, string | undefined>>): WorkQueue | undefined => {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
};
