import { hasRole, type Principal } from '#identity';
import { notValid, Problem } from '#problems';
import { HAS_STALE_TEXT } from '../reading/translation.repository.js';
import type { PracticeState } from './practice.workflow.js';

/** What somebody has to do in the registry. */
export interface WorkQueue {
  /** Practices on which this principal has a task; `me` is the caller; `nobody`: those that nobody looks after. */
  readonly assignedTo?: string;
  /**
   * Whose move is next. `owner`: a version in work that its owner has in hand. `secretariat`: what was submitted,
   * whoever looks after it. `me`: for an editor, such versions of
   * the editor's member, and the editor's own text that a source overwrote; for the steering committee, what was
   * submitted and is nobody else's; for a reviewer, what is still to be assessed. `translator`: published practices of
   * an editor's member of which a translation is stale.
   */
  readonly waitingFor?: (typeof waitingFor)[number];
  /** Published practices that the caller has assessed. */
  readonly assessedBy?: 'me';
}

export const waitingFor = ['me', 'owner', 'secretariat', 'translator'] as const;

/** States of the versions in a queue, unless others are requested. */
export function queueStates({ waitingFor, assessedBy }: WorkQueue, by: Principal): PracticeState[] {
  if (assessedBy ?? waitingFor === 'translator') return ['published'];
  const isEditor = hasRole(by, 'member-editor') && by.memberId !== undefined;
  const isSteering = hasRole(by, 'steering');
  if (waitingFor === 'owner') return ['draft', 'changes-requested'];
  if (waitingFor === 'secretariat') return ['submitted'];
  const inHand: readonly PracticeState[] =
    isEditor || (isSteering && !waitingFor) ? ['draft', 'changes-requested'] : [];
  const submitted: readonly PracticeState[] = isSteering || isEditor ? ['submitted'] : [];
  const published: readonly PracticeState[] = !waitingFor || hasRole(by, 'reviewer') ? ['published'] : [];
  const states = [...inHand, ...submitted, ...published];
  return states.length > 0 ? states : ['published'];
}

type Placeholder = (value: unknown) => string;

const task = (kind: 'edit' | 'assess', whose: string): string =>
  `exists (select from practice_assignment a where a.practice_id = p.id and a.task = '${kind}' and a.assignee_id ${whose})`;

/** Who looks after a practice. */
export interface Caretaker {
  readonly assigneeId: string;
  /** Calendar day, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
}

/** Who looks after the practice `p`, as JSON; null: nobody. */
export const CARETAKER = `(select json_build_object('assigneeId', a.assignee_id, 'dueOn', a.due_on)
  from practice_assignment a where a.practice_id = p.id and a.task = 'edit' order by a.assigned_at desc limit 1)`;

/** An earlier version counts: its assessment is kept. */
const assessmentBy = (whom: string): string =>
  `exists (select from assessment a where a.practice_id = p.id and a.assessor_id = ${whom} and a.withdrawn_at is null)`;

const NOBODYS = `not ${task('edit', 'is not null')}`;
const SUBMITTED = `(v.number = p.work_version and v.state = 'submitted')`;
const WITH_OWNER = `(v.number = p.work_version and v.state in ('draft', 'changes-requested'))`;

/**
 * Conditions on `p` (practice) and `v` (practice_version).
 * @throws {Problem} 401; 403 when the queue is not the caller's
 */
export function queueConditions(queue: WorkQueue, by: Principal, add: Placeholder): string[] {
  const { assignedTo, waitingFor, assessedBy } = queue;
  if (by.kind === 'anonymous') throw new Problem('identity.missing', 401, 'A work queue requires a credential.');
  return [
    ...(assignedTo === undefined ? [] : [assignedCondition(assignedTo, by, add)]),
    ...(waitingFor === 'owner' ? [WITH_OWNER] : []),
    ...(waitingFor === 'secretariat' ? [SUBMITTED] : []),
    ...(waitingFor === 'me' ? [waitingForMe(by, add)] : []),
    ...(waitingFor === 'translator' ? [waitingForTranslator(by, add)] : []),
    ...(assessedBy ? [`(v.shown and ${assessmentBy(add(by.id))})`] : []),
  ];
}

function assignedCondition(assignedTo: string, by: Principal, add: Placeholder): string {
  const assignee = assignedTo === 'me' ? by.id : assignedTo;
  if (assignee !== by.id && !hasRole(by, 'steering')) {
    throw new Problem(
      'practice.queue-not-allowed',
      403,
      'Only the steering committee may see the tasks of others. Use `me`.',
    );
  }
  if (assignedTo === 'nobody') return NOBODYS;
  return `exists (select from practice_assignment a where a.practice_id = p.id and a.assignee_id = ${add(assignee)})`;
}

function waitingForMe(by: Principal, add: Placeholder): string {
  const kinds: string[] = [];
  if (hasRole(by, 'steering')) {
    kinds.push(`(${SUBMITTED} and (${task('edit', `= ${add(by.id)}`)} or ${NOBODYS}))`);
  }
  if (hasRole(by, 'member-editor') && by.memberId !== undefined) {
    const overwritten = `(v.number = p.work_version and v.overwritten #>> '{edit,by}' = ${add(by.id)})`;
    kinds.push(`((${WITH_OWNER} or ${overwritten}) and p.owner_member_id = ${add(by.memberId)}::uuid)`);
  }
  if (hasRole(by, 'reviewer')) {
    const me = add(by.id);
    kinds.push(`(v.shown and ${task('assess', `= ${me}`)} and not ${assessmentBy(me)})`);
  }
  return kinds.length > 0 ? `(${kinds.join(' or ')})` : 'false';
}

function waitingForTranslator(by: Principal, add: Placeholder): string {
  if (!hasRole(by, 'member-editor') || by.memberId === undefined) return 'false';
  return `(v.shown and p.owner_member_id = ${add(by.memberId)}::uuid and ${HAS_STALE_TEXT})`;
}

/** Since when a version waits for the secretariat; for others, since when they exist. */
export const WAITING_SINCE = 'coalesce(v.submitted_at, v.created_at)';

/**
 * The first day on which a task of the queue's person is due; tasks without a day come last. Within a day, the longest
 * waiting comes first: a published practice since its task was given.
 * @throws {Problem} 422
 */
export function dueKey(queue: WorkQueue | undefined, by: Principal, add: Placeholder): string {
  if (!queue) {
    const detail = 'Only a queue has due dates: add `assignedTo`, `waitingFor` or `assessedBy`.';
    throw notValid([{ pointer: '/sort', code: 'sort', detail }]);
  }
  const { due, since } = waitingTimes(queue, by, add);
  return `coalesce(${due}, '9999-12-31')
          || to_char(${since} at time zone 'UTC', ' YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/**
 * The first day on which a task of the queue's person is due, or null; and since when the practice waits. What waits
 * for the secretariat is due as whoever looks after it was told; what waits for a translator has no day.
 */
export function waitingTimes({ assignedTo, waitingFor }: WorkQueue, by: Principal, add: Placeholder) {
  if (waitingFor === 'translator') return { due: 'null::text', since: 'v.published_at' };
  const assignee = assignedTo === undefined || assignedTo === 'me' ? by.id : assignedTo;
  const isOfAll = waitingFor === 'secretariat' && hasRole(by, 'steering');
  const whose = isOfAll ? `a.task = 'edit'` : `a.assignee_id = ${add(assignee)}`;
  const tasks = `from practice_assignment a where a.practice_id = p.id and ${whose}`;
  return {
    due: `(select min(a.due_on)::text ${tasks})`,
    since: `coalesce(case when v.shown then (select min(a.assigned_at) ${tasks}) end, ${WAITING_SINCE})`,
  };
}
