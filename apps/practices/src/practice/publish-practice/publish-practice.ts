import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import type { Practice } from '../practice.js';
import { PracticeEditing } from '../practice-editing.js';

/** Shows the submitted version to everyone. */
export class PublishPractice extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly reason: string | null,
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(PublishPractice)
export class PublishPracticeHandler implements ICommandHandler<PublishPractice> {
  constructor(private readonly editing: PracticeEditing) {}

  execute(command: PublishPractice): Promise<Practice> {
    return this.editing.change(command, (practice, act) => practice.publish(command.reason, act));
  }
}
