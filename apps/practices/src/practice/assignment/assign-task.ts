import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import type { Practice } from '../practice.js';
import { PracticeEditing } from '../practice-editing.js';
import type { Assignment } from './assignment.js';

/** Asks somebody to look after a practice or to assess it, or asks them no longer. */
export class AssignTask extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly assignment: Assignment,
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(AssignTask)
export class AssignTaskHandler implements ICommandHandler<AssignTask> {
  constructor(@Inject(PracticeEditing) private readonly editing: PracticeEditing) {}

  execute(command: AssignTask): Promise<Practice> {
    return this.editing.change(command, (practice, act) => practice.assign(command.assignment, act));
  }
}
