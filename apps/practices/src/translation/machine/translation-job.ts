import type { Language } from '#contracts';

export const jobStates = ['queued', 'running', 'done', 'failed'] as const;

/** What a machine is to translate, and its progress. */
export interface TranslationJob {
  readonly id: string;
  readonly practiceId: string;
  readonly language: Language;
  readonly state: (typeof jobStates)[number];
  /** The published version wanted, and the one sent. */
  readonly version: number;
  readonly sentVersion: number | null;
  /** Hashes of the texts sent, by JSON Pointer. */
  readonly sources: Readonly<Record<string, string>> | null;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly finishedAt: Date | null;
}
