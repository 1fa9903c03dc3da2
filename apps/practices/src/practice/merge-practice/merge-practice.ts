import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import { notValid } from '#problems';
import { MemberProjection } from '../../members/member.projection.js';
import { capacitiesToChange } from '../practice.access.js';
import { notMerged } from '../practice.errors.js';
import { PracticeHistoryRepository } from '../practice-history.repository.js';
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
export class MergePracticeHandler extends Handler<MergePractice> {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly history: PracticeHistoryRepository,
    private readonly members: MemberProjection,
  ) {
    super();
  }

  /** @throws {Problem} 409 when one of the two is not published; 422 for itself or what is not there */
  protected async handle({ id, into, reason, ifMatch, by }: MergePractice, tx: EntityManager): Promise<Practice> {
    if (id === into) throw notInto('A practice cannot be merged into itself.');
    await this.members.assertMayWrite(tx, by);
    const [practice, other] = await this.practices.twoForUpdate(tx, id, into);
    await this.history.assertFresh(tx, practice, ifMatch);
    if (!other?.wasPublished) throw notInto('No published practice has this id.');
    practice.mergeInto(other, reason, actOf(practice, by, this.clock.now()));
    await this.practices.save(tx, [practice, other]);
    return practice;
  }
}

@CommandHandler(ReverseMerger)
export class ReverseMergerHandler extends Handler<ReverseMerger> {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly history: PracticeHistoryRepository,
    private readonly members: MemberProjection,
  ) {
    super();
  }

  /** @throws {Problem} 409 when it is not merged, or the other is merged itself */
  protected async handle({ id, reason, ifMatch, by }: ReverseMerger, tx: EntityManager): Promise<Practice> {
    await this.members.assertMayWrite(tx, by);
    const { practice, other } = await this.bothOf(tx, id);
    await this.history.assertFresh(tx, practice, ifMatch);
    practice.reverseMerger(other, reason, actOf(practice, by, this.clock.now()));
    await this.practices.save(tx, other ? [practice, other] : [practice]);
    return practice;
  }

  /** Where it leads is known only when it was read; somebody may have changed that before it was locked. */
  private async bothOf(tx: EntityManager, id: string): Promise<{ practice: Practice; other: Practice | undefined }> {
    const { mergedInto } = await this.practices.get(id);
    const [practice, other] = await this.practices.twoForUpdate(tx, id, mergedInto ?? id);
    if (practice.mergedInto !== mergedInto) throw notMerged();
    return { practice, other: mergedInto === null ? undefined : other };
  }
}

const actOf = (practice: Practice, by: Principal, at: Date): Act => ({
  by: by.id,
  as: capacitiesToChange(practice, by),
  at,
});

const notInto = (detail: string) => notValid([{ pointer: '/into', code: 'not-into', detail }]);
