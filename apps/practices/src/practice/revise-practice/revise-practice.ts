import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { MemberProjection } from '../../members/member.projection.js';
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
export class RevisePracticeHandler extends Handler<RevisePractice> {
  constructor(
    private readonly editing: PracticeEditing,
    private readonly members: MemberProjection,
  ) {
    super();
  }

  protected handle(command: RevisePractice, tx: EntityManager): Promise<Practice> {
    return this.editing.change(tx, command, async (practice, act) => {
      await this.members.assertPartners(tx, command.sheet);
      practice.revise(command.sheet, act);
    });
  }
}
