import type { Language } from '#contracts';

export const jobStates = ['queued', 'running', 'done', 'failed'] as const;

/** What a machine is asked to translate, and how far that is. */
export interface TranslationJob {
  readonly id: string;
  readonly practiceId: string;
  readonly language: Language;
  readonly state: (typeof jobStates)[number];
  /** Published version that is wanted, and the one that was sent. */
  readonly version: number;
  readonly sentVersion: number | null;
  /** Hashes of the texts that were sent, by JSON Pointer. */
  readonly sources: Readonly<Record<string, string>> | null;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly finishedAt: Date | null;
}
