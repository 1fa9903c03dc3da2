import { Injectable } from '@nestjs/common';
import { Clock } from '#database';
import type { Revision } from '#http';
import type { Principal } from '#identity';
import type { EntityManager } from 'typeorm';
import { MemberProjection } from '../members/member.projection.js';
import { capacitiesToChange } from './practice.access.js';
import type { Practice } from './practice.js';
import { PracticeRepository } from './practice.repository.js';
import { PracticeHistoryRepository } from './practice-history.repository.js';
import type { Act } from './practice-step.js';

/** What the change of a practice has in common, whatever it is: who may, on what state, and storing it with its events. */
@Injectable()
export class PracticeEditing {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly history: PracticeHistoryRepository,
    private readonly members: MemberProjection,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes one decision on one practice, which nobody else changes meanwhile.
   * @throws {Problem} 403, 404, 410, 412 before `decide` is asked; then whatever it throws
   */
  async change(
    tx: EntityManager,
    { id, ifMatch, by }: { id: string; ifMatch: Revision; by: Principal },
    decide: (practice: Practice, act: Act) => void | Promise<void>,
  ): Promise<Practice> {
    await this.members.assertMayWrite(tx, by);
    const practice = await this.practices.forUpdate(tx, id);
    const as = capacitiesToChange(practice, by);
    await this.history.assertFresh(tx, practice, ifMatch);
    await decide(practice, { by: by.id, as, at: this.clock.now() });
    await this.practices.save(tx, [practice]);
    return practice;
  }
}
