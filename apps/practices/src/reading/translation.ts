import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Language } from '#contracts';
import { hashOf, proseOf, sourceOf, type Sheet } from './prose.js';

/** One text in one language, with its source and its author. */
export interface Translated {
  readonly text: string;
  /** Hash of the source text: the text is stale when that differs now. */
  readonly sourceHash: string;
  readonly origin: 'human' | 'machine';
  /** Published version of the source text. */
  readonly version: number;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** By JSON Pointer. */
export type Texts = Readonly<Record<string, Translated>>;

/** A practice in one further language. A machine never replaces what people wrote. */
@Entity('translation')
export class Translation {
  @PrimaryColumn('uuid', { name: 'practice_id' })
  practiceId!: string;

  @PrimaryColumn('text')
  language!: Language;

  @Column('jsonb')
  texts!: Texts;

  /** 1, 2, …: each state is kept. */
  @Column('integer')
  revision!: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** Id of the principal, or `machine`. */
  @Column('text', { name: 'updated_by' })
  updatedBy!: string;

  static empty(practiceId: string, language: Language): Translation {
    return Object.assign(new Translation(), { practiceId, language, texts: {}, revision: 0 });
  }

  /** What people wrote at these places. */
  byPeople(pointers: readonly string[]): Texts {
    const asked = new Set(pointers);
    return Object.fromEntries(
      Object.entries(this.texts).filter(([pointer, { origin }]) => origin === 'human' && asked.has(pointer)),
    );
  }

  /** Replaces everything that people wrote before. A machine's text stays in the gaps. */
  writtenByPeople(texts: Texts, by: string, at: Date): string[] {
    const machine = Object.entries(this.texts).filter(
      ([pointer, { origin }]) => origin === 'machine' && !(pointer in texts),
    );
    return this.become({ ...Object.fromEntries(machine), ...texts }, by, at);
  }

  /** Stores a machine's texts, except where people wrote one. */
  madeByMachine(texts: Texts, at: Date): string[] {
    const made = Object.entries(texts).filter(([pointer]) => this.texts[pointer]?.origin !== 'human');
    return this.become({ ...this.texts, ...Object.fromEntries(made) }, 'machine', at);
  }

  /** Returns the pointers of the changed texts. */
  private become(texts: Texts, by: string, at: Date): string[] {
    const pointers = [...new Set([...Object.keys(this.texts), ...Object.keys(texts)])].filter(
      (pointer) =>
        this.texts[pointer]?.text !== texts[pointer]?.text ||
        this.texts[pointer]?.sourceHash !== texts[pointer]?.sourceHash,
    );
    Object.assign(this, { texts, revision: this.revision + 1, updatedBy: by, updatedAt: at });
    return pointers;
  }
}

/** Whether the source text has changed, or is gone. */
export function isStale(sheet: Sheet, pointer: string, { sourceHash }: Translated): boolean {
  const source = sourceOf(proseOf(sheet).get(pointer) ?? {}, sheet.originalLanguage);
  return source === undefined || hashOf(source.text) !== sourceHash;
}
