import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Language } from '#contracts';
import type { Seek } from '#database';
import { hasRole, type Principal } from '#identity';
import { notValid, Problem } from '#problems';
import { postgres, type PostgresType } from '#validation';
import type { LanguageMap } from '../fact-sheet/fact-sheet.js';
import { Readings } from '../reading/readings.js';
import type { ListedVersion } from './highlights.js';
import { NearInMeaning, type Near } from './near-in-meaning.js';
import { Ordinals } from './ordinals.js';
import {
  countedColumns,
  filterConditions,
  hasWords,
  isFiltering,
  type CountedName,
  SEEN_BY_ALL,
  type PracticeFilterQuery,
  type PracticeSort,
} from './practice-filter.js';
import { PracticeIndex } from './practice-index.js';
import { best, bestJoined, type Place } from './practice-ranking.js';
import {
  FOUND,
  isExact,
  PRACTICES,
  SEARCHED,
  searchCondition,
  searchWays,
  type Placeholder,
} from './practice-search.js';
import { toPracticeView } from './http/practice.dto.js';
import { notForAll } from './practice.errors.js';
import { PracticeRows, type Row } from './practice.rows.js';
import { PublicPractices } from './public-practices.js';
import type { PracticeState } from './practice.workflow.js';
import { CARETAKER, dueKey, queueConditions, WAITING_SINCE, waitingTimes, type Caretaker, type WorkQueue } from './work-queue.js'; // prettier-ignore

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
  /** JSON of a `PracticeView` in the reader's languages; undefined: no longer there. */
  readonly json: string | undefined;
  readonly version: ListedVersion;
  /** Its place in the list, as in cursors. */
  readonly place: readonly [key: string, id: string, number: number];
}

/** A page of a list, and what else is asked of the list. */
export interface ListedPage {
  readonly rows: readonly Listed[];
  readonly total?: number;
  readonly facets?: Facets;
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
export type Facets = Readonly<
  Partial<Record<CountedName, readonly { readonly code: string; readonly count: number }[]>>
>;

/** Numbers placeholders while a query is put together. */
class Parameters {
  readonly values: unknown[] = [];
  readonly add: Placeholder = (value) => `$${this.values.push(value)}`;
}

type KeyType = 'timestamptz' | 'text' | 'integer' | 'double precision';

interface SortRule {
  readonly type: KeyType;
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

  constructor(
    private readonly dataSource: DataSource,
    private readonly index: PracticeIndex,
    private readonly seen: PublicPractices,
    private readonly readings: Readings,
    private readonly meanings: NearInMeaning,
  ) {
    this.rows = new PracticeRows(dataSource);
  }

  /**
   * Up to `most` rows, nearest to the place first. Of what everyone sees, one look at what has changed serves all.
   * @param wanted the reader's languages, the best first; undefined: all, unchanged
   * @throws {Problem} 401, 403 when the caller may not see the states; 422 for `relevance` without `q`
   */
  async list(
    selection: PracticeSelection,
    seek: Seek,
    most: number,
    wanted: readonly Language[] | undefined,
    { total = false, facets }: { total?: boolean; facets?: readonly CountedName[] } = {},
  ): Promise<ListedPage> {
    const isSought = isFiltering(selection.filter) || total || facets !== undefined;
    const near = await this.near(selection);
    if (isOfAll(selection) && isSought) await this.index.look();
    return {
      rows: await this.page(selection, seek, most, wanted, near),
      ...(total ? { total: await this.count(selection, near) } : {}),
      ...(facets ? { facets: await this.facets(selection, facets, near) } : {}),
    };
  }

  private async page(
    selection: PracticeSelection,
    seek: Seek,
    most: number,
    wanted: readonly Language[] | undefined,
    near: Near | undefined,
  ): Promise<Listed[]> {
    const { sort } = selection;
    if (sort === 'relevance') return this.byRelevance(selection, seek, most, wanted, near);
    const { type, direction, id: idColumn } = sorts[sort];
    const order = seek.order(direction);
    const parameters = new Parameters();
    const where = [
      isOfAll(selection) ? await this.ofAll(selection.filter, parameters.add) : conditions(selection, parameters.add),
    ];
    const key = sortKey(selection, sort, parameters.add);
    if (seek.place) {
      const [value, id, number] = seek.place;
      const operator = seek.operator(direction);
      const place = `${parameters.add(value)}::${type}, ${parameters.add(id)}::uuid`;
      // Stated twice: the first condition is on one table alone, so that an index leads straight to the place.
      where.push(`(${key}, ${idColumn}) ${operator.charAt(0)}= (${place})`);
      where.push(`(${key}, ${idColumn}, s.number) ${operator} (${place}, ${parameters.add(number)}::integer)`);
    }
    const orderBy = `${key} ${order}, ${idColumn} ${order}, s.number ${order} limit ${parameters.add(most)}`;
    return this.listed(selection, wanted, `${key} as key, s.number as number`, where, orderBy, parameters);
  }

  /** The same for the best first. */
  private async byRelevance(
    selection: PracticeSelection,
    seek: Seek,
    most: number,
    wanted: readonly Language[] | undefined,
    near: Near | undefined,
  ): Promise<Listed[]> {
    if (!hasWords(selection.filter)) {
      throw notValid([{ pointer: '/sort', code: 'sort', detail: 'Sorting by relevance requires words in `q`.' }]);
    }
    const places = await this.bestOf(selection, seek, most, near);
    const parameters = new Parameters();
    const place = `unnest(${parameters.add(places.map((one) => one.ordinal))}::integer[], ${parameters.add(places.map((one) => one.score))}::float8[])`;
    const rows = await this.listed(
      selection,
      wanted,
      'place.score as key, s.ordinal as number',
      [isOfAll(selection) ? SEEN_BY_ALL : 'true'],
      `place.score ${seek.order('desc')}, s.ordinal ${seek.order('desc')}`,
      parameters,
      `join ${place} as place(ordinal, score) on place.ordinal = s.ordinal`,
    );
    if (rows.length === places.length) return rows;
    // Something has changed since: it stands elsewhere now.
    await this.index.look();
    return this.byRelevance(selection, seek, most, wanted, near);
  }

  private async bestOf(
    selection: PracticeSelection,
    seek: Seek,
    most: number,
    near: Near | undefined,
  ): Promise<Place[]> {
    const terms = searchWays(selection.filter.q!);
    const filters = filterConditions(selection.filter);
    const asked = [...filters, ...terms.flat().map(({ condition }) => condition)];
    const [all, ...sets] = isOfAll(selection)
      ? await this.index.read(asked)
      : await this.index.readAmong(PRACTICES, (add) => conditions({ ...selection, filter: {} }, add), asked);
    const narrowed = sets.splice(0, filters.length);
    const ways = terms.map((term) => term.map((way) => ({ ...way, set: sets.shift()! })));
    const byWords = ways.flat().map(({ set }) => set);
    const found = Ordinals.common([Ordinals.union([...byWords, ...(near ? [near.set] : [])]), all, ...narrowed]);
    return near ? bestJoined(found, ways, near.places, seek, most) : best(found, ways, seek, most);
  }

  /** What is also found, by meaning, where everyone's list is sorted by relevance. */
  private async near({ sort, filter, ...selection }: PracticeSelection): Promise<Near | undefined> {
    const isMeant = sort === 'relevance' && hasWords(filter) && !isExact(filter.q) && isOfAll(selection);
    return isMeant ? this.meanings.near(filter.q) : undefined;
  }

  private async listed(
    selection: PracticeSelection,
    wanted: readonly Language[] | undefined,
    key: string,
    where: readonly string[],
    order: string,
    parameters: Parameters,
    join = '',
  ): Promise<Listed[]> {
    const { sort, by, queue } = selection;
    const isSent = isOfAll(selection) && !mayChangeSome(by);
    const columns =
      queue && hasRole(by, 'steering') ? `${this.rows.columns}, ${CARETAKER} as caretaker` : this.rows.columns;
    const rows = await this.dataSource.query<Record<string, unknown>[]>(
      `select ${isSent ? `${this.seen.column(wanted, (value) => parameters.add(value))} as body` : columns}, s.practice_id as id, s.number as version, ${key}
         from ${isSent && sort !== 'submitted' ? FOUND : PRACTICES} ${join}
         ${isSent ? 'join public_practice f on f.practice_id = s.practice_id' : ''}
        where ${where.join(' and ')} order by ${order}`,
      parameters.values,
    );
    const json = isSent ? await this.sent(rows, wanted) : await this.shown(rows, by, wanted);
    return rows.map((row, n) => ({
      json: json[n],
      version: { id: row['id'] as string, number: row['version'] as number },
      place: [placeKey(row['key']), row['id'] as string, row['number'] as number],
    }));
  }

  /**
   * The published practices that a filter leaves, as a condition. Since they are known beforehand, the planner knows how many there
   * are, and whether to fetch them or to read the list in its order until enough of them have come.
   */
  private async ofAll(filter: PracticeFilterQuery, add: Placeholder): Promise<string> {
    if (!isFiltering(filter)) return SEEN_BY_ALL;
    return `${SEEN_BY_ALL} and s.ordinal = any(${add((await this.index.found(filter)).numbers())}::integer[])`;
  }

  private async count(selection: PracticeSelection, near: Near | undefined): Promise<number> {
    if (isOfAll(selection)) return (await this.index.found(selection.filter, near?.set)).size;
    const parameters = new Parameters();
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `select count(*)::integer as n from ${PRACTICES} where ${conditions(selection, parameters.add)}`,
      parameters.values,
    );
    return row?.n ?? 0;
  }

  /**
   * How many practices of the list have each code, the most frequent first. A facet ignores its own filter, so that the
   * other choices stay visible.
   */
  private async facets(
    selection: PracticeSelection,
    names: readonly CountedName[],
    near: Near | undefined,
  ): Promise<Facets> {
    const found = isOfAll(selection) ? await this.index.found(selection.filter, near?.set) : undefined;
    const counted = names.map(async (name) => {
      const filter: PracticeFilterQuery = Object.assign({}, selection.filter, { [name]: undefined });
      if (found) {
        const among = selection.filter[name] ? await this.index.found(filter, near?.set) : found;
        return [name, this.index.count(name, among)] as const;
      }
      const parameters = new Parameters();
      const rows = await this.dataSource.query<{ code: string; count: number }[]>(
        `select code, count(distinct ordinal)::integer as count
           from (select s.ordinal, ${countedColumns[name].values} as code
                   from ${PRACTICES} where ${conditions({ ...selection, filter }, parameters.add)}) as found
          where code is not null group by code order by count desc, code`,
        parameters.values,
      );
      return [name, rows] as const;
    });
    return Object.fromEntries(await Promise.all(counted));
  }

  /** How many practices a queue has, the first day on which one is due, and since when the first of them waits. */
  async waiting(
    selection: PracticeSelection & { readonly queue: WorkQueue },
  ): Promise<{ count: number; due: string | null; since: Date }> {
    const { add, values } = new Parameters();
    const { due, since } = waitingTimes(selection.queue, selection.by, add);
    const [row] = await this.dataSource.query<[{ count: number; due: string | null; since: Date }]>(
      `select count(*)::integer as count, min(${due}) as due, min(${since}) as since
         from ${PRACTICES} where ${conditions(selection, add)}`,
      values,
    );
    return row;
  }

  /** Published practices with a place on the map, by id. */
  points(filter: PracticeFilterQuery, seek: Seek, most: number): Promise<Point[]> {
    const columns = `p.id, v.fact_sheet -> 'title' as title, v.fact_sheet #>> '{place,name}' as place,
              (v.fact_sheet #>> '{place,latitude}')::float8 as latitude, (v.fact_sheet #>> '{place,longitude}')::float8 as longitude`;
    const hasPlace = `v.fact_sheet #> '{place,latitude}' is not null and v.fact_sheet #> '{place,longitude}' is not null`;
    return this.byId(`select ${columns} from ${PRACTICES} where ${hasPlace}`, filter, seek, most);
  }

  /** All published practices, by id. */
  ids(filter: PracticeFilterQuery, seek: Seek, most: number): Promise<{ id: string; updatedAt: Date }[]> {
    const columns = 's.practice_id as id, s.updated_at as "updatedAt"';
    return this.byId(`select ${columns} from ${SEARCHED} where true`, filter, seek, most);
  }

  private async byId<T>(select: string, filter: PracticeFilterQuery, seek: Seek, most: number): Promise<T[]> {
    if (isFiltering(filter)) await this.index.look();
    const parameters = new Parameters();
    const [condition, limit] = [await this.ofAll(filter, parameters.add), parameters.add(most)];
    const first = parameters.values.length + 1;
    const { where, orderBy, values } = seek.sql({ 's.practice_id': 'uuid' }, first);
    // Stated for both tables, so that the indexes of both lead straight to the place.
    const same = seek.sql({ 'p.id': 'uuid' }, first).where;
    return this.dataSource.query<T[]>(
      `${select} and ${condition} and ${where} and ${same} order by ${orderBy} limit ${limit}`,
      [...parameters.values, ...values],
    );
  }

  private async sent(rows: readonly Row[], wanted: readonly Language[] | undefined): Promise<Listed['json'][]> {
    if (!wanted) return rows.map((row) => row['body'] as string);
    const missing = rows.filter((row) => row['body'] === null).map((row) => row['id'] as string);
    const read = await this.seen.putTogether(missing, wanted);
    return rows.map((row) => (row['body'] as string | null) ?? read.get(row['id'] as string)?.body);
  }

  private async shown(
    rows: readonly Row[],
    by: Principal,
    wanted: readonly Language[] | undefined,
  ): Promise<Listed['json'][]> {
    const reading = await this.readings.of(rows.map((row) => row['id'] as string), wanted); // prettier-ignore
    return rows.map((row) => {
      const [practice, version] = [this.rows.practice(row), this.rows.version(row)];
      const caretaker = row['caretaker'] as Caretaker | null | undefined;
      return JSON.stringify(
        Object.assign(toPracticeView(practice, version, by, reading(practice.id)), caretaker ? { caretaker } : {}),
      );
    });
  }
}

/** Whether the caller may see more of some practices than everyone sees. */
const mayChangeSome = (by: Principal): boolean =>
  hasRole(by, 'steering') || (by.memberId !== undefined && hasRole(by, 'member-editor'));

const isOfAll = ({ states, queue }: Pick<PracticeSelection, 'states' | 'queue'>): boolean =>
  states.length === 1 && states[0] === 'published' && !queue;

/** @throws {Problem} 401, 403 when the caller may not see the states */
function conditions({ filter, states, queue, by }: PracticeSelection, add: Placeholder): string {
  const gone: PracticeState[] = states.filter((state) => state === 'withdrawn' || state === 'merged');
  const kinds = [
    ...(states.includes('published') ? ['s.shown'] : []),
    ...(gone.length > 0
      ? [`(p.status = any(${add(gone)}::text[]) and s.number = coalesce(p.published_version, p.work_version))`]
      : []),
  ];
  const inWork = states.filter((state) => state !== 'published' && !gone.includes(state));
  if (inWork.length > 0) kinds.push(`(s.number = p.work_version and v.state = any(${add(inWork)}::text[]))`);
  const ownOnly = states.some((state) => state !== 'published') ? own(by, add) : undefined;
  const listed = isOfAll({ states }) ? SEEN_BY_ALL : `(${kinds.join(' or ')})`;
  const queued = queue ? queueConditions(queue, by, add) : [];
  const searched = hasWords(filter) ? [searchCondition(filter.q)] : [];
  const filtered = [...searched, ...filterConditions(filter)].map((condition) => condition(add));
  return [listed, ...queued, ...(ownOnly ? [`(${SEEN_BY_ALL} or ${ownOnly})`] : []), ...filtered].join(' and ');
}

/** Whose versions in work the caller may list; undefined for all. */
function own(by: Principal, add: Placeholder): string | undefined {
  if (by.kind === 'anonymous')
    throw new Problem('identity.missing', 401, 'Listing by this status requires a credential.');
  if (hasRole(by, 'steering')) return undefined;
  if (by.memberId === undefined || !hasRole(by, 'member-editor')) throw notForAll();
  return `p.owner_member_id = ${add(by.memberId)}::uuid`;
}

function sortKey(
  { states, queue, by }: PracticeSelection,
  sort: Exclude<PracticeSort, 'relevance'>,
  add: Placeholder,
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
      return dueKey(queue, by, add);
  }
}

const placeKey = (key: unknown): string => (key instanceof Date ? key.toISOString() : String(key));

/** How the list in an order is called in cursors, and what these hold. */
export const placesOf = (sort: PracticeSort) => ({
  list: `practices:${sort}`,
  types: [sorts[sort].key, postgres.uuid, postgres.integer],
});
