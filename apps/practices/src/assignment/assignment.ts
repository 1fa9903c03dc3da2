import { practiceAssigned } from '#contracts';
import { dayInBrussels } from '#database';
import type { Role } from '#identity';
import type { Standing } from '#principals';
import { notValid, Problem, type ProblemPlace } from '#problems';
import type { Practice } from '../practice/practice.js';
import type { Act } from '../practice/practice-step.js';

/** `edit`: look after the submission for the secretariat; `assess`: assess the published practice as a reviewer. */
export const assignmentTasks = ['edit', 'assess'] as const;
export type AssignmentTask = (typeof assignmentTasks)[number];

/** A person's task on a practice. One editor looks after a practice; several may assess it. */
export interface Assignment {
  readonly task: AssignmentTask;
  /** Id of the principal. */
  readonly assigneeId: string;
  /** Calendar day, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  /** Whether the task is taken away. */
  readonly ended: boolean;
}

/** A task as it is stored. */
export interface PresentAssignment extends Omit<Assignment, 'ended'> {
  readonly assignedAt: Date;
}

/** The role that each task belongs to. */
const roleFor: Readonly<Record<AssignmentTask, Role>> = { edit: 'steering', assess: 'reviewer' };

/** Whether a principal may do such a task at all. */
export const isTaskOf = (task: AssignmentTask, { roles }: Standing): boolean => roles.includes(roleFor[task]);

/** Why a principal could not do the task, which would then wait for ever; undefined: they can do it. */
export function hindrance(
  task: AssignmentTask,
  practice: Practice,
  assignee: Standing | undefined,
): ProblemPlace | undefined {
  const place = (code: string, detail: string) => ({ pointer: '/assigneeId', code, detail });
  if (!assignee || assignee.roles.length === 0) {
    return place('unknown-principal', 'Nobody with this id has rights here. Use the `id` from their `GET /v1/me`.');
  }
  if (!isTaskOf(task, assignee)) {
    return place(
      'role-missing',
      `The task ${task} requires the role ${roleFor[task]}, which this principal does not have.`,
    );
  }
  if (task === 'assess' && assignee.memberId !== null && practice.involves(assignee.memberId)) {
    return place(
      'conflict-of-interest',
      'Reviewers may not assess practices of their own member or practices in which it is a partner.',
    );
  }
  return undefined;
}

/**
 * Records on a practice that a task was given to somebody, or taken away. Both are a step, so a reader of an earlier
 * state sees that the practice changed.
 * @throws {Problem} 409 when it is withdrawn, or is to be assessed and was never published; 422 for a day in the past
 */
export function assign(practice: Practice, { task, dueOn, ended }: Assignment, act: Act): void {
  practice.assertMay('assign', act);
  if (!ended && dueOn !== null && dueOn < dayInBrussels(act.at)) {
    const detail = 'This day has passed in Brussels, the seat of the network. Choose today or a later day.';
    throw notValid([{ pointer: '/dueOn', code: 'past', detail }]);
  }
  if (task === 'assess' && !practice.published) {
    throw new Problem(
      'practice.state',
      409,
      'The practice was never published; only published practices can be assessed.',
    );
  }
  practice.step(act, practiceAssigned, { kind: 'assign' });
}
