import { Injectable } from '@nestjs/common';
import { Clock, UnitOfWork } from '#database';
import { isStale, staleRevision, type Revision } from '#http';
import type { Principal } from '#identity';
import type { EntityManager } from 'typeorm';
import { MembersRepository } from '../members/members.repository.js';
import { capacitiesToChange } from './practice.access.js';
import type { Practice } from './practice.js';
import { PracticeRepository } from './practice.repository.js';
import { PracticeHistory } from './practice.history.js';
import type { Act } from './practice-step.js';

/** Steps that a refused editor is told of; the newest come first. */
const CHANGES_TOLD = 20;

/** What the change of a practice has in common, whatever it is: who may, on what state, and storing it with its events. */
@Injectable()
export class PracticeEditing {
  constructor(
    private readonly work: UnitOfWork,
    private readonly practices: PracticeRepository,
    private readonly history: PracticeHistory,
    private readonly members: MembersRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes one decision on one practice, which nobody else changes meanwhile.
   * @throws {Problem} 403, 404, 410, 412 before `decide` is asked; then whatever it throws
   */
  change(
    { id, ifMatch, by }: { id: string; ifMatch: Revision; by: Principal },
    decide: (practice: Practice, act: Act, tx: EntityManager) => void | Promise<void>,
  ): Promise<Practice> {
    return this.work.run(async (tx) => {
      await this.members.assertMayWrite(tx, by);
      const practice = await this.practices.forUpdate(tx, id);
      const as = capacitiesToChange(practice, by);
      await this.assertFresh(tx, practice, ifMatch);
      await decide(practice, { by: by.id, as, at: this.clock.now() }, tx);
      await this.practices.save(tx, [practice]);
      return practice;
    });
  }

  /** @throws {Problem} 412 that tells what others did since the caller read the practice, so that an editor can be shown it */
  async assertFresh(tx: EntityManager, { id, revision }: Practice, ifMatch: Revision): Promise<void> {
    if (!isStale(revision, ifMatch)) return;
    const tags = typeof ifMatch === 'string' ? [] : ifMatch;
    const seen = Math.max(0, ...tags.filter((tag) => tag < revision));
    const changes = seen > 0 ? await this.history.since(tx, id, seen, CHANGES_TOLD) : [];
    throw staleRevision(revision, { changes });
  }
}
