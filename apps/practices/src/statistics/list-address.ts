import { NOT_STATED, type FacetName, type PracticeFilterQuery } from '../practice/practice-filter.js';

/** Which of the counted practices a list shows. */
export interface Part {
  /** The values that they have in each dimension; null: none. */
  readonly key?: Readonly<Partial<Record<FacetName, string | null>>>;
  /** Dimensions in which each of them has a value. */
  readonly answered?: readonly FacetName[];
  /** Dimensions of which each of them leaves at least one without a value. */
  readonly unanswered?: readonly FacetName[];
}

/** The address of the list of a part of the practices that a filter finds. */
export function listAddress(filter: PracticeFilterQuery, { key = {}, answered = [], unanswered = [] }: Part): string {
  const query: PracticeFilterQuery = Object.assign({}, filter);
  const also = new Set(filter.also);
  for (const [dimension, value] of Object.entries(key) as [FacetName, string | null][]) {
    const code = value ?? NOT_STATED;
    // The filter's other codes of this dimension still hold: a practice may have several.
    if (query[dimension]?.includes(code) === false) also.add(`${dimension}:${code}`);
    else query[dimension] = [code] as never;
  }
  if (also.size > 0) query.also = [...also];
  if (answered.length > 0) query.answered = [...new Set([...(filter.answered ?? []), ...answered])];
  if (unanswered.length > 0) query.unanswered = [...unanswered];
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const parameters = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  return `/v1/practices?${parameters.toString()}`;
}
