import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  LABEL_CODE,
  practiceFilter,
  SEEN_BY_ALL,
  type PracticeFilterQuery,
  type SqlFilter,
} from '../practice/practice-filter.js';
import { FOUND } from '../practice/practice-search.js';

/** What a practice says by one dimension. */
interface Counted {
  /** Its values as an array, on `FOUND` and `asked`; null among them where having none is an answer of its own. */
  readonly values: string;
  /** Whether a practice without a value has given no answer, and so is not in the base. */
  readonly mayBeUnanswered: boolean;
}

const answers = (column: string): Counted => ({ values: column, mayBeUnanswered: true });
const state = (expression: string): Counted => ({ values: `array[${expression}]`, mayBeUnanswered: false });

/** The dimensions by which practices can be counted (study, Tables 3.7 to 3.11 and beyond). */
const countedBy = {
  country: {
    values: `case when cardinality(s.countries) = 0 then array[null]::text[] else s.countries end`,
    mayBeUnanswered: false,
  },
  range: state('s.range'),
  endDate: state(`case when s.ongoing then 'continuing'
                       when left(s.period_end, 4)::integer < asked.year then 'before-' || asked.year
                       else left(s.period_end, 4) end`),
  aim: answers('s.aims'),
  fundingSource: answers('s.funding_sources'),
  dimension: answers('s.dimensions'),
  theme: answers('s.themes'),
  targetGroup: answers('s.target_groups'),
  label: state(LABEL_CODE),
  organiserKind: state('s.organiser_kind'),
  partnerKind: answers('s.partner_kinds'),
  evaluation: state('s.evaluation'),
  replicated: state('s.replicated'),
  basicPrinciple: answers('s.basic_principles'),
} as const satisfies Record<string, Counted>;
export type StatisticsDimension = keyof typeof countedBy;
export const statisticsDimensions = Object.keys(countedBy) as StatisticsDimension[];

/** One cell of a table: `percent` of the base, one decimal, half up. */
export interface StatisticsRow {
  readonly key: Readonly<Record<string, string | null>>;
  readonly count: number;
  readonly percent: number;
}

/** One line of a margin. */
export interface StatisticsMargin {
  readonly key: string | null;
  readonly count: number;
  readonly percent: number;
}

export interface Statistics {
  readonly base: number;
  readonly unanswered: number;
  readonly dimensions: readonly StatisticsDimension[];
  readonly rows: readonly StatisticsRow[];
  /** By one dimension: responses and practices. By two: the margin of each. */
  readonly totals:
    { readonly count: number; readonly practices: number } | Readonly<Record<string, readonly StatisticsMargin[]>>;
}

/**
 * The statement that counts cells, margins, the base and the total at once, in one snapshot. $1: first single year of
 * ends.
 */
function countingSql(by: readonly StatisticsDimension[], filter: SqlFilter): string {
  const keys = by.map((_, index) => `k${index}`);
  const lists = by.map((dimension, index) => `${countedBy[dimension].values} as a${index}`);
  const asked = by.flatMap((dimension, index) =>
    countedBy[dimension].mayBeUnanswered ? [`cardinality(a${index}) > 0`] : [],
  );
  const answered = asked.length > 0 ? asked.join(' and ') : 'true';
  const margins = keys.length > 1 ? keys.map((key) => `, (${key})`).join('') : '';
  return `
    with asked as (
      select $1::integer as year
    ), counted as materialized (
      select s.practice_id, ${lists.join(', ')} from ${FOUND} cross join asked where ${SEEN_BY_ALL} and ${filter.sql}
    ), cell as (
      select practice_id, ${keys.join(', ')}
        from counted ${keys.map((key, index) => `cross join lateral unnest(a${index}) as ${key}`).join(' ')} where ${answered}
    )
    select grouping(${keys.join(', ')}) as missing, ${keys.join(', ')}, count(distinct practice_id)::integer as count
      from cell group by grouping sets ((${keys.join(', ')})${margins})
    union all
    select -1, ${keys.map(() => 'null').join(', ')}, count(*)::integer from counted
    union all
    select -2, ${keys.map(() => 'null').join(', ')}, count(*)::integer from counted where ${answered}`;
}

interface CountedRow {
  /** Bits of the dimensions that a margin sums over; 0: a cell; -1: all counted practices; -2: the base. */
  missing: number;
  k0: string | null;
  k1?: string | null;
  count: number;
}

/** Whole tenths of a percent, rounded half up with integers, so that no binary fraction decides. */
export const percentOf = (count: number, base: number): number =>
  base === 0 ? 0 : Math.floor((2000 * count + base) / (2 * base)) / 10;

const byKey = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;

/** Counts of published practices. */
@Injectable()
export class PracticeStatisticsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Counts by one or two dimensions. `endYearsFrom` combines the earlier years of `endDate` as `before-<year>`. */
  async count(
    by: readonly StatisticsDimension[],
    filter: PracticeFilterQuery,
    endYearsFrom?: number,
  ): Promise<Statistics> {
    const where = practiceFilter(filter, 2);
    const parameters = [endYearsFrom ?? null, ...where.parameters];
    const counted = await this.dataSource.query<CountedRow[]>(countingSql(by, where), parameters);
    return tableOf(by, counted);
  }
}

function tableOf(by: readonly StatisticsDimension[], counted: readonly CountedRow[]): Statistics {
  const all = counted.find((row) => row.missing === -1)?.count ?? 0;
  const base = counted.find((row) => row.missing === -2)?.count ?? 0;
  const cells = counted
    .filter((row) => row.missing === 0)
    .sort((a, b) => b.count - a.count || byKey(a.k0, b.k0) || byKey(a.k1 ?? null, b.k1 ?? null));
  const rows = cells.map(({ k0, k1, count }) => ({
    key: Object.fromEntries(by.map((dimension, index) => [dimension, index === 0 ? k0 : (k1 ?? null)])),
    count,
    percent: percentOf(count, base),
  }));
  return { base, unanswered: all - base, dimensions: by, rows, totals: totalsOf(by, counted, base) };
}

function totalsOf(
  by: readonly StatisticsDimension[],
  counted: readonly CountedRow[],
  base: number,
): Statistics['totals'] {
  if (by.length === 1) {
    const responses = counted.filter((row) => row.missing === 0).reduce((sum, row) => sum + row.count, 0);
    return { count: responses, practices: base };
  }
  // grouping() has the bit of the first dimension on the left: 1 sums over the second, 2 over the first.
  const margin = (missing: number, keyOf: (row: CountedRow) => string | null) =>
    counted
      .filter((row) => row.missing === missing)
      .map((row) => ({ key: keyOf(row), count: row.count, percent: percentOf(row.count, base) }))
      .sort((a, b) => b.count - a.count || byKey(a.key, b.key));
  return { [by[0]!]: margin(1, (row) => row.k0), [by[1]!]: margin(2, (row) => row.k1 ?? null) };
}
