import { submissionOutcomes, submissionRefusals, type DataOf, type SubmissionRefusal, type submissionSettled } from '#contracts'; // prettier-ignore
import type { Principal } from '#identity';
import type { ProblemPlace } from '#problems';

/** `accepted` until the registry has reported the outcome. */
export const submissionStates = ['accepted', ...submissionOutcomes] as const;
export type SubmissionState = (typeof submissionStates)[number];

/** What a member's system says about one of its practices. */
export interface SourceStatement {
  readonly externalId: string;
  readonly sourceVersion: number;
  /** Null: it withdraws the practice. */
  readonly content: SubmissionContent | null;
}

export interface SubmissionContent {
  readonly factSheet: object;
  readonly sourceUrl: string | null;
  /** RFC 3339; null: the time of its acceptance. */
  readonly retrievedAt: string | null;
}

/** The sender, who always acts for a member. */
export type Sender = Principal & { readonly memberId: string };

/** What an editor had written in the registry before the submission replaced it. */
export type Overwrote = Pick<NonNullable<DataOf<typeof submissionSettled>['overwrote']>, 'by' | 'at' | 'pointers'>;

/** A submission as its sender may see it. */
export interface Submission {
  readonly id: string;
  /** A decimal string. */
  readonly position: string;
  readonly externalId: string;
  readonly sourceVersion: number;
  readonly withdraws: boolean;
  readonly state: SubmissionState;
  readonly practiceId: string | null;
  readonly errors: readonly ProblemPlace[] | null;
  readonly overwrote: Overwrote | null;
  readonly acceptedAt: Date;
  readonly settledAt: Date | null;
}

/**
 * Explains a refusal of which only the code is known.
 * @param mergedInto id of the practice into which theirs was merged
 */
export function placesOf(refusal: string, mergedInto?: string): ProblemPlace[] {
  if (mergedInto !== undefined) {
    const { pointer } = submissionRefusals['submission.merged'];
    const detail = `The practice was merged into /v1/practices/${mergedInto}. Change that practice, or ask the secretariat to reverse the merger.`;
    return [{ pointer, code: refusal, detail }];
  }
  if (Object.hasOwn(submissionRefusals, refusal))
    return [{ ...submissionRefusals[refusal as SubmissionRefusal], code: refusal }];
  return [
    { pointer: '', code: refusal, detail: 'The registry refused the submission. Ask the operator about this code.' },
  ];
}
