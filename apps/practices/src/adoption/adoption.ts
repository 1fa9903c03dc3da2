import { Column, Entity } from 'typeorm';
import { practiceAdopted, practiceAdoptionChanged, type AdoptionStatus } from '#contracts';
import { newId } from '#database';
import type { LanguageMap } from '../fact-sheet/fact-sheet.js';
import { AboutPractice } from '../practice/about-practice.js';
import type { Practice } from '../practice/practice.js';
import type { Act } from '../practice/practice-step.js';
import { adoptsOwn } from './adoption.errors.js';

/** What an adopter reports, each in any languages; empty values are absent. */
export interface AdoptionProse {
  /** What the adopter does differently. */
  readonly changes?: LanguageMap;
  readonly funding?: LanguageMap;
  readonly result?: LanguageMap;
  readonly evidence?: LanguageMap;
}

export interface AdoptionLink {
  readonly url: string;
  readonly label?: string;
}

/** What an adopter reports of an adoption. */
export interface AdoptionContent {
  readonly status: AdoptionStatus;
  readonly prose: AdoptionProse;
  readonly links: readonly AdoptionLink[];
  /** The adopter's own practice that resulted. */
  readonly ownPracticeId: string | null;
}

/** A member adopts another's practice. Adoptions are evidence that a practice can be transferred. */
@Entity('adoption')
export class Adoption extends AboutPractice implements AdoptionContent {
  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  /** As known when the adoption was read or stored. */
  memberName: string | null = null;
  /** As everyone sees them when the adoption is read or stored; null: not, or no longer. */
  practiceTitle: LanguageMap | null = null;
  ownPracticeTitle: LanguageMap | null = null;

  @Column('text')
  status!: AdoptionStatus;

  @Column('jsonb')
  prose!: AdoptionProse;

  @Column('jsonb')
  links!: AdoptionLink[];

  @Column('uuid', { name: 'own_practice_id', nullable: true })
  ownPracticeId!: string | null;

  /** @throws {Problem} 403 `adoption.own-practice` */
  static of(practice: Practice, memberId: string, content: AdoptionContent, at: Date): Adoption {
    if (practice.ownerMemberId === memberId) throw adoptsOwn();
    return Object.assign(new Adoption(), content, {
      id: newId(), practiceId: practice.id, memberId, revision: 1, createdAt: at, updatedAt: at,
    }); // prettier-ignore
  }

  change(content: AdoptionContent, at: Date): void {
    Object.assign(this, content, { revision: this.revision + 1, updatedAt: at });
  }

  /** Has the practice record an adoption, or a report on one. */
  noteOn(practice: Practice, what: 'new' | 'changed', act: Act): void {
    const { id: adoptionId, memberId: adopterMemberId, status } = this;
    if (what === 'new') practice.adoptionCount += 1;
    const [contract, kind] =
      what === 'new' ? ([practiceAdopted, 'adopt'] as const) : ([practiceAdoptionChanged, 'changeAdoption'] as const);
    practice.tell(act, contract, { kind }, (facts) => ({ ...facts, adoptionId, adopterMemberId, status }));
  }
}
