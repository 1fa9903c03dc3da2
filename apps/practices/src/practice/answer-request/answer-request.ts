import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import type { Practice } from '../practice.js';
import { PracticeEditing } from '../practice-editing.js';

/** Answers one requested change in words: why it stays as it is, or where to look. */
export class AnswerRequest extends Command<Practice> {
  constructor(
    readonly id: string,
    /** 1 is the first request of the version in work. */
    readonly number: number,
    readonly answer: string,
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(AnswerRequest)
export class AnswerRequestHandler implements ICommandHandler<AnswerRequest> {
  constructor(private readonly editing: PracticeEditing) {}

  execute(command: AnswerRequest): Promise<Practice> {
    return this.editing.change(command, (practice, act) => practice.answerRequest(command.number, command.answer, act));
  }
}
