import { criteria, labelRule, type Criterion } from '#contracts';
import type { Scores } from './criteria.js';

/** What the label is computed from. */
export interface Judgement {
  readonly id: string;
  /** Each principal is one assessor. */
  readonly assessorId: string;
  /** The assessor's member at that time. */
  readonly memberId: string | null;
  /** The version that was assessed. */
  readonly version: number;
  readonly scores: Scores;
}

/** The good-practice label of a practice, with everything that it is based on. */
export interface Label {
  readonly awarded: boolean;
  /** RFC 3339, UTC; null: not awarded at present. */
  readonly since: string | null;
  readonly explanation: {
    readonly rule: string;
    /** Number of persons whose assessments count. */
    readonly assessors: number;
    /**
     * Null if there are fewer assessors than the rule requires: it would show the scores of one person to others before
     * they assess.
     */
    readonly medians: Readonly<Record<Criterion, number | null>>;
    /** What prevents the label: `assessors` alone, or criteria whose median is too low. */
    readonly missing: readonly ('assessors' | Criterion)[];
    /** The assessments that count, and the version of each. */
    readonly assessments: readonly { readonly id: string; readonly version: number }[];
  };
}

const RULE = `At least ${labelRule.assessors} assessments by different persons, none of the owner's member, and a median of ${labelRule.median} or more on every criterion.`;

/** The data of a practice that its label needs. */
interface Labelled {
  /** A {@link Label} as it was stored; null: nobody has assessed it. */
  readonly label: object | null;
  readonly ownerMemberId: string | null;
  readonly updatedAt: Date;
}

/** The label of a practice at present. */
export const labelOn = ({ label, ownerMemberId, updatedAt }: Labelled): Label =>
  (label as Label | null) ?? labelOf([], ownerMemberId, null, updatedAt);

/** The middle of an odd number of values, the mean of the two middle ones of an even number; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/**
 * The label by the present assessments. It keeps the time of its award for as long as it is awarded.
 * @param given present assessments; those from the owner's member do not count
 * @param before the label so far
 */
export function labelOf(
  given: readonly Judgement[],
  ownerMemberId: string | null,
  before: Label | null,
  at: Date,
): Label {
  const counting = given.filter(({ memberId }) => memberId === null || memberId !== ownerMemberId);
  const assessors = new Set(counting.map(({ assessorId }) => assessorId)).size;
  const isEnough = assessors >= labelRule.assessors;
  const medianOf = (criterion: Criterion) =>
    isEnough ? median(counting.map(({ scores }) => scores[criterion].score)) : null;
  const medians = Object.fromEntries(criteria.map((name) => [name, medianOf(name)])) as Record<
    Criterion,
    number | null
  >;
  const missing = isEnough
    ? criteria.filter((name) => (medians[name] ?? 0) < labelRule.median)
    : (['assessors'] as const);
  const awarded = missing.length === 0;
  return {
    awarded,
    since: awarded ? (before?.since ?? at.toISOString()) : null,
    explanation: {
      rule: RULE, assessors, medians, missing,
      assessments: counting.map(({ id, version }) => ({ id, version })),
    }, // prettier-ignore
  };
}
