import type { Standing } from '#principals';
import type { ProblemPlace } from '#problems';
import type { ImportWarning } from './profile/profile.js';

/** The state in which the rows of a file are stored. */
export const importTargets = ['draft', 'submitted', 'published'] as const;
export type ImportTarget = (typeof importTargets)[number];

export const importStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type ImportState = (typeof importStates)[number];

/** The outcome of a row. */
export const importOutcomes = ['added', 'updated', 'unchanged', 'withdrawn', 'failed'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

/** A file that is being imported, row by row. */
export interface ImportJob {
  readonly id: string;
  readonly state: ImportState;
  readonly profile: string;
  /** Together with the member and a row's external id it is the key of the row's practice. */
  readonly source: string;
  readonly target: ImportTarget;
  /** Only reports what would happen. */
  readonly dryRun: boolean;
  readonly createdBy: string;
  /** Owner of the added practices, in whose namespace the source is; null: the secretariat. */
  readonly memberId: string | null;
  readonly total: number;
  readonly processed: number;
  readonly requestHash: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/**
 * Whether a principal may import a file in this way: publishing, and practices without an owner, need a role that is
 * trusted with registries.
 */
export function hasRightTo({ target, memberId }: ImportJob, { roles, memberId: acting }: Standing): boolean {
  if (memberId !== acting) return false;
  const isTrusted = roles.includes('admin') || roles.includes('steering');
  return isTrusted || (roles.includes('member-editor') && memberId !== null && target !== 'published');
}

export type ImportCounts = Readonly<Record<ImportOutcome, number>>;

/** A row without an outcome. */
export interface WaitingRow {
  /** Its position in the file, from 1. */
  readonly number: number;
  readonly raw: unknown;
}

/** The outcome of a row. */
export interface RowOutcome {
  readonly number: number;
  readonly externalId: string | null;
  readonly outcome: ImportOutcome;
  readonly practiceId: string | null;
  readonly errors: readonly ProblemPlace[];
  readonly warnings: readonly ImportWarning[];
}
