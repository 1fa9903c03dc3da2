import type { PracticeCapacity } from './practice.workflow.js';

/** One act on a practice: who does it, in what capacities, and when. */
export interface Act {
  /** Id of the principal. */
  readonly by: string;
  readonly as: readonly PracticeCapacity[];
  readonly at: Date;
  /** Whether the content comes from the practice's source, in a file or a submission, and not from an editor here. */
  readonly fromSource?: boolean;
}

/** What was done, in the words of the workflow. `draft` opens a version, `overwrite` replaces an editor's content with
 * the source's, `takeOver` publishes the content of a trusted source, `mergeIn` and `letGo` belong to the practice into
 * which another was merged, and `erase` removes a person. */
export const practiceSteps = [
  'draft', 'revise', 'overwrite', 'submit', 'requestChanges', 'answerRequest', 'assign', 'publish', 'takeOver', 'assess', 'label', 'label-lost', 'adopt', 'changeAdoption', 'merge', 'mergeIn', 'reverseMerger', 'letGo', 'withdraw', 'translate', 'erase',
] as const; // prettier-ignore
export type PracticeStepKind = (typeof practiceSteps)[number];

/** One step in the life of a practice. Steps are only ever added: together they are its history. */
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
}
