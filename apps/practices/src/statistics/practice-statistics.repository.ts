import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FacetSets } from '../practice/facet-sets.js';
import { Ordinals } from '../practice/ordinals.js';
import {
  facetColumns,
  facetNames,
  practiceFilter,
  type FacetName,
  type PracticeFilterQuery,
} from '../practice/practice-filter.js';
import { PracticeIndex } from '../practice/practice-index.js';
import { listAddress, type Part } from './list-address.js';

/** The dimensions by which practices can be counted (study, Tables 3.7 to 3.11 and beyond): the facets of the list. */
export type StatisticsDimension = FacetName;
export const statisticsDimensions = facetNames;

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
  ) as p join practice_search s on s.practice_id = p.id and s.number = p.version left join practice_words w on w.ordinal = s.ordinal`;

/** A moment, or the end of a day in Brussels, as a placeholder gives it. */
const momentOf = (asOf: string, placeholder: string): string =>
  asOf.includes('T')
    ? `${placeholder}::timestamptz`
    : `((${placeholder}::date + 1)::timestamp at time zone 'Europe/Brussels' - interval '1 microsecond')`;

/** The practices with each value of a dimension; null: those without, where having none is an answer too. */
type Values = ReadonlyMap<string | null, Ordinals>;

/** What is counted, and by what. */
interface Found {
  readonly all: Ordinals;
  readonly having: (dimension: StatisticsDimension) => ReadonlyMap<string, Ordinals>;
}

function valuesIn({ all, having }: Found, dimension: StatisticsDimension, endYearsFrom = 0): Values {
  const values = new Map<string | null, Ordinals>();
  const isEarly = (code: string) => dimension === 'endDate' && Number(code) < endYearsFrom;
  for (const [code, set] of having(dimension)) {
    const key = isEarly(code) ? `before-${endYearsFrom}` : code;
    values.set(key, Ordinals.union([set, ...(values.has(key) ? [values.get(key)!] : [])]));
  }
  return facetColumns[dimension].mayBeUnanswered
    ? values
    : values.set(null, all.without(Ordinals.union([...values.values()])));
}

interface Cell {
  readonly keys: readonly (string | null)[];
  readonly count: number;
}

/** The combinations of values that some of the practices have. */
function cellsOf(among: Ordinals, [values, ...others]: readonly Values[]): Cell[] {
  const cells = [...values!].flatMap(([key, set]): Cell[] => {
    if (others.length === 0) return [{ keys: [key], count: among.sizeWith(set) }];
    return cellsOf(Ordinals.common([among, set]), others).map(({ keys, count }) => ({ keys: [key, ...keys], count }));
  });
  return cells.filter(({ count }) => count > 0);
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

/** Counts of published practices: of present ones by the sets in memory, of earlier ones by sets made for the question. */
@Injectable()
export class PracticeStatisticsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly index: PracticeIndex,
  ) {}

  async count(counting: Counting): Promise<Statistics> {
    const { by, filter, asOf, endYearsFrom } = counting;
    const found = asOf === undefined ? await this.present(filter) : await this.earlier(by, filter, asOf);
    const values = by.map((dimension) => valuesIn(found, dimension, endYearsFrom));
    const asked = questionsIn(by).map((one) => Ordinals.union([...values[by.indexOf(one)]!.values()]));
    return tableOf(counting, found.all.size, Ordinals.common([found.all, ...asked]), values);
  }

  private async present(filter: PracticeFilterQuery): Promise<Found> {
    await this.index.look();
    return { all: await this.index.found(filter), having: (dimension) => this.index.having(dimension) };
  }

  private async earlier(by: readonly StatisticsDimension[], filter: PracticeFilterQuery, asOf: string): Promise<Found> {
    const { sql, parameters } = practiceFilter(filter, 2);
    const rows = await this.dataSource.query<{ codes: string }[]>(
      `select ${FacetSets.sql(by)} as codes from ${foundAt(momentOf(asOf, '$1'))} where ${sql}`,
      [asOf, ...parameters],
    );
    const [all, sets] = [Ordinals.none(), new FacetSets(by)];
    for (const [n, { codes }] of rows.entries()) {
      all.add(n);
      sets.add(n, codes);
    }
    return { all, having: (dimension) => sets.of(dimension) };
  }
}

function tableOf({ by, filter, asOf }: Counting, all: number, based: Ordinals, values: readonly Values[]): Statistics {
  const base = based.size;
  const questions = questionsIn(by);
  // A list shows what is public now.
  const listOf = (part: Part) => (asOf === undefined ? listAddress(filter, part) : null);
  const part = (dimensions: readonly StatisticsDimension[], cells: readonly Cell[]) =>
    cells
      .map(({ keys, count }) => {
        const key = Object.fromEntries(dimensions.map((dimension, index) => [dimension, keys[index]!]));
        const list = listOf({ key, answered: questions.filter((one) => !dimensions.includes(one)) });
        return { key, count, percent: percentOf(count, base), list };
      })
      .sort((a, b) => b.count - a.count || byKeys(dimensions.map((one) => [a.key[one]!, b.key[one]!])));
  const rows = part(by, cellsOf(based, values));
  const margins = by.map((dimension, index) => {
    const margin = part([dimension], cellsOf(based, [values[index]!]));
    return [dimension, margin.map((row) => ({ ...row, key: row.key[dimension]! }))] as const;
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
