import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { MembersRepository } from '../../members/members.repository.js';
import type { Practice } from '../practice.js';
import { PracticeEditing } from '../practice-editing.js';

/** Changes the version in work, or opens one beside the published version. */
export class RevisePractice extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly sheet: FactSheet,
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(RevisePractice)
export class RevisePracticeHandler implements ICommandHandler<RevisePractice> {
  constructor(
    private readonly editing: PracticeEditing,
    private readonly members: MembersRepository,
  ) {}

  execute(command: RevisePractice): Promise<Practice> {
    return this.editing.change(command, async (practice, act, tx) => {
      await this.members.assertPartners(tx, command.sheet);
      practice.revise(command.sheet, act);
    });
  }
}
