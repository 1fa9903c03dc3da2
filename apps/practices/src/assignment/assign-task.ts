import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Writing } from '#http';
import { PrincipalProjection } from '#principals';
import { notValid } from '#problems';
import type { Practice } from '../practice/practice.js';
import { PracticeEditing } from '../practice/practice-editing.js';
import { assign, hindrance, isTaskOf, type Assignment } from './assignment.js';
import { AssignmentRepository } from './assignment.repository.js';

/** Gives somebody the task to look after a practice or to assess it, or takes the task away. */
export class AssignTask extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly assignment: Assignment,
    readonly writing: Writing,
  ) {
    super();
  }
}

@CommandHandler(AssignTask)
export class AssignTaskHandler extends Handler<AssignTask> {
  constructor(
    private readonly editing: PracticeEditing,
    private readonly assignments: AssignmentRepository,
    private readonly principals: PrincipalProjection,
  ) {
    super();
  }

  /**
   * @throws {Problem} 422 at `/assigneeId` when the assignee could not do the task; 503 when the gateway cannot be
   *   asked about them
   */
  protected override async prepare({
    assignment: { task, assigneeId, ended },
    writing: { by },
  }: AssignTask): Promise<void> {
    if (!ended && assigneeId !== by.id) await this.principals.learn(assigneeId, (known) => isTaskOf(task, known));
  }

  protected async handle(command: AssignTask, tx: EntityManager): Promise<Practice> {
    const { by } = command.writing;
    const { task, assigneeId, ended } = command.assignment;
    if (ended) return this.change(tx, command);
    // Before the practice is locked, as when a task follows the rights of its assignee.
    const assignee = await (assigneeId === by.id
      ? this.principals.admit(tx, by)
      : this.principals.find(tx, assigneeId));
    return this.change(tx, command, (practice) => {
      const place = hindrance(task, practice, assignee);
      if (place) throw notValid([place]);
    });
  }

  private change(
    tx: EntityManager,
    command: AssignTask,
    check: (practice: Practice) => void = () => undefined,
  ): Promise<Practice> {
    const { id, assignment, writing } = command;
    return this.editing.change(tx, id, writing, async (practice, act) => {
      assign(practice, assignment, act);
      check(practice);
      await this.assignments.store(tx, practice.id, assignment, act.at);
    });
  }
}
