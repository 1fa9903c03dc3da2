import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Writing } from '#http';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { MemberProjection } from '../../members/member.projection.js';
import type { Practice } from '../practice.js';
import { PracticeEditing } from '../practice-editing.js';

/** Changes the version in work, or opens one beside the published version. */
export class RevisePractice extends Command<Practice> {
  constructor(
    readonly id: string,
    /** The new fact sheet, made of the present one. */
    readonly revised: (present: FactSheet) => FactSheet,
    readonly writing: Writing,
    /** Whether somebody is still writing. */
    readonly isWriting = false,
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

  protected handle({ id, revised, writing, isWriting }: RevisePractice, tx: EntityManager): Promise<Practice> {
    return this.editing.change(tx, id, writing, async (practice, act) => {
      const sheet = revised(practice.newest.whole);
      await this.members.assertPartners(tx, sheet);
      practice.revise(sheet, act, isWriting);
    });
  }
}
