import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Problem } from '#problems';
import type { Assignment, AssignmentTask, PresentAssignment } from './assignment.js';

/** Tasks that one practice may have at once. */
const MAX_TASKS = 20;

/** All SQL of tasks on practices. */
@Injectable()
export class AssignmentRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws {Problem} 409 when a practice would have more than 20 */
  async store(tx: EntityManager, practiceId: string, assignment: Assignment, at: Date): Promise<void> {
    const { task, assigneeId, dueOn, ended } = assignment;
    // One editor looks after a practice: a new one replaces the former.
    await tx.query(
      `delete from practice_assignment
          where practice_id = $1 and task = $2 and (assignee_id = $3 or $2 = 'edit' and not $4::boolean)`,
      [practiceId, task, assigneeId, ended],
    );
    if (ended) return;
    const [row] = await tx.query<{ before: number }[]>(
      `with before as (select count(*)::integer as before from practice_assignment where practice_id = $1), added as (
           insert into practice_assignment (practice_id, task, assignee_id, due_on, assigned_at) values ($1, $2, $3, $4, $5)
         ) select before from before`,
      [practiceId, task, assigneeId, dueOn, at],
    );
    if (row && row.before >= MAX_TASKS) {
      throw new Problem(
        'practice.too-many-tasks',
        409,
        `A practice may have at most ${MAX_TASKS} tasks. End one first.`,
      );
    }
  }

  /** The practices on which an assignee has tasks, in the order in which they are locked. */
  practicesOf(tx: EntityManager, assigneeId: string): Promise<{ id: string; tasks: AssignmentTask[] }[]> {
    return tx.query(
      `select practice_id as id, array_agg(task) as tasks from practice_assignment where assignee_id = $1
        group by practice_id order by practice_id`,
      [assigneeId],
    );
  }

  /** @param assigneeId undefined for everyone's tasks */
  of(practiceId: string, assigneeId: string | undefined): Promise<PresentAssignment[]> {
    return this.dataSource.query<PresentAssignment[]>(
      `select task, assignee_id as "assigneeId", due_on::text as "dueOn", assigned_at as "assignedAt"
         from practice_assignment where practice_id = $1 and ($2::text is null or assignee_id = $2)
        order by assigned_at, task, assignee_id`,
      [practiceId, assigneeId ?? null],
    );
  }
}
