import type { Seek } from '#database';
import type { Ordinals } from './ordinals.js';
import { termRank, type Way } from './practice-search.js';

/** Where a practice stands in an order: the higher score first, of equal ones the newer. */
export interface Place {
  readonly score: number;
  readonly ordinal: number;
}

/** Below 0 when the first stands before the second. */
export const compare = (one: Place, other: Place): number => other.score - one.score || other.ordinal - one.ordinal;

/**
 * How well practices have the terms of a query, by ordinal.
 * @param terms by each the ways by rising worth, with the practices that have it so
 */
export function scoresOf(terms: readonly (readonly (Way & { readonly set: Ordinals })[])[]): Float64Array {
  const length = 1 + Math.max(0, ...terms.flat().map(({ set }) => set.last));
  const scores = new Float64Array(length);
  for (const ways of terms) {
    const worth = new Float64Array(length);
    for (const kind of new Set(ways.map(({ as }) => as))) {
      const best = new Float64Array(length);
      for (const way of ways) if (way.as === kind) way.set.forEach((ordinal) => (best[ordinal] = way.worth));
      for (let ordinal = 0; ordinal < length; ordinal += 1) worth[ordinal]! += best[ordinal]!;
    }
    for (let ordinal = 0; ordinal < length; ordinal += 1)
      if (worth[ordinal] !== 0) scores[ordinal]! += termRank(worth[ordinal]!);
  }
  return scores;
}

/** How much lower ranks count less: the usual constant. */
const RANKS = 60;

/**
 * Scores of what was found in two ways, joined by reciprocal rank: a cosine and the worth of words have no measure in
 * common.
 * @param near the nearest first
 */
export function joinedByRank(found: Ordinals, byWords: Float64Array, near: readonly Place[]): Float64Array {
  const written: Place[] = [];
  found.forEach((ordinal) => {
    const score = byWords[ordinal] ?? 0;
    if (score > 0) written.push({ score, ordinal });
  });
  const joined = new Float64Array(1 + found.last);
  for (const ranked of [written.sort(compare), near.filter(({ ordinal }) => found.has(ordinal))])
    for (const [rank, { ordinal }] of ranked.entries()) joined[ordinal]! += 1 / (RANKS + 1 + rank);
  return joined;
}

/** The best of a set by their scores: up to `most`, nearest to the place first. */
export function best(found: Ordinals, scores: Float64Array, seek: Seek, most: number): Place[] {
  const places: Place[] = [];
  const [score, , ordinal] = seek.place?.map(Number) ?? [];
  const place = seek.place && { score: score!, ordinal: ordinal! };
  const order = (one: Place, other: Place) => (seek.isBackwards ? compare(other, one) : compare(one, other));
  const nearest = seek.isInclusive ? 0 : Number.MIN_VALUE;
  found.forEach((ordinal) => {
    const one = { score: scores[ordinal]!, ordinal };
    if (place && order(one, place) < nearest) return;
    let at = places.length;
    while (at > 0 && order(one, places[at - 1]!) < 0) at -= 1;
    if (at === most) return;
    places.splice(at, 0, one);
    if (places.length > most) places.pop();
  });
  return places;
}
