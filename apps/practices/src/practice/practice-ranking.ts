import type { Seek } from '#database';
import { visitBits, type Ordinals } from './ordinals.js';
import { termRank, type Way } from './practice-search.js';

/** Where a practice stands in an order: the higher score first, of equal ones the newer. */
export interface Place {
  readonly score: number;
  readonly ordinal: number;
}

/** Below 0 when the first stands before the second. */
export const compare = (one: Place, other: Place): number => other.score - one.score || other.ordinal - one.ordinal;

/** The ways by which practices have a term, with the practices that have it so. */
export type TermFound = readonly (Way & { readonly set: Ordinals })[];

/** The ways of one kind in which practices may have a term. */
interface Step {
  /** The best first: it alone counts. */
  readonly ways: TermFound;
  /** The most that this and the later kinds of the term are worth, and what later terms count at most. */
  readonly worth: number;
  readonly later: number;
  readonly endsTerm: boolean;
}

/** More than what sums of a few numbers lose by rounding. */
const ROUNDING = 1e-9;

function stepsOf(terms: readonly TermFound[]): Step[] {
  const steps: Step[] = [];
  let later = 0;
  for (const term of terms.toReversed()) {
    let worth = ROUNDING;
    for (const kind of new Set(term.map(({ as }) => as))) {
      const ways = term.filter(({ as }) => as === kind).sort((a, b) => b.worth - a.worth);
      const endsTerm = worth === ROUNDING;
      worth += ways[0]!.worth;
      steps.unshift({ ways, worth, later, endsTerm });
    }
    later += termRank(worth);
  }
  return steps;
}

/** Where a page of the best begins, and who is on it so far: up to `most`, nearest to the place first. */
class Page {
  readonly places: Place[] = [];
  private readonly place: Place | undefined;
  private readonly nearest: number;

  constructor(
    private readonly seek: Seek,
    private readonly most: number,
  ) {
    const [score, , ordinal] = seek.place?.map(Number) ?? [];
    this.place = seek.place && { score: score!, ordinal: ordinal! };
    this.nearest = seek.isInclusive ? 0 : Number.MIN_VALUE;
  }

  offer(one: Place): void {
    if (this.place && this.order(one, this.place) < this.nearest) return;
    let at = this.places.length;
    while (at > 0 && this.order(one, this.places[at - 1]!) < 0) at -= 1;
    if (at === this.most) return;
    this.places.splice(at, 0, one);
    if (this.places.length > this.most) this.places.pop();
  }

  /** Whether nobody with such a score, or a lower one, can be on the page who is older than all on it. */
  isOutOfReach(score: number): boolean {
    const { seek, places, most } = this;
    return !seek.isBackwards && places.length === most && score <= places[most - 1]!.score;
  }

  private order(one: Place, other: Place): number {
    return this.seek.isBackwards ? compare(other, one) : compare(one, other);
  }
}

/**
 * The practices of a set with their scores, by descending blocks. Practices are told apart 32 at once, and those whose
 * score is out of reach no further.
 */
function visitScored(
  found: Ordinals,
  terms: readonly TermFound[],
  visit: (one: Place) => void,
  isOutOfReach: (score: number) => boolean,
): void {
  const steps = stepsOf(terms);
  for (let at = found.blocks - 1; at >= 0; at -= 1) {
    const tellApart = (some: number, n: number, worth: number, score: number): void => {
      const step = steps[n];
      if (!step) {
        visitBits(at, some, (ordinal) => visit({ score, ordinal }));
        return;
      }
      if (isOutOfReach(score + termRank(worth + step.worth) + step.later)) return;
      const goOn = (those: number, more: number) => {
        if (those === 0) return;
        if (step.endsTerm) tellApart(those, n + 1, 0, score + termRank(worth + more));
        else tellApart(those, n + 1, worth + more, score);
      };
      let left = some;
      for (const way of step.ways) {
        goOn(left & way.set.block(at), way.worth);
        left &= ~way.set.block(at);
      }
      goOn(left, 0);
    };
    if (found.block(at) !== 0) tellApart(found.block(at), 0, 0, 0);
  }
}

/** The best of a set by what they have of the terms of a query. */
export function best(found: Ordinals, terms: readonly TermFound[], seek: Seek, most: number): Place[] {
  const page = new Page(seek, most);
  visitScored(found, terms, (one) => page.offer(one), (score) => page.isOutOfReach(score)); // prettier-ignore
  return page.places;
}

/** How much lower ranks count less: the usual constant. */
const RANKS = 60;

/**
 * The best of what was found in two ways, joined by reciprocal rank: a cosine and the worth of words have no measure in
 * common.
 * @param near the nearest first
 */
export function bestJoined(
  found: Ordinals,
  terms: readonly TermFound[],
  near: readonly Place[],
  seek: Seek,
  most: number,
): Place[] {
  const written: Place[] = [];
  visitScored(found, terms, (one) => one.score > 0 && written.push(one), () => false); // prettier-ignore
  const joined = new Float64Array(32 * found.blocks);
  for (const ranked of [written.sort(compare), near.filter(({ ordinal }) => found.has(ordinal))])
    for (const [rank, { ordinal }] of ranked.entries()) joined[ordinal]! += 1 / (RANKS + 1 + rank);
  const page = new Page(seek, most);
  found.forEach((ordinal) => page.offer({ score: joined[ordinal]!, ordinal }));
  return page.places;
}
