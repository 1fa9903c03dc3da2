import { readFileSync } from 'node:fs';

export type Grade = 1 | 2 | 3;

/**
 * A user's query, and which of the case studies answer it: judged by reading all of them, independently of the search's
 * code and vocabularies.
 */
export interface JudgedQuery {
  readonly id: string;
  /** Of `q`. */
  readonly language: string;
  readonly q: string;
  /** No word of `q`, not even its beginning, occurs in the fact sheets with grade 2 or 3: see `sharesWord`. */
  readonly sharesNoWord: boolean;
  /** By external id: 3 exactly what was meant, 2 clearly useful, 1 marginal. */
  readonly relevant: Readonly<Record<string, Grade>>;
}

export const judgedQueries = JSON.parse(
  readFileSync('apps/practices/test/relevance/queries.json', 'utf8'),
) as readonly JudgedQuery[];
