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

/** The dimensions by which practices can be counted (study, Tables 3.7 to 3.11 and beyond). */
export const statisticsDimensions = [
  'country',
  'range',
  'endDate',
  'aim',
  'fundingSource',
  'dimension',
  'theme',
  'targetGroup',
  'label',
] as const;
export type StatisticsDimension = (typeof statisticsDimensions)[number];

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

/** Questions that allow several answers or none: practices without an answer are not in the base. */
const multiResponse: Readonly<Partial<Record<StatisticsDimension, string>>> = {
  aim: 'aims',
  fundingSource: 'funding_sources',
  dimension: 'dimensions',
  theme: 'themes',
  targetGroup: 'target_groups',
};

/** The set of values of one practice; null if having no value is an answer of its own. */
function valuesOf(dimension: StatisticsDimension): string {
  switch (dimension) {
    case 'country':
      return `select unnest(case when cardinality(v.countries) = 0 then array[null]::text[] else v.countries end)`;
    case 'range':
      return `select v.range`;
    case 'endDate':
      return `select case when v.ongoing then 'continuing'
                          when left(v.period_end, 4)::integer < asked.year then 'before-' || asked.year
                          else left(v.period_end, 4) end`;
    case 'label':
      return `select v.label`;
    case 'aim':
    case 'fundingSource':
    case 'dimension':
    case 'theme':
    case 'targetGroup':
      return `select unnest(v.${multiResponse[dimension]})`;
  }
}

/**
 * The statement that counts cells, margins, the base and the total at once, in one snapshot. $1: first single year of
 * ends.
 */
function countingSql(by: readonly StatisticsDimension[], filter: SqlFilter): string {
  const keys = by.map((_, index) => `k${index}`);
  const answered = by
    .flatMap((dimension) => multiResponse[dimension] ?? [])
    .map((list) => `cardinality(s.${list}) > 0`);
  const laterals = by.map((dimension, index) => `cross join lateral (${valuesOf(dimension)}) as d${index}(k${index})`);
  const margins = keys.length > 1 ? keys.map((key) => `, (${key})`).join('') : '';
  return `
    with asked as (
      select $1::integer as year
    ), counted as materialized (
      select s.practice_id, (${answered.length > 0 ? answered.join(' and ') : 'true'}) as answered,
             s.countries, s.range, s.ongoing, s.period_end, s.aims, s.funding_sources, s.dimensions, s.themes, s.target_groups,
             ${LABEL_CODE} as label
        from ${FOUND}
       where ${SEEN_BY_ALL} and ${filter.sql}
    ), cell as (
      select v.practice_id, ${keys.join(', ')} from asked cross join counted v ${laterals.join(' ')} where v.answered
    )
    select grouping(${keys.join(', ')}) as missing, ${keys.join(', ')}, count(distinct practice_id)::integer as count
      from cell group by grouping sets ((${keys.join(', ')})${margins})
    union all
    select -1, ${keys.map(() => 'null').join(', ')}, count(*)::integer from counted
    union all
    select -2, ${keys.map(() => 'null').join(', ')}, count(*)::integer from counted where answered`;
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
