import { Column, Entity, PrimaryColumn } from 'typeorm';
import { notFound, notValid, Problem } from '#problems';
import { changedPointers } from '../fact-sheet/fact-sheet-changes.js';
import { completeness, contentHash, splitContacts, type Contact, type FactSheet } from '../fact-sheet/fact-sheet.js';
import type { Act } from './practice-step.js';
import type { PracticeState } from './practice.workflow.js';

/** One thing that the secretariat asks the owner to change. It is open until the owner changes what it points at, or answers in words. */
export interface RequestedChange {
  /** JSON Pointer into the fact sheet. */
  readonly pointer: string;
  readonly comment: string;
  /** RFC 3339, UTC. */
  readonly requestedAt: string;
  /** Absent while it is open. */
  readonly answeredAt?: string;
  /** What the owner said; absent when a change was the answer. */
  readonly answer?: string;
}

/** Who wrote a version last, while no source has written it since. */
export interface Edit {
  /** Id of the principal. */
  readonly by: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** That a source has put its content in the place of an editor's. */
export interface Overwriting extends Edit {
  /** What was lost by it. */
  readonly edit: Edit;
  /** JSON Pointers of what is different since then; the first ones. */
  readonly pointers: readonly string[];
}

/** Pointers kept of what a source has overwritten. */
const POINTERS_TOLD = 50;

/** Requests kept with one version. */
const MAX_REQUESTS = 500;

/** What of a fact sheet is kept in the version, and what is derived from it. */
type Content = Pick<PracticeVersion, 'factSheet' | 'contacts' | 'contentHash' | 'complete'>;

/** Splits a fact sheet for storage. A contact that says nothing about consent gave none, and hashes like one that refused. */
export function contentOf(sheet: FactSheet): Content {
  const split = splitContacts(sheet);
  const contacts = split.contacts.map((contact) => ({
    ...contact,
    consentToPublish: contact.consentToPublish ?? false,
  }));
  return {
    factSheet: split.sheet,
    contacts,
    contentHash: contentHash({ ...split.sheet, contacts }),
    complete: completeness(split.sheet).missing.length === 0,
  };
}

/** One version of a practice's fact sheet. Once published it does not change any more. */
@Entity('practice_version')
export class PracticeVersion {
  @PrimaryColumn('uuid', { name: 'practice_id' })
  practiceId!: string;

  /** 1, 2, …; the version in work has the number after the published one. */
  @PrimaryColumn('integer')
  number!: number;

  @Column('text')
  state!: PracticeState;

  /** Whether it is the version that everyone sees now. */
  @Column('boolean')
  shown!: boolean;

  /** Without contacts. */
  @Column('jsonb', { name: 'fact_sheet' })
  factSheet!: Omit<FactSheet, 'contacts'>;

  /** Hash of the whole content, contacts included. */
  @Column('text', { name: 'content_hash' })
  contentHash!: string;

  @Column('boolean')
  complete!: boolean;

  /** What the secretariat asked for, in the order in which it did. */
  @Column('jsonb', { name: 'change_request', nullable: true })
  changeRequest!: RequestedChange[] | null;

  /** Why this version was handed in or published. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** When it came before the secretariat; a newer one from its source that takes its place there does not wait anew. */
  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  @Column('text', { name: 'published_by', nullable: true })
  publishedBy!: string | null;

  @Column('jsonb', { nullable: true })
  edit!: Edit | null;

  /** Kept until somebody writes the version again, or publishes it. */
  @Column('jsonb', { nullable: true })
  overwritten!: Overwriting | null;

  /** Personal data, stored apart. */
  contacts: readonly Contact[] = [];

  /** Whether its content is new: only then is it stored with the step. */
  isWritten = false;

  static open(practiceId: string, number: number, sheet: FactSheet, act: Act): PracticeVersion {
    const { at } = act;
    return Object.assign(new PracticeVersion(), contentOf(sheet), {
      practiceId, number, state: 'draft', shown: false, changeRequest: null, reason: null,
      createdAt: at, updatedAt: at, submittedAt: null, publishedAt: null, publishedBy: null,
      edit: editOf(act), overwritten: null, isWritten: true,
    } as const); // prettier-ignore
  }

  /** The fact sheet with its contacts. */
  get whole(): FactSheet {
    return { ...this.factSheet, contacts: [...this.contacts] };
  }

  /** @throws {Problem} 422 when one version would hold more than 500 of them */
  request(items: readonly Pick<RequestedChange, 'pointer' | 'comment'>[], { at }: Act): void {
    const requested = items.map(({ pointer, comment }) => ({ pointer, comment, requestedAt: at.toISOString() }));
    this.changeRequest = [...(this.changeRequest ?? []), ...requested];
    if (this.changeRequest.length > MAX_REQUESTS) {
      const detail = `A version may have at most ${MAX_REQUESTS} requests: combine several into one.`;
      throw notValid([{ pointer: '/items', code: 'too-many', detail }], 'practice.change-requests');
    }
  }

  /**
   * @param number 1 is the first request of this version
   * @returns what it points at
   * @throws {Problem} 404; 409 when it is answered
   */
  answerRequest(number: number, answer: string, { at }: Act): string {
    const item = this.changeRequest?.[number - 1];
    if (!item) throw notFound('change request');
    if (item.answeredAt !== undefined)
      throw new Problem('practice.request-answered', 409, 'This request has been answered.');
    const answered = { ...item, answer, answeredAt: at.toISOString() };
    this.changeRequest = this.changeRequest?.with(number - 1, answered) ?? null;
    return item.pointer;
  }

  /** Answers the open requests that point at what was changed, into it, or at what holds it. */
  answerByChange(pointers: readonly string[], { at }: Act): void {
    const isChanged = ({ pointer }: RequestedChange) =>
      pointers.some((changed) => `${changed}/`.startsWith(`${pointer}/`) || `${pointer}/`.startsWith(`${changed}/`));
    this.changeRequest =
      this.changeRequest?.map((item) =>
        item.answeredAt === undefined && isChanged(item) ? { ...item, answeredAt: at.toISOString() } : item,
      ) ?? null;
  }

  /**
   * Puts another fact sheet into a version in work.
   * @returns pointers of what changed, and whether the source lost what an editor had written
   */
  rewrite(sheet: FactSheet, act: Act): { pointers: string[]; overwrites: boolean } {
    const { edit, whole } = this;
    Object.assign(this, contentOf(sheet), { updatedAt: act.at, edit: editOf(act), isWritten: true });
    const pointers = changedPointers(whole, this.whole);
    const overwrites = act.fromSource === true && edit !== null && pointers.length > 0;
    if (overwrites) {
      const at = act.at.toISOString();
      this.overwritten = { by: act.by, at, edit, pointers: pointers.slice(0, POINTERS_TOLD) };
    } else if (!act.fromSource) this.overwritten = null;
    return { pointers, overwrites };
  }
}

const editOf = ({ by, at, fromSource }: Act): Edit | null => (fromSource ? null : { by, at: at.toISOString() });
