import { Workflow } from '#workflow';
import { completeness, type FactSheet } from '../fact-sheet/fact-sheet.js';
import { inWork, notComplete } from './practice.errors.js';

export const practiceStates = ['draft', 'submitted', 'changes-requested', 'published', 'merged', 'withdrawn'] as const;
/** The state of one version: a published practice may have a version in work beside it. */
export type PracticeState = (typeof practiceStates)[number];
/** The states of a practice that was never published and may still be. */
export const statesBefore: readonly PracticeState[] = ['draft', 'submitted', 'changes-requested'];
export type PracticeAction =
  | 'revise'
  | 'submit'
  | 'replace'
  | 'requestChanges'
  | 'answerRequest'
  | 'assign'
  | 'publish'
  | 'merge'
  | 'reverseMerger'
  | 'reopen'
  | 'withdraw';
/** In what capacity someone acts: for the owner member, or as the steering committee. */
export type PracticeCapacity = 'owner' | 'steering';

/** What a condition checks: the fact sheet of the version that takes the step. */
export interface Judged {
  readonly number: number;
  readonly factSheet: Partial<FactSheet>;
}

/** @throws {Problem} 422 `practice.not-complete` with one place per missing field */
function complete({ factSheet }: Judged): void {
  const { missing } = completeness(factSheet);
  if (missing.length > 0) throw notComplete(missing);
}

/** @throws {Problem} 409 `practice.in-work` for a version beside a published one */
function first({ number }: Judged): void {
  if (number > 1) throw inWork();
}

/**
 * The steps of a version. `revise` on a published one opens a draft beside it. Nobody changes a submitted version; only
 * its own source may `replace` it with a newer one (by a submission or a row of a file). Publication requires the ETag
 * of what was read, so only what was read is published. The only step of a merged practice is to reverse the merger:
 * `reverseMerger` if it was published, `reopen` if it waited for publication.
 */
export const practiceWorkflow = new Workflow<PracticeState, PracticeAction, PracticeCapacity, Judged>('practice', {
  draft: {
    revise: { to: 'draft', who: ['owner', 'steering'] },
    submit: { to: 'submitted', who: ['owner', 'steering'], given: complete },
    assign: { to: 'draft', who: ['steering'] },
    withdraw: { to: 'withdrawn', who: ['owner', 'steering'] },
  },
  submitted: {
    replace: { to: 'submitted', who: ['owner'], given: complete },
    requestChanges: { to: 'changes-requested', who: ['steering'] },
    answerRequest: { to: 'submitted', who: ['owner'] },
    assign: { to: 'submitted', who: ['steering'] },
    publish: { to: 'published', who: ['steering'], given: complete },
    merge: { to: 'merged', who: ['steering'], given: first },
    withdraw: { to: 'withdrawn', who: ['owner', 'steering'] },
  },
  'changes-requested': {
    revise: { to: 'changes-requested', who: ['owner', 'steering'] },
    answerRequest: { to: 'changes-requested', who: ['owner'] },
    assign: { to: 'changes-requested', who: ['steering'] },
    submit: { to: 'submitted', who: ['owner', 'steering'], given: complete },
    withdraw: { to: 'withdrawn', who: ['owner', 'steering'] },
  },
  published: {
    revise: { to: 'draft', who: ['owner', 'steering'] },
    assign: { to: 'published', who: ['steering'] },
    merge: { to: 'merged', who: ['steering'] },
    withdraw: { to: 'withdrawn', who: ['owner', 'steering'] },
  },
  merged: {
    reverseMerger: { to: 'published', who: ['steering'] },
    reopen: { to: 'submitted', who: ['steering'] },
  },
  withdrawn: {},
});
