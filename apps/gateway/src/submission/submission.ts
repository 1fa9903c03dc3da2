import { submissionOutcomes, submissionRefusals, type SubmissionRefusal } from '#contracts';
import type { ProblemPlace } from '#problems';

/** `accepted` until the registry has said what became of it. */
export const submissionStates = ['accepted', ...submissionOutcomes] as const;
export type SubmissionState = (typeof submissionStates)[number];

/** What a member's system says about one of its practices. */
export interface SourceStatement {
  readonly externalId: string;
  readonly sourceVersion: number;
  /** Null: it takes the practice back. */
  readonly content: SubmissionContent | null;
}

export interface SubmissionContent {
  readonly factSheet: object;
  readonly sourceUrl: string | null;
  /** RFC 3339; null: the moment in which it was accepted. */
  readonly retrievedAt: string | null;
}

/** Who sends: always for a member. */
export interface Sender {
  readonly id: string;
  readonly memberId: string;
}

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
  readonly acceptedAt: Date;
  readonly settledAt: Date | null;
}

/** What a sender is told of a refusal of which only the code has come. */
export function placesOf(refusal: string): ProblemPlace[] {
  if (Object.hasOwn(submissionRefusals, refusal))
    return [{ ...submissionRefusals[refusal as SubmissionRefusal], code: refusal }];
  return [{ pointer: '', code: refusal, detail: 'The registry refused it. Ask the operator about this code.' }];
}
