import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#database';
import type { Principal } from '#identity';
import { notFound } from '#problems';
import { MemberProjection } from '../members/member.projection.js';
import { capacitiesToLookBack } from './practice.access.js';
import { isMerged } from './practice.errors.js';
import type { Practice } from './practice.js';
import { PracticeRepository } from './practice.repository.js';
import type { Act } from './practice-step.js';
import type { PracticeVersion } from './practice-version.js';

/** A published practice, locked for one act. */
export interface Acting {
  readonly practice: Practice;
  readonly published: PracticeVersion;
  readonly act: Act;
}

/** Others assess or adopt a practice. The practice is stored with what it records of the act. */
@Injectable()
export class ActingOnPractice {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly members: MemberProjection,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 403 `member.suspended`; 404, also when never published; 410; then whatever `does` throws */
  async act<T>(tx: EntityManager, id: string, by: Principal, does: (acting: Acting) => Promise<T>): Promise<T> {
    if (by.memberId !== undefined) await this.members.assertMayWrite(tx, by);
    const practice = await this.practices.forUpdate(tx, id);
    const as = capacitiesToLookBack(practice, by);
    if (practice.mergedInto !== null) throw isMerged(practice.id, practice.mergedInto);
    const { published } = practice;
    if (!published) throw notFound('published practice');
    const result = await does({ practice, published, act: { by: by.id, as, at: this.clock.now() } });
    await this.practices.save(tx, [practice]);
    return result;
  }
}
