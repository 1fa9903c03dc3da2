import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Seek } from '#database';
import { hasRole, type Principal } from '#identity';
import { notValid, Problem } from '#problems';
import { postgres, type PostgresType } from '#validation';
import type { LanguageMap } from '../fact-sheet/fact-sheet.js';
import {
  facetColumns,
  practiceFilter,
  type FacetName,
  SEEN_BY_ALL,
  type PracticeFilterQuery,
  type PracticeSort,
} from './practice-filter.js';
import { FOUND, PRACTICES, searchRank } from './practice-search.js';
import { toPracticeView, type Reading } from './http/practice.dto.js';
import { notForAll } from './practice.errors.js';
import { PracticeRows, type Row } from './practice.rows.js';
import { inLanguages } from './public-practices.js';
import type { PracticeState } from './practice.workflow.js';
import { dueKey, queueConditions, WAITING_SINCE, type WorkQueue } from './work-queue.js';

/** What is listed, for whom, and in which order. */
export interface PracticeSelection {
  readonly filter: PracticeFilterQuery;
  /** States of the versions that are listed; `published` alone is what everyone may see. */
  readonly states: readonly PracticeState[];
  readonly sort: PracticeSort;
  /** Narrows the list to tasks and to what waits for somebody. */
  readonly queue?: WorkQueue;
  readonly by: Principal;
}

/** One version of one practice, as a list shows it. */
export interface Listed {
  readonly id: string;
  /** JSON of a `PracticeView` in a reader's languages; undefined: in all. */
  readonly json: (reading: Reading | undefined) => string;
  /** Its place in the list, as in cursors. */
  readonly place: readonly [key: string, id: string, number: number];
}

/** A practice on the map. */
export interface Point {
  readonly id: string;
  readonly title: LanguageMap;
  readonly place: string;
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
}

/** By facet: codes, and how many practices of the list have each. */
export type Facets = Readonly<Partial<Record<FacetName, readonly { readonly code: string; readonly count: number }[]>>>;

/** Numbers placeholders while a query is put together. */
class Parameters {
  readonly values: unknown[] = [];

  add(...values: readonly unknown[]): string {
    this.values.push(...values);
    return `$${this.values.length}`;
  }
}

/**
 * The same key, hidden from indexes. A search finds rows by their words and then sorts them: reading a list in order
 * until enough rows match would read all of it for rare words.
 */
const apart = {
  timestamptz: (key: string) => `(${key} + interval '0')`,
  text: (key: string) => `(${key} || '')`,
  integer: (key: string) => `(${key} + 0)`,
  'double precision': (key: string) => key,
} as const;

interface SortRule {
  readonly type: keyof typeof apart;
  /** What a cursor's key must be before it reaches the database. */
  readonly key: PostgresType;
  readonly direction: 'asc' | 'desc';
  /** The id beside the key in its index. */
  readonly id: 'p.id' | 's.practice_id';
}

const sorts: Readonly<Record<PracticeSort, SortRule>> = {
  published: { type: 'timestamptz', key: postgres.timestamptz, direction: 'desc', id: 'p.id' },
  updated: { type: 'timestamptz', key: postgres.timestamptz, direction: 'desc', id: 's.practice_id' },
  submitted: { type: 'timestamptz', key: postgres.timestamptz, direction: 'asc', id: 's.practice_id' },
  due: { type: 'text', key: postgres.text, direction: 'asc', id: 's.practice_id' },
  title: { type: 'text', key: postgres.text, direction: 'asc', id: 's.practice_id' },
  started: { type: 'text', key: postgres.text, direction: 'desc', id: 's.practice_id' },
  adoptions: { type: 'integer', key: postgres.integer, direction: 'desc', id: 'p.id' },
  relevance: { type: 'double precision', key: postgres.doublePrecision, direction: 'desc', id: 's.practice_id' },
};

/** Lists of practices: searched, filtered and continued from a cursor that holds a place, not a count of rows. */
@Injectable()
export class PracticeListRepository {
  private readonly rows: PracticeRows;

  constructor(private readonly dataSource: DataSource) {
    this.rows = new PracticeRows(dataSource);
  }

  /**
   * Up to `most` rows, nearest to the place first.
   * @throws {Problem} 401, 403 when the caller may not see the states; 422 for `relevance` without `q`
   */
  async page(selection: PracticeSelection, seek: Seek, most: number): Promise<Listed[]> {
    const { sort, filter } = selection;
    const { type, direction, id: idColumn } = sorts[sort];
    const order = seek.order(direction);
    const parameters = new Parameters();
    const where = [conditions(selection, parameters)];
    const key = filter.q?.trim()
      ? apart[type](sortKey(selection, filter.q, parameters))
      : sortKey(selection, filter.q, parameters);
    if (seek.place) {
      const [value, id, number] = seek.place;
      const operator = seek.operator(direction);
      const place = `${parameters.add(value)}::${type}, ${parameters.add(id)}::uuid`;
      // Stated twice: the first condition is on one table alone, so that an index leads straight to the place.
      where.push(`(${key}, ${idColumn}) ${operator.charAt(0)}= (${place})`);
      where.push(`(${key}, ${idColumn}, s.number) ${operator} (${place}, ${parameters.add(number)}::integer)`);
    }
    const isSent = isOfAll(selection) && !mayChangeSome(selection.by);
    const rows = await this.dataSource.query<Record<string, unknown>[]>(
      `select ${isSent ? 'f.body' : this.rows.columns}, s.practice_id as id, s.number, ${key} as key
         from ${isSent && sort !== 'submitted' ? FOUND : PRACTICES}${isSent ? ' join public_practice f on f.practice_id = s.practice_id' : ''}
        where ${where.join(' and ')}
        order by ${key} ${order}, ${idColumn} ${order}, s.number ${order} limit ${parameters.add(most)}`,
      parameters.values,
    );
    return rows.map((row): Listed => ({
      id: row['id'] as string,
      json: isSent ? sent(row['body'] as string) : this.shown(row, selection.by),
      place: [placeKey(row['key']), row['id'] as string, row['number'] as number],
    }));
  }

  async count(selection: PracticeSelection): Promise<number> {
    const parameters = new Parameters();
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `select count(*)::integer as n from ${needed(selection)} where ${conditions(selection, parameters)}`,
      parameters.values,
    );
    return row?.n ?? 0;
  }

  /**
   * How many practices of the list have each code, the most frequent first. A facet ignores its own filter, so that the
   * other choices stay visible.
   */
  async facets(selection: PracticeSelection, names: readonly FacetName[]): Promise<Facets> {
    const counted = names.map(async (name) => {
      const filter: PracticeFilterQuery = Object.assign({}, selection.filter, { [name]: undefined });
      const parameters = new Parameters();
      const rows = await this.dataSource.query<{ code: string; count: number }[]>(
        `select code, count(distinct practice_id)::integer as count
           from (select s.practice_id, ${facetColumns[name].values} as code
                   from ${needed(selection)} where ${conditions({ ...selection, filter }, parameters)}) as found
          where code is not null group by code order by count desc, code`,
        parameters.values,
      );
      return [name, rows] as const;
    });
    return Object.fromEntries(await Promise.all(counted));
  }

  /** Published practices with a place on the map, by id. */
  points(filter: PracticeFilterQuery, seek: Seek, most: number): Promise<Point[]> {
    const { where, orderBy, values } = seek.sql({ 'p.id': 'uuid' }, 1);
    const { sql, parameters } = practiceFilter(filter, 3);
    return this.dataSource.query<Point[]>(
      `select p.id, v.fact_sheet -> 'title' as title, v.fact_sheet #>> '{place,name}' as place,
              (v.fact_sheet #>> '{place,latitude}')::float8 as latitude, (v.fact_sheet #>> '{place,longitude}')::float8 as longitude
         from ${PRACTICES}
        where ${SEEN_BY_ALL} and ${sql} and ${where}
          and v.fact_sheet #> '{place,latitude}' is not null and v.fact_sheet #> '{place,longitude}' is not null
        order by ${orderBy} limit $2`,
      [...values, most, ...parameters],
    );
  }

  private shown(row: Row, by: Principal): Listed['json'] {
    const [practice, version] = [this.rows.practice(row), this.rows.version(row)];
    return (reading) => JSON.stringify(toPracticeView(practice, version, by, reading));
  }
}

const sent =
  (body: string): Listed['json'] =>
  (reading) =>
    reading ? inLanguages(body, reading) : body;

/** Whether the caller may see more of some practices than everyone sees. */
const mayChangeSome = (by: Principal): boolean =>
  hasRole(by, 'steering') || (by.memberId !== undefined && hasRole(by, 'member-editor'));

/** Only states in work and queues need the versions. */
const needed = (selection: PracticeSelection): string => (isOfAll(selection) ? FOUND : PRACTICES);

const isOfAll = ({ states, queue }: Pick<PracticeSelection, 'states' | 'queue'>): boolean =>
  states.length === 1 && states[0] === 'published' && !queue;

/** @throws {Problem} 401, 403 when the caller may not see the states */
function conditions({ filter, states, queue, by }: PracticeSelection, parameters: Parameters): string {
  const { sql, parameters: values } = practiceFilter(filter, parameters.values.length + 1);
  parameters.add(...values);
  const gone: PracticeState[] = states.filter((state) => state === 'withdrawn' || state === 'merged');
  const kinds = [
    ...(states.includes('published') ? ['s.shown'] : []),
    ...(gone.length > 0
      ? [
          `(p.status = any(${parameters.add(gone)}::text[]) and s.number = coalesce(p.published_version, p.work_version))`,
        ]
      : []),
  ];
  const inWork = states.filter((state) => state !== 'published' && !gone.includes(state));
  if (inWork.length > 0) kinds.push(`(s.number = p.work_version and v.state = any(${parameters.add(inWork)}::text[]))`);
  const ownOnly = states.some((state) => state !== 'published') ? own(by, parameters) : undefined;
  const listed = isOfAll({ states }) ? SEEN_BY_ALL : `(${kinds.join(' or ')})`;
  const queued = queue ? queueConditions(queue, by, (value) => parameters.add(value)) : [];
  return [listed, ...queued, ...(ownOnly ? [`(${SEEN_BY_ALL} or ${ownOnly})`] : []), sql].join(' and ');
}

/** Whose versions in work the caller may list; undefined for all. */
function own(by: Principal, parameters: Parameters): string | undefined {
  if (by.kind === 'anonymous')
    throw new Problem('identity.missing', 401, 'Listing by this status requires a credential.');
  if (hasRole(by, 'steering')) return undefined;
  if (by.memberId === undefined || !hasRole(by, 'member-editor')) throw notForAll();
  return `p.owner_member_id = ${parameters.add(by.memberId)}::uuid`;
}

function sortKey(
  { sort, states, queue, by }: PracticeSelection,
  q: string | undefined,
  parameters: Parameters,
): string {
  switch (sort) {
    case 'published':
      // The first publication never changes, so nothing moves while a reader pages. Without one, the creation counts.
      return states.every((state) => state === 'published')
        ? 'p.published_at'
        : 'coalesce(p.published_at, p.created_at)';
    case 'updated':
      return 's.updated_at';
    case 'submitted':
      return WAITING_SINCE;
    case 'title':
      return 's.sort_title';
    case 'started':
      return `coalesce(s.period_start, '')`;
    case 'adoptions':
      return 'p.adoption_count';
    case 'due':
      return dueKey(queue, by, (value) => parameters.add(value));
    case 'relevance': {
      if (q === undefined || q.trim() === '') {
        throw notValid([{ pointer: '/sort', code: 'sort', detail: 'Sorting by relevance requires words in `q`.' }]);
      }
      return searchRank(q, (value) => parameters.add(value));
    }
  }
}

const placeKey = (key: unknown): string => (key instanceof Date ? key.toISOString() : String(key));

/** How the list in an order is called in cursors, and what these hold. */
export const placesOf = (sort: PracticeSort) => ({
  list: `practices:${sort}`,
  types: [sorts[sort].key, postgres.uuid, postgres.integer],
});
