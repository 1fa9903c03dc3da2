import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import type { Practice } from '../practice.js';
import { PracticeEditing } from '../practice-editing.js';

/** Takes a practice back: its address answers 410 from now on. */
export class WithdrawPractice extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly reason: string,
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(WithdrawPractice)
export class WithdrawPracticeHandler implements ICommandHandler<WithdrawPractice> {
  constructor(private readonly editing: PracticeEditing) {}

  execute(command: WithdrawPractice): Promise<Practice> {
    return this.editing.change(command, (practice, act) => practice.withdraw(command.reason, act));
  }
}
