import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import type { Practice } from '../practice.js';
import type { RequestedChange } from '../practice-version.js';
import { PracticeEditing } from '../practice-editing.js';

/** Gives a submitted version back to its owner, saying what to change. */
export class RequestChanges extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly items: readonly Pick<RequestedChange, 'pointer' | 'comment'>[],
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(RequestChanges)
export class RequestChangesHandler implements ICommandHandler<RequestChanges> {
  constructor(private readonly editing: PracticeEditing) {}

  execute(command: RequestChanges): Promise<Practice> {
    return this.editing.change(command, (practice, act) => practice.requestChanges(command.items, act));
  }
}
