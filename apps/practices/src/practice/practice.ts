import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  happened, practiceChangesRequested, practiceDiscarded, practiceDrafted, practiceLetGo, practiceMerged, practiceMergedIn,
  practiceMergedUnpublished, practicePublished, practiceRequestAnswered, practiceRevised, practiceSubmitted, practiceUpdated, practiceWithdrawn,
  type DataOf, type DomainEvent, type EventContract,
} from '#contracts'; // prettier-ignore
import { Problem } from '#problems';
import { changedPointers } from '../fact-sheet/fact-sheet-changes.js';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import { inWork, isMerged } from './practice.errors.js';
import type { Act, PracticeStep, PracticeStepKind } from './practice-step.js';
import { contentOf, PracticeVersion, type Overwriting, type RequestedChange } from './practice-version.js';
import { practiceWorkflow, type PracticeAction, type PracticeState } from './practice.workflow.js';

/** The source of a file or submission that names none. */
export const UNNAMED_SOURCE = 'import';

/**
 * How a practice arrived. Its owner, `source` and `externalId` together are its key in repeated imports and
 * submissions: no source that a member names can claim a key that another member or the secretariat uses.
 */
export type Provenance =
  | { readonly kind: 'direct' }
  | {
      readonly kind: 'import' | 'federation';
      readonly source: string;
      readonly externalId: string;
      /** RFC 3339, UTC. */
      readonly retrievedAt?: string;
      /** Its address at its source. */
      readonly sourceUrl?: string;
      /** For an import: the job, and the reading of its columns that made the fact sheet. */
      readonly importId?: string;
      readonly profile?: string;
      readonly mappingVersion?: number;
    };

/** Who opens a practice, and where it comes from. Without an owner, it is the secretariat's. */
export interface PracticeOrigin {
  readonly id: string;
  readonly ownerMemberId: string | null;
  readonly provenance: Provenance;
}

/** What everyone may know of a practice. */
export type PublicFacts = DataOf<typeof practicePublished>;
/** What only the owner and the steering committee may know. */
type InternalFacts = DataOf<typeof practiceDrafted>;

/**
 * A practice of integration: its published version and its version in work, if any. Older versions are history and
 * play no part in decisions.
 */
@Entity('practice')
export class Practice {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'owner_member_id', nullable: true })
  ownerMemberId!: string | null;

  /** Of the practice as everyone sees it: `published` even with a version in work beside it. */
  @Column('text')
  status!: PracticeState;

  /** Increases with every change of state; the ETag shows it. */
  @Column('integer')
  revision!: number;

  @Column('integer', { name: 'published_version', nullable: true })
  publishedVersion!: number | null;

  @Column('integer', { name: 'work_version', nullable: true })
  workVersion!: number | null;

  @Column('jsonb')
  provenance!: Provenance;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** First publication. */
  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  @Column('text', { name: 'withdrawal_reason', nullable: true })
  withdrawalReason!: string | null;

  /** The practice that is the same, and is shown instead. */
  @Column('uuid', { name: 'merged_into', nullable: true })
  mergedInto!: string | null;

  @Column('timestamptz', { name: 'merged_at', nullable: true })
  mergedAt!: Date | null;

  @Column('text', { name: 'merger_reason', nullable: true })
  mergerReason!: string | null;

  /** As the assessment feature stores it; null: nobody has assessed it. */
  @Column('jsonb', { nullable: true })
  label!: object | null;

  /** Number of members that adopted it. */
  @Column('integer', { name: 'adoption_count' })
  adoptionCount!: number;

  /** Name of the owning member, as known when the practice was read or stored. */
  ownerName: string | null = null;

  /** The version that everyone sees, or saw until the withdrawal. */
  published: PracticeVersion | null = null;
  /** The version in work: draft, submitted or with changes requested. */
  work: PracticeVersion | null = null;

  private touched = new Set<PracticeVersion>();
  private events: DomainEvent[] = [];
  private steps: PracticeStep[] = [];

  /** Opens a practice with its first draft. */
  static draft(origin: PracticeOrigin, sheet: FactSheet, act: Act): Practice {
    const practice = Practice.empty(origin, act.at);
    practice.openWork(sheet, act);
    practice.step(act, practiceDrafted, { kind: 'draft' });
    return practice;
  }

  /** Takes over a practice from a trusted source, published as it is, complete or not. */
  static takenOver(origin: PracticeOrigin, sheet: FactSheet, act: Act): Practice {
    const practice = Practice.empty(origin, act.at);
    practice.openWork(sheet, act);
    practice.show(act, { kind: 'takeOver' });
    return practice;
  }

  /** Whether anyone but the owner and the steering committee has ever seen it. */
  get wasPublished(): boolean {
    return this.publishedAt !== null;
  }

  /** Whether the newest version already says this; `published`: the one that everyone sees. */
  sameContent(sheet: FactSheet, as: 'newest' | 'published'): boolean {
    const version = as === 'published' ? this.published : (this.work ?? this.published);
    return version?.contentHash === contentOf(sheet).contentHash;
  }

  /**
   * Changes the version in work, or opens one beside the published version.
   * @param isWriting whether somebody is still writing: such changes join into one step
   * @throws {Problem} 409 `practice.state` while it is submitted or withdrawn
   */
  revise(sheet: FactSheet, act: Act, isWriting = false): void {
    const state = this.next('revise', act);
    const before = this.newest.whole;
    if (!this.work) {
      const work = this.openWork(sheet, act);
      this.step(act, practiceDrafted, { kind: 'draft', pointers: changedPointers(before, work.whole) });
      return;
    }
    const { pointers, overwrites } = this.work.rewrite(sheet, act);
    this.work.state = state;
    this.touched.add(this.work);
    this.work.answerByChange(pointers, act);
    const kind = overwrites ? 'overwrite' : 'revise';
    this.step(act, practiceRevised, { kind, pointers, ...(isWriting ? { begunAt: act.at } : {}) });
  }

  /** Submits the version in work to the secretariat. @throws {Problem} 409; 422 `practice.not-complete` */
  submit(reason: string | null, act: Act): void {
    const work = this.advance('submit', act);
    work.reason = reason;
    work.submittedAt = act.at;
    this.step(act, practiceSubmitted, { kind: 'submit', reason });
  }

  /**
   * Submits what the source says now. It replaces a version that waits for the secretariat: whoever is about to publish
   * that version learns this from the ETag.
   * @throws {Problem} 409 `practice.state` when withdrawn; 422 `practice.not-complete`
   */
  handIn(sheet: FactSheet, act: Act): void {
    if (this.work?.state !== 'submitted') {
      this.revise(sheet, act);
      this.submit(null, act);
      return;
    }
    const { pointers, overwrites } = this.work.rewrite(sheet, act);
    const work = this.advance('replace', act);
    work.answerByChange(pointers, act);
    if (overwrites) this.step(act, practiceRevised, { kind: 'overwrite', pointers });
    this.step(act, practiceSubmitted, { kind: 'submit', pointers });
  }

  /** What an editor loses by this act; undefined: nothing. */
  overwrote({ at }: Act): Overwriting | undefined {
    const { overwritten } = this.newest;
    return overwritten?.at === at.toISOString() ? overwritten : undefined;
  }

  /** Returns the submitted version to its owner. @throws {Problem} 409; 422 when too many are open */
  requestChanges(items: readonly Pick<RequestedChange, 'pointer' | 'comment'>[], act: Act): void {
    const work = this.advance('requestChanges', act);
    work.request(items, act);
    this.step(act, practiceChangesRequested, { kind: 'requestChanges', pointers: items.map(({ pointer }) => pointer) });
  }

  /** Answers one of the requested changes in words. @throws {Problem} 404, 409 */
  answerRequest(number: number, answer: string, act: Act): void {
    const work = this.advance('answerRequest', act);
    const pointer = work.answerRequest(number, answer, act);
    this.step(act, practiceRequestAnswered, { kind: 'answerRequest', pointers: [pointer] });
  }

  /** Publishes the submitted version. @throws {Problem} 409; 422 `practice.not-complete` */
  publish(reason: string | null, act: Act): void {
    const work = this.advance('publish', act);
    work.overwritten = null;
    this.show(act, { kind: 'publish', reason: reason ?? work.reason });
  }

  /**
   * Publishes what a trusted source says now, complete or not. It replaces the version in work of a practice that
   * nobody has seen: the source is where the practice came from.
   * @throws {Problem} 409 `practice.in-work` when a version is in work beside the published one, or `practice.state`
   * when withdrawn
   */
  takeOver(sheet: FactSheet, act: Act): void {
    if (this.mergedInto !== null) throw isMerged(this.id, this.mergedInto);
    if (this.status === 'withdrawn') throw new Problem('practice.state', 409, 'The practice is withdrawn.');
    if (this.published && this.work) throw inWork();
    const before = this.newest.whole;
    if (!this.work) this.openWork(sheet, act);
    else {
      const { pointers, overwrites } = this.work.rewrite(sheet, act);
      if (overwrites) this.step(act, practiceRevised, { kind: 'overwrite', pointers });
    }
    this.show(act, { kind: 'takeOver', pointers: changedPointers(before, this.newest.whole) });
  }

  /** @throws {Problem} 409 `practice.state` when no version is public */
  assertPublished(): PracticeVersion {
    if (this.published && this.status === 'published') return this.published;
    const detail = 'Only published practices can be translated. Add further languages to the draft itself.';
    throw new Problem('practice.state', 409, detail);
  }

  /**
   * Makes this practice lead to another, which is the same one. Versions, assessments and adoptions stay with it, so
   * that the merger can be reversed. One that waits for its first publication is merged without being shown to anybody.
   * @throws {Problem} 409 when this one is neither published nor waits for it, a version is in work beside its published
   * one, or the other is not published
   */
  mergeInto(other: Practice, reason: string, act: Act): void {
    const state = this.next('merge', act);
    if (other.status !== 'published') {
      throw new Problem('practice.state', 409, `The other practice is ${other.status}; it must be published.`);
    }
    Object.assign(this.newest, { state, shown: false });
    this.touched.add(this.newest);
    Object.assign(this, { status: state, mergedInto: other.id, mergedAt: act.at, mergerReason: reason });
    const step = { kind: 'merge', reason } as const;
    if (this.published) this.tell(act, practiceMerged, step, (facts) => ({ ...facts, mergedInto: other.id }));
    else this.step(act, practiceMergedUnpublished, step);
    other.adoptionCount += this.adoptionCount;
    other.step(act, practiceMergedIn, { kind: 'mergeIn', reason });
  }

  /**
   * Makes this practice stand alone again, as it was before.
   * @throws {Problem} 409 when it is not merged, or the other one is
   */
  reverseMerger(other: Practice | undefined, reason: string, act: Act): void {
    const state = this.next(this.published ? 'reverseMerger' : 'reopen', act);
    if (!other) throw new Error(`Practice ${this.id} is merged into nothing.`);
    if (other.mergedInto !== null) {
      const detail = 'The other practice has itself been merged. Reverse that merger first.';
      throw new Problem('practice.state', 409, detail);
    }
    Object.assign(this.newest, { state, shown: this.published !== null });
    this.touched.add(this.newest);
    Object.assign(this, { status: state, mergedInto: null, mergedAt: null, mergerReason: null });
    const step = { kind: 'reverseMerger', reason } as const;
    if (this.published) this.tell(act, practiceUpdated, step);
    else this.step(act, practiceSubmitted, step);
    other.adoptionCount -= this.adoptionCount;
    if (other.status === 'published') other.step(act, practiceLetGo, { kind: 'letGo', reason });
  }

  /** Withdraws the practice and its version in work. This cannot be undone. @throws {Problem} 409 */
  withdraw(reason: string, act: Act): void {
    this.status = this.next('withdraw', act);
    for (const version of [this.published, this.work]) {
      if (!version) continue;
      Object.assign(version, { state: 'withdrawn', shown: false, updatedAt: act.at });
      this.touched.add(version);
    }
    this.withdrawnAt = act.at;
    this.withdrawalReason = reason;
    const step = { kind: 'withdraw', reason } as const;
    if (this.published) this.tell(act, practiceWithdrawn, step);
    else this.step(act, practiceDiscarded, step);
  }

  /** What must be stored: the changed versions, the steps taken, and the events. */
  takeChanges() {
    const taken = { versions: [...this.touched], steps: this.steps, events: this.events };
    this.touched = new Set();
    this.steps = [];
    this.events = [];
    return taken;
  }

  private static empty(origin: PracticeOrigin, at: Date): Practice {
    return Object.assign(new Practice(), origin, {
      status: 'draft', revision: 0, publishedVersion: null, workVersion: null,
      createdAt: at, updatedAt: at, publishedAt: null, withdrawnAt: null, withdrawalReason: null, mergedInto: null, mergedAt: null, mergerReason: null,
      label: null, adoptionCount: 0,
    } as const); // prettier-ignore
  }

  /** The version in work, else the published one. */
  get newest(): PracticeVersion {
    const version = this.work ?? this.published;
    if (!version) throw new Error(`Practice ${this.id} has no version.`);
    return version;
  }

  /** Whether the member owns the practice or takes part in it. */
  involves(memberId: string): boolean {
    const partners = this.published?.factSheet.partners ?? [];
    return this.ownerMemberId === memberId || partners.some((partner) => partner.memberId === memberId);
  }

  /** @throws {Problem} 403, 409 when its state does not allow it */
  assertMay(action: PracticeAction, act: Act): void {
    this.next(action, act);
  }

  /** Notes a step for the owner and the steering committee only: of the practice, or of what others do with it. */
  step(act: Act, contract: EventContract<InternalFacts>, step: StepTaken): void {
    this.raise(act, step);
    const { id, ownerMemberId } = this;
    const facts = { id, version: this.newest.number, ownerMemberId, href: `/v1/practices/${id}` };
    this.events.push(happened(contract, id, { ...facts, ...broughtBy(act) }));
  }

  /**
   * Notes what everyone may know: codes and the title, no prose and no persons.
   * @param data the event's facts beside those of the version that everyone sees, or saw; unset: none
   */
  tell<Data extends PublicFacts>(
    act: Act,
    contract: EventContract<Data>,
    step: StepTaken,
    data?: (facts: PublicFacts) => Data,
  ): void {
    if (!this.published) throw new Error(`Practice ${this.id} has no published version.`);
    this.raise(act, step);
    const facts = { ...publicFacts(this, this.published), ...broughtBy(act) };
    this.events.push(happened<EventContract>(contract, this.id, data?.(facts) ?? facts));
  }

  private next(action: PracticeAction, { as, fromSource }: Act): PracticeState {
    if (fromSource && this.mergedInto !== null) throw isMerged(this.id, this.mergedInto);
    return practiceWorkflow.next(this.newest.state, action, as, this.newest);
  }

  private advance(action: PracticeAction, act: Act): PracticeVersion {
    const version = this.newest;
    version.state = this.next(action, act);
    version.updatedAt = act.at;
    this.touched.add(version);
    return version;
  }

  private openWork(sheet: FactSheet, act: Act): PracticeVersion {
    this.work = PracticeVersion.open(this.id, (this.publishedVersion ?? 0) + 1, sheet, act);
    this.workVersion = this.work.number;
    this.touched.add(this.work);
    return this.work;
  }

  private show(act: Act, step: StepTaken): void {
    const { at, by } = act;
    const shown = this.newest;
    const first = this.published === null;
    if (this.published) {
      this.published.shown = false;
      this.touched.add(this.published);
    }
    Object.assign(shown, {
      state: 'published', shown: true, reason: step.reason ?? null, publishedAt: at, publishedBy: by, updatedAt: at,
    }); // prettier-ignore
    this.touched.add(shown);
    this.published = shown;
    this.publishedVersion = shown.number;
    this.publishedAt ??= at;
    this.work = null;
    this.workVersion = null;
    this.tell(act, first ? practicePublished : practiceUpdated, step);
  }

  private raise({ by, at }: Act, { kind, pointers = [], reason = null, ...begun }: StepTaken): void {
    this.revision += 1;
    this.updatedAt = at;
    if (this.status !== 'withdrawn' && this.status !== 'merged')
      this.status = this.published ? 'published' : this.newest.state;
    this.steps.push({ revision: this.revision, version: this.newest.number, kind, pointers, reason, by, at, ...begun });
  }
}

/** The step's own part; the rest of a `PracticeStep` follows from the practice and the act. */
interface StepTaken {
  readonly kind: PracticeStepKind;
  readonly pointers?: readonly string[];
  readonly reason?: string | null;
  readonly begunAt?: Date;
}

/** The import that an event belongs to, if any. */
const broughtBy = ({ importId }: Act): { importId?: string } => (importId === undefined ? {} : { importId });

/** What everyone may know of a practice from the version that is shown, or was until the withdrawal. */
export function publicFacts(
  { id, ownerMemberId }: Pick<Practice, 'id' | 'ownerMemberId'>,
  {
    number,
    factSheet,
  }: { number: number; factSheet: Pick<FactSheet, 'title' | 'countries' | 'dimensions' | 'themes'> },
): PublicFacts {
  return {
    id,
    version: number,
    title: factSheet.title,
    countries: factSheet.countries ?? [],
    dimensions: factSheet.dimensions ?? [],
    themes: factSheet.themes ?? [],
    ownerMemberId,
    href: `/v1/practices/${id}`,
  };
}
