import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  facetColumns,
  facetNames,
  practiceFilter,
  SEEN_BY_ALL,
  type FacetName,
  type PracticeFilterQuery,
  type SqlFilter,
} from '../practice/practice-filter.js';
import { FOUND } from '../practice/practice-search.js';
import { listAddress } from './list-address.js';

/** The dimensions by which practices can be counted (study, Tables 3.7 to 3.11 and beyond): the facets of the list. */
export type StatisticsDimension = FacetName;
export const statisticsDimensions = facetNames;

/** The values of a practice as an array, on `FOUND` and `asked`; null among them where having none is an answer too. */
function valuesBy(dimension: StatisticsDimension): string {
  const { list, mayBeUnanswered, values } = facetColumns[dimension];
  if (dimension === 'endDate') {
    return `array[case when not s.ongoing and left(s.period_end, 4)::integer < asked.year then 'before-' || asked.year else ${values} end]`;
  }
  return mayBeUnanswered ? list : `coalesce(nullif(${list}, '{}'), array[null]::text[])`;
}

const questionsIn = (by: readonly StatisticsDimension[]) => by.filter((one) => facetColumns[one].mayBeUnanswered);

/** One cell of a table: `percent` of the base, one decimal, half up. */
export interface StatisticsRow {
  readonly key: Readonly<Record<string, string | null>>;
  readonly count: number;
  readonly percent: number;
  /** The address of the list of these practices. */
  readonly list: string;
}

/** One line of a margin. */
export interface StatisticsMargin {
  readonly key: string | null;
  readonly count: number;
  readonly percent: number;
  readonly list: string;
}

export interface Statistics {
  readonly base: number;
  readonly unanswered: number;
  readonly dimensions: readonly StatisticsDimension[];
  readonly rows: readonly StatisticsRow[];
  /** By one dimension: responses and practices. By several: the margin of each. */
  readonly totals:
    | { readonly count: number; readonly practices: number; readonly list: string }
    | Readonly<Record<string, readonly StatisticsMargin[]>>;
  /** The addresses of the lists of the base and of the unanswered; null: no list shows them. */
  readonly lists: { readonly base: string; readonly unanswered: string | null };
}

/**
 * The statement that counts cells, margins, the base and the total at once, in one snapshot. $1: first single year of
 * ends.
 */
function countingSql(by: readonly StatisticsDimension[], filter: SqlFilter): string {
  const keys = by.map((_, index) => `k${index}`);
  const lists = by.map((dimension, index) => `${valuesBy(dimension)} as a${index}`);
  const asked = questionsIn(by).map((dimension) => `cardinality(a${by.indexOf(dimension)}) > 0`);
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

/** One row of the statement, with a key `k0`, `k1`, … for each dimension. */
interface CountedRow {
  /** Bits of the dimensions that a margin sums over; 0: a cell; -1: all counted practices; -2: the base. */
  readonly missing: number;
  readonly count: number;
  readonly [key: `k${number}`]: string | null;
}

/** Whole tenths of a percent, rounded half up with integers, so that no binary fraction decides. */
export const percentOf = (count: number, base: number): number =>
  base === 0 ? 0 : Math.floor((2000 * count + base) / (2 * base)) / 10;

const byKey = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;
const byKeys = (pairs: readonly (readonly [string | null, string | null])[]): number =>
  pairs.reduce((order, [a, b]) => order || byKey(a, b), 0);

/** Counts of published practices. */
@Injectable()
export class PracticeStatisticsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Counts by dimensions. `endYearsFrom` combines the earlier years of `endDate` as `before-<year>`. */
  async count(
    by: readonly StatisticsDimension[],
    filter: PracticeFilterQuery,
    endYearsFrom?: number,
  ): Promise<Statistics> {
    const where = practiceFilter(filter, 2);
    const parameters = [endYearsFrom ?? null, ...where.parameters];
    return tableOf(by, filter, await this.dataSource.query<CountedRow[]>(countingSql(by, where), parameters));
  }
}

function tableOf(
  by: readonly StatisticsDimension[],
  filter: PracticeFilterQuery,
  counted: readonly CountedRow[],
): Statistics {
  const all = counted.find(({ missing }) => missing === -1)?.count ?? 0;
  const base = counted.find(({ missing }) => missing === -2)?.count ?? 0;
  const questions = questionsIn(by);
  const part = (missing: number, dimensions: readonly StatisticsDimension[]) =>
    counted
      .filter((row) => row.missing === missing)
      .map((row) => {
        const key = Object.fromEntries(
          dimensions.map((dimension) => [dimension, row[`k${by.indexOf(dimension)}`] ?? null]),
        );
        const list = listAddress(filter, { key, answered: questions.filter((one) => !dimensions.includes(one)) });
        return { key, count: row.count, percent: percentOf(row.count, base), list };
      })
      .sort((a, b) => b.count - a.count || byKeys(dimensions.map((one) => [a.key[one]!, b.key[one]!])));
  const rows = part(0, by);
  // grouping() has the bit of the first dimension on the left.
  const margins = by.map((dimension, index) => {
    const margin = part((1 << by.length) - 1 - (1 << (by.length - 1 - index)), [dimension]);
    return [dimension, margin.map((row) => ({ ...row, key: row.key[dimension] ?? null }))] as const;
  });
  const lists = {
    base: listAddress(filter, { answered: questions }),
    unanswered: unansweredList(filter, questions),
  };
  const responses = rows.reduce((sum, { count }) => sum + count, 0);
  return {
    base,
    unanswered: all - base,
    dimensions: by,
    rows,
    totals:
      by.length > 1
        ? Object.fromEntries<readonly StatisticsMargin[]>(margins)
        : { count: responses, practices: base, list: lists.base },
    lists,
  };
}

function unansweredList(filter: PracticeFilterQuery, questions: readonly StatisticsDimension[]): string | null {
  const [only, ...others] = questions;
  if (only !== undefined && others.length === 0) return listAddress(filter, { key: { [only]: null } });
  // A list is narrowed by one such condition: its own would be lost.
  return only === undefined || filter.unanswered ? null : listAddress(filter, { unanswered: questions });
}
