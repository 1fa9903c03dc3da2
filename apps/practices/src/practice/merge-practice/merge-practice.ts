import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Clock, UnitOfWork } from '#database';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import { notValid } from '#problems';
import { MembersRepository } from '../../members/members.repository.js';
import { capacitiesToChange } from '../practice.access.js';
import { PracticeEditing } from '../practice-editing.js';
import { notMerged } from '../practice.errors.js';
import type { Practice } from '../practice.js';
import { PracticeRepository } from '../practice.repository.js';
import type { Act } from '../practice-step.js';

/** Somebody has seen that two practices are the same one: the first leads to the second from now on. */
export class MergePractice extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly into: string,
    readonly reason: string,
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

/** Somebody has seen that they were not: the practice stands for itself again, as it was. */
export class ReverseMerger extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly reason: string,
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(MergePractice)
export class MergePracticeHandler implements ICommandHandler<MergePractice> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly practices: PracticeRepository,
    private readonly editing: PracticeEditing,
    private readonly members: MembersRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 409 when one of the two is not published; 422 for itself or what is not there */
  execute({ id, into, reason, ifMatch, by }: MergePractice): Promise<Practice> {
    if (id === into) throw notInto('A practice is not merged into itself.');
    return this.work.run(async (tx) => {
      await this.members.assertMayWrite(tx, by);
      const [practice, other] = await this.practices.twoForUpdate(tx, id, into);
      await this.editing.assertFresh(tx, practice, ifMatch);
      if (!other?.wasPublished) throw notInto('There is no published practice of this id.');
      practice.mergeInto(other, reason, actOf(practice, by, this.clock));
      await this.practices.save(tx, [practice, other]);
      return practice;
    });
  }
}

@CommandHandler(ReverseMerger)
export class ReverseMergerHandler implements ICommandHandler<ReverseMerger> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly practices: PracticeRepository,
    private readonly editing: PracticeEditing,
    private readonly members: MembersRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 409 when it is not merged, or the other is merged itself */
  execute({ id, reason, ifMatch, by }: ReverseMerger): Promise<Practice> {
    return this.work.run(async (tx) => {
      await this.members.assertMayWrite(tx, by);
      const { practice, other } = await this.bothOf(tx, id);
      await this.editing.assertFresh(tx, practice, ifMatch);
      practice.reverseMerger(other, reason, actOf(practice, by, this.clock));
      await this.practices.save(tx, other ? [practice, other] : [practice]);
      return practice;
    });
  }

  /** Where it leads is known only when it was read; somebody may have changed that before it was locked. */
  private async bothOf(tx: EntityManager, id: string): Promise<{ practice: Practice; other: Practice | undefined }> {
    const { mergedInto } = await this.practices.get(id);
    const [practice, other] = await this.practices.twoForUpdate(tx, id, mergedInto ?? id);
    if (practice.mergedInto !== mergedInto) throw notMerged();
    return { practice, other: mergedInto === null ? undefined : other };
  }
}

const actOf = (practice: Practice, by: Principal, clock: Clock): Act => ({
  by: by.id,
  as: capacitiesToChange(practice, by),
  at: clock.now(),
});

const notInto = (detail: string) => notValid([{ pointer: '/into', code: 'not-into', detail }]);
