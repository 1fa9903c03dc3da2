import { Inject, Injectable } from '@nestjs/common';
import { Clock, UnitOfWork } from '#database';
import { assertRevision, type Revision } from '#http';
import type { Principal } from '#identity';
import { MembersRepository } from '../members/members.repository.js';
import { capacitiesToChange } from './practice.access.js';
import type { Practice } from './practice.js';
import { PracticeRepository } from './practice.repository.js';
import type { PracticeCapacity } from './practice.workflow.js';

/** What the change of a practice has in common, whatever it is: who may, on what state, and storing it with its events. */
@Injectable()
export class PracticeEditing {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(PracticeRepository) private readonly practices: PracticeRepository,
    @Inject(MembersRepository) private readonly members: MembersRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Makes one decision on one practice, which nobody else changes meanwhile.
   * @throws {Problem} 403, 404, 410, 412 before `decide` is asked; then whatever it throws
   */
  change(
    { id, ifMatch, by }: { id: string; ifMatch: Revision; by: Principal },
    decide: (practice: Practice, as: readonly PracticeCapacity[], at: Date) => void,
  ): Promise<Practice> {
    return this.work.run(async (tx) => {
      await this.members.assertMayWrite(tx, by);
      const practice = await this.practices.forUpdate(tx, id);
      const as = capacitiesToChange(practice, by);
      assertRevision(practice.revision, ifMatch);
      decide(practice, as, this.clock.now());
      await this.practices.save(tx, [practice]);
      return practice;
    });
  }
}
