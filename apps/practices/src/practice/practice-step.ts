import type { PracticeCapacity } from './practice.workflow.js';

/** One act on a practice: who does it, in what capacities, and when. */
export interface Act {
  /** Id of the principal. */
  readonly by: string;
  readonly as: readonly PracticeCapacity[];
  readonly at: Date;
  /** Whether it is what the practice's source says, in a file or a submission, and not what somebody writes here. */
  readonly fromSource?: boolean;
}

/** What was done, in the words of the workflow; `draft` opens a version, `overwrite` puts what the source says in the
 * place of what an editor wrote, `takeOver` publishes what a trusted source says, `mergeIn` and `letGo` are of the
 * practice into which another was merged, `erase` takes a person out. */
export const practiceSteps = [
  'draft', 'revise', 'overwrite', 'submit', 'requestChanges', 'answerRequest', 'assign', 'publish', 'takeOver', 'assess', 'label', 'label-lost', 'adopt', 'changeAdoption', 'merge', 'mergeIn', 'reverseMerger', 'letGo', 'withdraw', 'translate', 'erase',
] as const; // prettier-ignore
export type PracticeStepKind = (typeof practiceSteps)[number];

/** One step in the life of a practice. Steps are only ever added: together they are its history. */
export interface PracticeStep {
  /** The practice's revision after it. */
  readonly revision: number;
  /** The version concerned. */
  readonly version: number;
  readonly kind: PracticeStepKind;
  /** JSON Pointers of the fields of the fact sheet that it changed. */
  readonly pointers: readonly string[];
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
}
