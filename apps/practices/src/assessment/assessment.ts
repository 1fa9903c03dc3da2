import { Column, Entity } from 'typeorm';
import { practiceAssessed, practiceLabelled, practiceLabelLost } from '#contracts';
import { newId } from '#database';
import { isOwn, type Principal } from '#identity';
import { fold } from '#spelling';
import { AboutPractice } from '../practice/about-practice.js';
import type { Practice } from '../practice/practice.js';
import type { Act } from '../practice/practice-step.js';
import { conflictOfInterest, notAssessor, notYourAssessment } from './assessment.errors.js';
import type { Scores } from '../label/criteria.js';
import { labelOf, labelOn, type Judgement } from '../label/label.js';

/** One reviewer's assessment of one practice. Changed and withdrawn ones are kept as they were. */
@Entity('assessment')
export class Assessment extends AboutPractice implements Judgement {
  @Column('text', { name: 'assessor_id' })
  assessorId!: string;

  @Column('uuid', { name: 'member_id', nullable: true })
  memberId!: string | null;

  /** The published version that was assessed last. */
  @Column('integer')
  version!: number;

  @Column('jsonb')
  scores!: Scores;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  /** @throws {Problem} 403 when the reviewer states no affiliation, or belongs to the owner or a partner */
  static give(practice: Practice, version: number, scores: Scores, by: Principal, at: Date): Assessment {
    assertImpartial(practice, by);
    return Object.assign(new Assessment(), {
      id: newId(), practiceId: practice.id, assessorId: by.id, memberId: by.memberId ?? null, version, scores, revision: 1,
      createdAt: at, updatedAt: at, withdrawnAt: null,
    }); // prettier-ignore
  }

  /** Assesses again, by the currently published version. @throws {Problem} 403 */
  change(practice: Practice, version: number, scores: Scores, by: Principal, at: Date): void {
    this.assertOwn(by);
    assertImpartial(practice, by);
    Object.assign(this, { version, scores, revision: this.revision + 1, memberId: by.memberId ?? null, updatedAt: at });
  }

  /** Withdraws it; it no longer counts. @throws {Problem} 403 */
  withdraw(by: Principal, at: Date): void {
    this.assertOwn(by);
    Object.assign(this, { revision: this.revision + 1, updatedAt: at, withdrawnAt: at });
  }

  private assertOwn(by: Principal): void {
    if (!isOwn(by, this.assessorId)) throw notYourAssessment();
  }
}

const plain = (name: string): string => fold(name).replace(/\s+/gu, ' ').trim();

/**
 * Nobody assesses their own work: a practice of their member, or one in which that member takes part.
 * @throws {Problem} 403 `assessment.without-affiliation`, `assessment.conflict-of-interest`
 */
export function assertImpartial(practice: Practice, { memberId, affiliation }: Principal): void {
  if (memberId === undefined && (affiliation ?? '').trim() === '') throw notAssessor();
  const sheet = practice.published?.factSheet;
  const partners = sheet?.partners ?? [];
  const isOfMember = memberId !== undefined && practice.involves(memberId);
  const names = [sheet?.organiser?.name, ...partners.map(({ name }) => name)].flatMap((name) => name ?? []).map(plain);
  if (isOfMember || (affiliation !== undefined && names.includes(plain(affiliation)))) throw conflictOfInterest();
}

/**
 * An assessment of a practice was given, changed or withdrawn: the label follows from the current ones.
 * @throws {Error} for a practice that was never published, which nobody may assess
 */
export function judge(practice: Practice, present: readonly Judgement[], act: Act): void {
  const before = labelOn(practice);
  const label = labelOf(present, practice.ownerMemberId, before, act.at);
  practice.label = label;
  practice.step(act, practiceAssessed, { kind: 'assess' });
  if (label.awarded === before.awarded) return;
  if (label.awarded) practice.tell(act, practiceLabelled, { kind: 'label' });
  else practice.tell(act, practiceLabelLost, { kind: 'label-lost' });
}
