import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DataOf, practiceFound } from '#contracts';
import { found } from '#problems';
import { facetColumns, filterConditions, hasWords, SEEN_BY_ALL } from '../practice/practice-filter.js';
import { FOUND, searchQuery, searchWays, type Condition } from '../practice/practice-search.js';
import { noNews, SavedSearch, showsPublished, type SearchedFor } from './saved-search.js';
import { keyedBy, keysOfSearch, keysOfVersion, wordsRead, type VersionTraits } from './search-keys.js';

/** A search, and whose it is. */
export type Followed = DataOf<typeof practiceFound>['searches'][number];

/** Searches whose keys are made together at the start. */
const BATCH = 200;

/** Conditions that are asked in one statement. */
const AT_ONCE = 200;

/** All codes of each facet of a version, as JSON. */
const FACETS = Object.entries(facetColumns)
  .map(
    ([name, { list, none }]) => `'${name}', case when ${none} then '["not-stated"]'::jsonb else to_jsonb(${list}) end`,
  )
  .join(', ');

/** Saved searches that somebody follows: which of them find a version. */
@Injectable()
export class FollowedSearchRepository implements OnModuleInit {
  private readonly logger = new Logger(FollowedSearchRepository.name);
  private readonly keyedBy = keyedBy();

  constructor(private readonly dataSource: DataSource) {}

  /** From now on the search is told of what is published. @throws {Problem} 404, also for another's; 409 */
  async follow(tx: EntityManager, owner: string, id: string): Promise<void> {
    const search = await tx.findOne(SavedSearch, { where: { id, owner }, lock: { mode: 'pessimistic_write' } });
    const { query } = found(search, 'saved search');
    if (!showsPublished(query)) throw noNews();
    await this.storeKeys(tx, id, query);
  }

  /**
   * The followed searches that find a version, as the list does in the same transaction.
   * @returns in the order of their ids
   */
  async finding(tx: EntityManager, practiceId: string, number: number): Promise<Followed[]> {
    const [any] = await tx.query<unknown[]>('select from saved_search where keys is not null limit 1');
    if (!any) return [];
    const [traits] = await tx.query<VersionTraits[]>(
      `select p.owner_member_id::text as member, s.nuts, jsonb_build_object(${FACETS}) as facets,
              coalesce(tsvector_to_array(w.words), '{}') as words, s.match_title as title,
              coalesce(show_trgm(s.match_title), '{}') as trigrams
         from ${FOUND} where s.practice_id = $1 and s.number = $2`,
      [practiceId, number],
    );
    if (!traits) return [];
    const { certain, near } = keysOfVersion(traits);
    const candidates = await tx.query<{ id: string; owner: string; query: SearchedFor }[]>(
      // Keys that are a row's, not a constant: the planner overrates how many searches have one of a long list.
      `with sought as materialized (select $1::text[] as certain, $2::text[] as near), candidate as (
         select id from sought join saved_search on keys && certain
         union
         select id from sought join saved_search on keys && near
          where exists (select from unnest(nearly) as word where $3::text %> word)
       )
       select id, owner, query from candidate join saved_search using (id) order by id`,
      [certain, near, traits.title],
    );
    const sought = candidates.map(({ id, owner, query }) => ({ id, owner, ...conditionsOf(query) }));
    const holding = await this.holding(tx, practiceId, number, sought.flatMap(({ every, some }) => [...every, ...some])); // prettier-ignore
    const holds = ({ key }: Asked) => holding.has(key);
    return sought
      .filter(({ every, some }) => every.every(holds) && (some.length === 0 || some.some(holds)))
      .map(({ id, owner }) => ({ id, owner }));
  }

  /** The keys of the conditions that hold for a version. Each is asked once, however many searches have it. */
  private async holding(
    tx: EntityManager,
    practiceId: string,
    number: number,
    conditions: readonly Asked[],
  ): Promise<ReadonlySet<string>> {
    const distinct = [...new Map(conditions.map((one) => [one.key, one])).values()];
    const holding = new Set<string>();
    for (let first = 0; first < distinct.length; first += AT_ONCE) {
      const some = distinct.slice(first, first + AT_ONCE);
      const values: unknown[] = [practiceId, number];
      const add = (value: unknown) => `$${values.push(value)}`;
      const holds = some.map(({ condition }) => `(${condition(add)}) is true`);
      const [row] = await tx.query<{ holds: boolean[] }[]>(
        `select array[${holds.join(', ')}] as holds from ${FOUND} where s.practice_id = $1 and s.number = $2`,
        values,
      );
      some.forEach(({ key }, index) => row?.holds[index] && holding.add(key));
    }
    return holding;
  }

  private async storeKeys(tx: EntityManager, id: string, query: SearchedFor): Promise<void> {
    const q = query.q ?? '';
    const read = await tx.query<{ word: string; term: string; trigrams: string[] }[]>(
      `select word, search_term(word)::text as term, show_trgm(word) as trigrams from unnest($1::text[]) as word`,
      [wordsRead(q)],
    );
    const [{ written }] = await tx.query<[{ written: string }]>(`select ${searchQuery('$1')}::text as written`, [q]);
    const forms = new Map(read.map(({ word, term }) => [word, [...term.matchAll(/'([^']+)'/g)].map(([, form]) => form!)])); // prettier-ignore
    const trigrams = new Map(read.map((row) => [row.word, row.trigrams]));
    const { keys, nearly } = keysOfSearch(query, { forms, trigrams, written });
    await tx.query('update saved_search set keys = $2, nearly = $3, keyed_by = $4 where id = $1', [
      id,
      keys,
      nearly,
      this.keyedBy,
    ]);
  }

  /** Makes the keys again that another build made by other rules. */
  async onModuleInit(): Promise<void> {
    let made = 0;
    for (let batch = -1; batch !== 0; made += batch) {
      batch = await this.dataSource.transaction(async (tx) => {
        const stale = await tx.query<Pick<SavedSearch, 'id' | 'query'>[]>(
          `select id, query from saved_search where keys is not null and keyed_by is distinct from $1
            order by id limit ${BATCH} for update`,
          [this.keyedBy],
        );
        for (const { id, query } of stale) await this.storeKeys(tx, id, query);
        return stale.length;
      });
    }
    if (made > 0) this.logger.log(`Made the keys of ${made} saved searches.`);
  }
}

/** A condition of the list; equal ones with equal values have one key. */
interface Asked {
  readonly key: string;
  readonly condition: Condition;
}

const asked = (condition: Condition): Asked => ({ condition, key: condition((value) => JSON.stringify(value)) });

/** What the list asks: all of `every`, and one of `some`, if there are any. */
function conditionsOf(query: SearchedFor): { every: Asked[]; some: Asked[] } {
  const ways = hasWords(query) ? searchWays(query.q).flat() : [];
  return {
    every: [() => SEEN_BY_ALL, ...filterConditions(query)].map(asked),
    some: ways.filter(({ isBetter }) => !isBetter).map(({ condition }) => asked(condition)),
  };
}
