import type { Standing } from '#principals';
import type { ProblemPlace } from '#problems';
import type { ImportWarning } from './profile/profile.js';

/** As what the rows of a file are stored. */
export const importTargets = ['draft', 'submitted', 'published'] as const;
export type ImportTarget = (typeof importTargets)[number];

export const importStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type ImportState = (typeof importStates)[number];

/** How a row ends. */
export const importOutcomes = ['added', 'updated', 'unchanged', 'withdrawn', 'failed'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

/** A file that is being taken over, row by row. */
export interface ImportJob {
  readonly id: string;
  readonly state: ImportState;
  readonly profile: string;
  /** With the member and the external id of a row the key of its practice. */
  readonly source: string;
  readonly target: ImportTarget;
  /** Only tells what would happen. */
  readonly dryRun: boolean;
  readonly createdBy: string;
  /** Owner of what it adds, in whose namespace its source is; null: the secretariat. */
  readonly memberId: string | null;
  readonly total: number;
  readonly processed: number;
  readonly requestHash: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Whether somebody may take a file over as this job does: what is published, or is nobody's, is for those who are trusted with registries. */
export function hasRightTo({ target, memberId }: ImportJob, { roles, memberId: acting }: Standing): boolean {
  if (memberId !== acting) return false;
  const isTrusted = roles.includes('admin') || roles.includes('steering');
  return isTrusted || (roles.includes('member-editor') && memberId !== null && target !== 'published');
}

export type ImportCounts = Readonly<Record<ImportOutcome, number>>;

/** A row without outcome. */
export interface WaitingRow {
  /** Its place in the file, from 1. */
  readonly number: number;
  readonly raw: unknown;
}

/** How a row ended. */
export interface RowOutcome {
  readonly number: number;
  readonly externalId: string | null;
  readonly outcome: ImportOutcome;
  readonly practiceId: string | null;
  readonly errors: readonly ProblemPlace[];
  readonly warnings: readonly ImportWarning[];
}
