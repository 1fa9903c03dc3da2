/**
 * Where the registry takes the content of accepted submissions from the gateway, in the name of their sender. It is for the
 * inner network: the gateway does not pass it on.
 */
export const SUBMISSION_HANDOVER_PATH = '/v1/submission-handovers';

/** Submissions in one handover, at most. */
export const SUBMISSIONS_HANDED_OVER = 100;

/** Longest id that a source may give to a practice, in characters; shared with imports. */
export const MAX_EXTERNAL_ID = 500;

/** Longest address at which a source shows its practice, in characters. */
export const MAX_SOURCE_URL = 2_000;

/** Content of one submission as it is handed over. */
export interface HandedOverSubmission {
  readonly id: string;
  readonly externalId: string;
  readonly sourceVersion: number;
  /** Whether the source takes its practice back; then there is no fact sheet. */
  readonly withdraws: boolean;
  readonly sourceUrl: string | null;
  /** RFC 3339, UTC. */
  readonly retrievedAt: string;
  readonly factSheet: unknown;
}

/** What the registry says at once, by the rules of fact sheets: taken, or what is wrong. */
export interface HandoverAnswer {
  readonly items: readonly {
    readonly id: string;
    /** Empty: taken. Pointers into the submission. */
    readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  }[];
}
