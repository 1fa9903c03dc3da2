import { Column, Entity, PrimaryColumn } from 'typeorm';
import { completeness, contentHash, splitContacts, type Contact, type FactSheet } from '../fact-sheet/fact-sheet.js';
import type { PracticeState } from './practice.workflow.js';

/** One thing that the secretariat asks the owner to change; `pointer` is a JSON Pointer into the fact sheet. */
export interface RequestedChange {
  readonly pointer: string;
  readonly comment: string;
}

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

  /** What the secretariat asked for last. */
  @Column('jsonb', { name: 'change_request', nullable: true })
  changeRequest!: RequestedChange[] | null;

  /** Why this version was handed in or published. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  @Column('text', { name: 'published_by', nullable: true })
  publishedBy!: string | null;

  /** Personal data, stored apart. */
  contacts: readonly Contact[] = [];

  static open(practiceId: string, number: number, sheet: FactSheet, at: Date): PracticeVersion {
    return Object.assign(new PracticeVersion(), contentOf(sheet), {
      practiceId, number, state: 'draft', shown: false, changeRequest: null, reason: null,
      createdAt: at, updatedAt: at, publishedAt: null, publishedBy: null,
    } as const); // prettier-ignore
  }

  /** Puts another fact sheet into a version in work. */
  rewrite(sheet: FactSheet, at: Date): void {
    Object.assign(this, contentOf(sheet), { updatedAt: at });
  }
}
