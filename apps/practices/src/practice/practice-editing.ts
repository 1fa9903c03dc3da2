import { Injectable } from '@nestjs/common';
import { Clock } from '#database';
import type { Writing } from '#http';
import type { EntityManager } from 'typeorm';
import { MemberProjection } from '../members/member.projection.js';
import { capacitiesToChange } from './practice.access.js';
import type { Practice } from './practice.js';
import { PracticeRepository } from './practice.repository.js';
import { PracticeHistoryRepository } from './practice-history.repository.js';
import type { Act } from './practice-step.js';

type Decide = (practice: Practice, act: Act, other: Practice | undefined) => void | Promise<void>;

/** What all changes of a practice share: the check of capacities and state, and storing with events. */
@Injectable()
export class PracticeEditing {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly history: PracticeHistoryRepository,
    private readonly members: MemberProjection,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes one decision on one locked practice.
   * @throws {Problem} 403, 404, 410, 412 before `decide` is called; then whatever it throws
   */
  change(tx: EntityManager, id: string, writing: Writing, decide: Decide): Promise<Practice> {
    return this.decide(tx, writing, decide, async () => [await this.practices.forUpdate(tx, id), undefined]);
  }

  /** The same with another practice, which is locked and stored together with it. It may be missing. */
  changeTwo(tx: EntityManager, id: string, other: string, writing: Writing, decide: Decide): Promise<Practice> {
    return this.decide(tx, writing, decide, () => this.practices.twoForUpdate(tx, id, other));
  }

  private async decide(
    tx: EntityManager,
    { by, ifMatch }: Writing,
    decide: Decide,
    load: () => Promise<[Practice, Practice | undefined]>,
  ): Promise<Practice> {
    await this.members.assertMayWrite(tx, by);
    const [practice, other] = await load();
    const as = capacitiesToChange(practice, by);
    await this.history.assertFresh(tx, practice, ifMatch);
    await decide(practice, { by: by.id, as, at: this.clock.now() }, other);
    await this.practices.save(tx, other ? [practice, other] : [practice]);
    return practice;
  }
}
