import type { Role } from '#identity';
import type { Standing } from '#principals';
import type { ProblemPlace } from '#problems';
import type { Practice } from '../practice.js';

/** `edit`: look after the submission for the secretariat; `assess`: judge the published practice as a reviewer. */
export const assignmentTasks = ['edit', 'assess'] as const;
export type AssignmentTask = (typeof assignmentTasks)[number];

/** A task on a practice that somebody is asked to do. One editor looks after a practice; several may assess it. */
export interface Assignment {
  readonly task: AssignmentTask;
  /** Id of the principal. */
  readonly assigneeId: string;
  /** Calendar day, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  /** Whether it is taken away from them. */
  readonly ended: boolean;
}

/** A task as it is kept. */
export interface PresentAssignment extends Omit<Assignment, 'ended'> {
  readonly assignedAt: Date;
}

/** Whose work each task is. */
const roleFor: Readonly<Record<AssignmentTask, Role>> = { edit: 'steering', assess: 'reviewer' };

/** Whether somebody may do such a task at all. */
export const isTaskOf = (task: AssignmentTask, { roles }: Standing): boolean => roles.includes(roleFor[task]);

/** Why somebody could not do the task, so that it would wait for ever; undefined: they can. */
export function hindrance(
  task: AssignmentTask,
  practice: Practice,
  assignee: Standing | undefined,
): ProblemPlace | undefined {
  const place = (code: string, detail: string) => ({ pointer: '/assigneeId', code, detail });
  if (!assignee || assignee.roles.length === 0) {
    return place('unknown-principal', 'Nobody with this id has rights here. Take the `id` of their `GET /v1/me`.');
  }
  if (!isTaskOf(task, assignee)) {
    return place('role-missing', `The task ${task} needs the role ${roleFor[task]}, which this principal has not.`);
  }
  if (task === 'assess' && assignee.memberId !== null && practice.involves(assignee.memberId)) {
    return place(
      'conflict-of-interest',
      'Nobody assesses a practice of the own member, or one in which it takes part.',
    );
  }
  return undefined;
}
