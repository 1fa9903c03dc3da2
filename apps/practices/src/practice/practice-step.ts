import type { PracticeCapacity } from './practice.workflow.js';

/** One act on a practice: who does it, in what capacities, and when. */
export interface Act {
  /** Id of the principal. */
  readonly by: string;
  readonly as: readonly PracticeCapacity[];
  readonly at: Date;
  /** Whether the content comes from the practice's source, in a file or a submission, and not from an editor here. */
  readonly fromSource?: boolean;
  /** The import whose row it is. */
  readonly importId?: string;
}

/** What was done, in the words of the workflow. `draft` opens a version, `overwrite` replaces an editor's content with
 * the source's, `takeOver` publishes the content of a trusted source, `mergeIn` and `letGo` belong to the practice into
 * which another was merged, and `erase` removes a person. */
export const practiceSteps = [
  'draft', 'revise', 'overwrite', 'submit', 'requestChanges', 'answerRequest', 'assign', 'publish', 'takeOver', 'assess', 'label', 'label-lost', 'adopt', 'changeAdoption', 'merge', 'mergeIn', 'reverseMerger', 'letGo', 'withdraw', 'translate', 'erase',
] as const; // prettier-ignore
export type PracticeStepKind = (typeof practiceSteps)[number];

/**
 * One step in the life of a practice. Together they are its history: they are only ever added, except that what one person
 * saves again and again within ten minutes while writing is one step.
 */
export interface PracticeStep {
  /** The revision after the step. */
  readonly revision: number;
  /** The version concerned. */
  readonly version: number;
  readonly kind: PracticeStepKind;
  /** JSON Pointers of the changed fields of the fact sheet. */
  readonly pointers: readonly string[];
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
  /** For what was saved while somebody was writing: when that began. */
  readonly begunAt?: Date;
}
