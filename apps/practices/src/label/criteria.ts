/** The five criteria by which the study judges a practice (Section 5). */
export const criteria = [
  'relevance', 'efficiency', 'effectiveness', 'impactAndAddedValue', 'sustainability',
] as const; // prettier-ignore
export type Criterion = (typeof criteria)[number];

/** One score: 1 (not at all) to 5 (fully), with its reason. */
export interface Score {
  readonly score: number;
  readonly reason: string;
}

export type Scores = Readonly<Record<Criterion, Score>>;
