/**
 * Where the gateway hands the content of accepted submissions to the registry, on behalf of their sender. The path is
 * for the inner network only: the gateway does not forward it.
 */
export const SUBMISSION_HANDOVER_PATH = '/v1/submission-handovers';

/** Maximum number of submissions in one handover. */
export const SUBMISSIONS_HANDED_OVER = 100;

/** Maximum length of a source's id for a practice, in characters; imports use the same limit. */
export const MAX_EXTERNAL_ID = 500;

/** Maximum length of the address at which a source shows its practice, in characters. */
export const MAX_SOURCE_URL = 2_000;

/** Content of one submission as it is handed over. */
export interface HandedOverSubmission {
  readonly id: string;
  readonly externalId: string;
  readonly sourceVersion: number;
  /** Whether the source withdraws its practice; there is no fact sheet in that case. */
  readonly withdraws: boolean;
  readonly sourceUrl: string | null;
  /** RFC 3339, UTC. */
  readonly retrievedAt: string;
  readonly factSheet: unknown;
}

/** The registry's immediate answer by the rules of fact sheets: accepted, or a list of errors. */
export interface HandoverAnswer {
  readonly items: readonly {
    readonly id: string;
    /** Empty if accepted. Pointers refer to the submission. */
    readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  }[];
}
