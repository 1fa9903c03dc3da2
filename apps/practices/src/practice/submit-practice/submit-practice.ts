import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import type { Practice } from '../practice.js';
import { PracticeEditing } from '../practice-editing.js';

/** Hands the version in work to the secretariat. */
export class SubmitPractice extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly reason: string | null,
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(SubmitPractice)
export class SubmitPracticeHandler implements ICommandHandler<SubmitPractice> {
  constructor(private readonly editing: PracticeEditing) {}

  execute(command: SubmitPractice): Promise<Practice> {
    return this.editing.change(command, (practice, act) => practice.submit(command.reason, act));
  }
}
