import type { Criterion } from '#contracts';

/** One score, with its reason. */
export interface Score {
  readonly score: number;
  readonly reason: string;
}

export type Scores = Readonly<Record<Criterion, Score>>;
