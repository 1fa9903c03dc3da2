import type { DataOf, SubmissionOutcome, SubmissionRefusal, submissionSettled } from '#contracts';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';

/** The content of a submission, stored here until it is applied. */
export interface SubmissionContent {
  /** Null: the source withdraws its practice. */
  readonly sheet: FactSheet | null;
  readonly sourceUrl: string | null;
  /** RFC 3339, UTC. */
  readonly retrievedAt: string;
}

/** A submission that the gateway handed over. */
export interface Submission {
  readonly id: string;
  readonly memberId: string;
  /** Id of the principal that sent it. */
  readonly sentBy: string;
  readonly externalId: string;
  readonly sourceVersion: number;
  readonly content: SubmissionContent;
}

/** The outcome of a submission. */
export interface Settlement {
  readonly state: SubmissionOutcome;
  readonly practiceId: string | null;
  /** A code; of `submissionRefusals` if the refusal was foreseen. */
  readonly refusal: string | null;
  readonly mergedInto?: string;
  /** What an editor had written before the submission replaced it. */
  readonly overwrote?: NonNullable<DataOf<typeof submissionSettled>['overwrote']>;
}

export const refusedFor = (refusal: SubmissionRefusal, practiceId: string | null = null): Settlement => ({
  state: 'refused',
  practiceId,
  refusal,
});
