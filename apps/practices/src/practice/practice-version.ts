import { Column, Entity, PrimaryColumn } from 'typeorm';
import { notFound, notValid, Problem } from '#problems';
import { changedPointers } from '../fact-sheet/fact-sheet-changes.js';
import { completeness, contentHash, splitContacts, type Contact, type FactSheet } from '../fact-sheet/fact-sheet.js';
import type { Act } from './practice-step.js';
import type { PracticeState } from './practice.workflow.js';

/** A change that the secretariat requests. It is open until the owner changes the place it points at, or answers. */
export interface RequestedChange {
  /** JSON Pointer into the fact sheet. */
  readonly pointer: string;
  readonly comment: string;
  /** RFC 3339, UTC. */
  readonly requestedAt: string;
  /** Absent while the request is open. */
  readonly answeredAt?: string;
  /** The owner's answer; absent when a change was the answer. */
  readonly answer?: string;
}

/** Who wrote a version last, unless a source has written it since. */
export interface Edit {
  /** Id of the principal. */
  readonly by: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** A source has replaced an editor's content. */
export interface Overwriting extends Edit {
  /** The edit that was lost. */
  readonly edit: Edit;
  /** JSON Pointers of the first places that changed. */
  readonly pointers: readonly string[];
}

/** Most pointers kept of what a source overwrote. */
const POINTERS_TOLD = 50;

/** Most requests kept with one version. */
const MAX_REQUESTS = 500;

/** What the version stores of a fact sheet, and what is derived from it. */
type Content = Pick<PracticeVersion, 'factSheet' | 'contacts' | 'contentHash' | 'complete'>;

/** Splits a fact sheet for storage. A contact that states no consent hashes like one that refuses. */
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

/** One version of a practice's fact sheet. A published version never changes. */
@Entity('practice_version')
export class PracticeVersion {
  @PrimaryColumn('uuid', { name: 'practice_id' })
  practiceId!: string;

  /** 1, 2, …; the version in work has the number after the published one. */
  @PrimaryColumn('integer')
  number!: number;

  @Column('text')
  state!: PracticeState;

  /** Whether everyone sees this version now. */
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

  /** What the secretariat requested, oldest first. */
  @Column('jsonb', { name: 'change_request', nullable: true })
  changeRequest!: RequestedChange[] | null;

  /** Why this version was submitted or published. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** When it was submitted; a newer version from its source that replaces it keeps this time. */
  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  @Column('text', { name: 'published_by', nullable: true })
  publishedBy!: string | null;

  @Column('jsonb', { nullable: true })
  edit!: Edit | null;

  /** Kept until somebody writes or publishes the version. */
  @Column('jsonb', { nullable: true })
  overwritten!: Overwriting | null;

  /** Personal data, stored apart. */
  contacts: readonly Contact[] = [];

  /** Whether its content is new: only then does the step store it. */
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

  /** @throws {Problem} 422 when the version would exceed 500 requests */
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
   * @returns the pointer of the request
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

  /** Answers the open requests that point at a changed place, into it, or at what contains it. */
  answerByChange(pointers: readonly string[], { at }: Act): void {
    const isChanged = ({ pointer }: RequestedChange) =>
      pointers.some((changed) => `${changed}/`.startsWith(`${pointer}/`) || `${pointer}/`.startsWith(`${changed}/`));
    this.changeRequest =
      this.changeRequest?.map((item) =>
        item.answeredAt === undefined && isChanged(item) ? { ...item, answeredAt: at.toISOString() } : item,
      ) ?? null;
  }

  /**
   * Replaces the fact sheet of a version in work.
   * @returns pointers of what changed, and whether the source overwrote an editor's content
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
