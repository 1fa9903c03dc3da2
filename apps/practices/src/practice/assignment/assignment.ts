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
