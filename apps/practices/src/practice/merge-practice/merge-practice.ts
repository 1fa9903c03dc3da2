import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Writing } from '#http';
import { notValid } from '#problems';
import { notMerged } from '../practice.errors.js';
import { PracticeEditing } from '../practice-editing.js';
import type { Practice } from '../practice.js';
import { PracticeRepository } from '../practice.repository.js';

/** Two practices proved to be the same: the first leads to the second from now on. */
export class MergePractice extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly into: string,
    readonly reason: string,
    readonly writing: Writing,
  ) {
    super();
  }
}

/** Two merged practices proved to be different: the practice stands alone again, as it was. */
export class ReverseMerger extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly reason: string,
    readonly writing: Writing,
  ) {
    super();
  }
}

@CommandHandler(MergePractice)
export class MergePracticeHandler extends Handler<MergePractice> {
  constructor(private readonly editing: PracticeEditing) {
    super();
  }

  /** @throws {Problem} 409 when one of the two is not published; 422 for itself or an unknown practice */
  protected handle({ id, into, reason, writing }: MergePractice, tx: EntityManager): Promise<Practice> {
    if (id === into) throw notInto('A practice cannot be merged into itself.');
    return this.editing.changeTwo(tx, id, into, writing, (practice, act, other) => {
      if (!other?.wasPublished) throw notInto('No published practice has this id.');
      practice.mergeInto(other, reason, act);
    });
  }
}

@CommandHandler(ReverseMerger)
export class ReverseMergerHandler extends Handler<ReverseMerger> {
  constructor(
    private readonly editing: PracticeEditing,
    private readonly practices: PracticeRepository,
  ) {
    super();
  }

  /** @throws {Problem} 409 when it is not merged, or the other one is */
  protected async handle({ id, reason, writing }: ReverseMerger, tx: EntityManager): Promise<Practice> {
    const { mergedInto } = await this.practices.get(id);
    return this.editing.changeTwo(tx, id, mergedInto ?? id, writing, (practice, act, other) => {
      // The target was read before the lock: somebody may have changed it in between.
      if (practice.mergedInto !== mergedInto) throw notMerged();
      practice.reverseMerger(other, reason, act);
    });
  }
}

const notInto = (detail: string) => notValid([{ pointer: '/into', code: 'not-into', detail }]);
