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
import { listAddress, type Part } from './list-address.js';

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
  /** The address of the list of these practices; null for an earlier moment. */
  readonly list: string | null;
}

/** One line of a margin. */
export interface StatisticsMargin {
  readonly key: string | null;
  readonly count: number;
  readonly percent: number;
  readonly list: string | null;
}

export interface Statistics {
  readonly base: number;
  readonly unanswered: number;
  readonly dimensions: readonly StatisticsDimension[];
  readonly rows: readonly StatisticsRow[];
  /** By one dimension: responses and practices. By several: the margin of each. */
  readonly totals:
    | { readonly count: number; readonly practices: number; readonly list: string | null }
    | Readonly<Record<string, readonly StatisticsMargin[]>>;
  /** The addresses of the lists of the base and of the unanswered; null: no list shows them. */
  readonly lists: { readonly base: string | null; readonly unanswered: string | null };
}

/**
 * `FOUND` as everyone saw it at a moment: the versions that were public then, with the label they had. The steps of the
 * history tell it, which an erasure only adds to and a restored database keeps.
 */
const foundAt = (moment: string): string => `(
    select p.id, p.owner_member_id, shown.version, jsonb_build_object('awarded', coalesce(judged.kind = 'label', false)) as label
      from (select distinct on (practice_id) practice_id, version, kind from practice_step
             where kind in ('publish', 'takeOver', 'reverseMerger', 'merge', 'withdraw') and at <= ${moment}
             order by practice_id, revision desc) as shown
      join practice p on p.id = shown.practice_id and p.published_at <= ${moment}
      left join (select distinct on (practice_id) practice_id, kind from practice_step
                  where kind in ('label', 'label-lost') and at <= ${moment}
                  order by practice_id, revision desc) as judged on judged.practice_id = shown.practice_id
     where shown.kind not in ('merge', 'withdraw')
  ) as p join practice_search s on s.practice_id = p.id and s.number = p.version`;

/** A moment, or the end of a day in Brussels, as a placeholder gives it. */
const momentOf = (asOf: string, placeholder: string): string =>
  asOf.includes('T')
    ? `${placeholder}::timestamptz`
    : `((${placeholder}::date + 1)::timestamp at time zone 'Europe/Brussels' - interval '1 microsecond')`;

/**
 * The statement that counts cells, margins, the base and the total at once, in one snapshot. $1: first single year of
 * ends.
 * @param found what is counted, and on which condition
 */
function countingSql(by: readonly StatisticsDimension[], found: string, filter: SqlFilter): string {
  const keys = by.map((_, index) => `k${index}`);
  const lists = by.map((dimension, index) => `${valuesBy(dimension)} as a${index}`);
  const asked = questionsIn(by).map((dimension) => `cardinality(a${by.indexOf(dimension)}) > 0`);
  const answered = asked.length > 0 ? asked.join(' and ') : 'true';
  const margins = keys.length > 1 ? keys.map((key) => `, (${key})`).join('') : '';
  return `
    with asked as (
      select $1::integer as year
    ), counted as materialized (
      select s.practice_id, ${lists.join(', ')} from ${found} and ${filter.sql}
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

/** What is counted. */
export interface Counting {
  readonly by: readonly StatisticsDimension[];
  readonly filter: PracticeFilterQuery;
  /** Combines the earlier years of `endDate` as `before-<year>`. */
  readonly endYearsFrom?: number;
  /** A moment (RFC 3339), or a day, which counts as its end in Brussels. Unset: now. */
  readonly asOf?: string;
}

/** Counts of published practices. */
@Injectable()
export class PracticeStatisticsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async count(counting: Counting): Promise<Statistics> {
    const { by, filter, endYearsFrom = null, asOf } = counting;
    const first = asOf === undefined ? [endYearsFrom] : [endYearsFrom, asOf];
    const where = practiceFilter(filter, first.length + 1);
    const found =
      asOf === undefined
        ? `${FOUND} cross join asked where ${SEEN_BY_ALL}`
        : `${foundAt(momentOf(asOf, '$2'))} cross join asked where true`;
    const sql = countingSql(by, found, where);
    return tableOf(counting, await this.dataSource.query<CountedRow[]>(sql, [...first, ...where.parameters]));
  }
}

function tableOf({ by, filter, asOf }: Counting, counted: readonly CountedRow[]): Statistics {
  const all = counted.find(({ missing }) => missing === -1)?.count ?? 0;
  const base = counted.find(({ missing }) => missing === -2)?.count ?? 0;
  const questions = questionsIn(by);
  // A list shows what is public now.
  const listOf = (part: Part) => (asOf === undefined ? listAddress(filter, part) : null);
  const part = (missing: number, dimensions: readonly StatisticsDimension[]) =>
    counted
      .filter((row) => row.missing === missing)
      .map((row) => {
        const key = Object.fromEntries(
          dimensions.map((dimension) => [dimension, row[`k${by.indexOf(dimension)}`] ?? null]),
        );
        const list = listOf({ key, answered: questions.filter((one) => !dimensions.includes(one)) });
        return { key, count: row.count, percent: percentOf(row.count, base), list };
      })
      .sort((a, b) => b.count - a.count || byKeys(dimensions.map((one) => [a.key[one]!, b.key[one]!])));
  const rows = part(0, by);
  // grouping() has the bit of the first dimension on the left.
  const margins = by.map((dimension, index) => {
    const margin = part((1 << by.length) - 1 - (1 << (by.length - 1 - index)), [dimension]);
    return [dimension, margin.map((row) => ({ ...row, key: row.key[dimension] ?? null }))] as const;
  });
  const lists = { base: listOf({ answered: questions }), unanswered: listOfUnanswered() };
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

  function listOfUnanswered(): string | null {
    const [only, ...others] = questions;
    if (only !== undefined && others.length === 0) return listOf({ key: { [only]: null } });
    // A list is narrowed by one such condition: its own would be lost.
    return only === undefined || filter.unanswered ? null : listOf({ unanswered: questions });
  }
}
