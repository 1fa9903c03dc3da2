import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Ordinals } from './ordinals.js';
import { FacetSets } from './facet-sets.js';
import {
  countedNames,
  filterConditions,
  hasWords,
  SEEN_BY_ALL,
  type CountedName,
  type PracticeFilterQuery,
} from './practice-filter.js';
import { searchWays, type Condition } from './practice-search.js';
import { noteRestored, SharedLook } from './written.js';

/** Ordinals of the rows `s` or `w`, as `Ordinals` reads them. */
const sent = (row: 's' | 'w') => `string_agg(int4send(${row}.ordinal), '')`;

/** The published practices that a condition is about: words alone, or facets, with `p` only where it is named. */
const asked = ({ isOfWords }: Condition) =>
  isOfWords
    ? ({ row: 'w', from: 'practice_words w' } as const)
    : ({ row: 's', from: 'practice_search s left join practice p on p.id = s.practice_id' } as const);

interface Found {
  readonly index: number;
  readonly found: Buffer | null;
}

/** Memory for the sets of conditions, in bytes, and about what each needs besides its numbers and its key. */
const [KEPT, BESIDES] = [32 * 1024 * 1024, 1_000];
/** Changes after which all sets are read again: cheaper than to look each of them up. */
const MOST_CHANGES = 5_000;

/** The practices that fulfil a condition, as of a place in the log of changes. */
interface Kept {
  readonly key: string;
  readonly condition: Condition;
  set: Ordinals;
  asOf: number;
  /** Memory that is counted for it. */
  bytes: number;
}

interface Changed {
  readonly ordinal: number;
  /** Another number after each change. */
  readonly version: number;
  readonly seen: boolean;
  /** The codes of all facets, in their order. */
  readonly codes: string;
}

/**
 * Published practices as sets in memory: by each code of each facet, and by each condition that was asked lately. So
 * that a set is never older than the question, each question first reads what has changed since the last one: rows
 * of `practice_search` and `practice` note the transaction that wrote them, and those that may have been committed
 * since are few.
 */
@Injectable()
export class PracticeIndex implements OnModuleInit {
  private readonly seen = Ordinals.none();
  private readonly versions = new Map<number, number>();
  private readonly codes = new FacetSets(countedNames);
  private readonly kept = new Map<string, Kept>();
  private keptBytes = 0;
  private log: number[] = [];
  /** The oldest transaction that was running at the last look; null: nothing has been read yet. */
  private horizon: string | null = null;
  private readonly looks = new SharedLook(() => this.lookNow());

  constructor(private readonly dataSource: DataSource) {}

  async onModuleInit(): Promise<void> {
    for (const table of ['practice', 'practice_search']) await noteRestored(this.dataSource, table);
    await this.look();
  }

  /**
   * The published practices that fulfil each condition, as of the last look or later.
   * @returns first all published practices, then the set of each condition, which may include others
   */
  async read(conditions: readonly Condition[]): Promise<[Ordinals, ...Ordinals[]]> {
    const kept = conditions.map((condition) => this.keep(condition.opposite ?? condition));
    const asOf = this.log.length;
    // What is noted meanwhile is not in the sets yet.
    const seen = conditions.some(({ opposite }) => opposite) ? Ordinals.union([this.seen]) : this.seen;
    await this.readAgain([...new Set(kept)].filter((one) => one.asOf !== asOf), asOf); // prettier-ignore
    return [this.seen, ...kept.map(({ set }, n) => (conditions[n]!.opposite ? seen.without(set) : set))];
  }

  /**
   * The published practices that a filter leaves, as of the last look or later.
   * @param near others than those with the words of the filter
   */
  async found(filter: PracticeFilterQuery, near?: Ordinals): Promise<Ordinals> {
    const ways = hasWords(filter) ? searchWays(filter.q).flat().filter(({ isBetter }) => !isBetter) : []; // prettier-ignore
    const asked = [...ways.map(({ condition }) => condition), ...filterConditions(filter)];
    const [all, ...sets] = await this.read(asked);
    const sought = [...sets.splice(0, ways.length), ...(near ? [near] : [])];
    return Ordinals.common([all, ...(ways.length > 0 ? [Ordinals.union(sought)] : []), ...sets]);
  }

  /** The published practices that have each code of a facet. */
  having(name: CountedName): ReadonlyMap<string, Ordinals> {
    return this.codes.of(name);
  }

  /**
   * As `read`, among versions in work, which are few: nothing of them is kept.
   * @param from what `among` is about
   */
  async readAmong(
    from: string,
    among: Condition,
    conditions: readonly Condition[],
  ): Promise<[Ordinals, ...Ordinals[]]> {
    const values: unknown[] = [];
    const add = (value: unknown) => `$${values.push(value)}`;
    const statements = [() => 'true', ...conditions].map(
      (condition, index) =>
        `select ${index} as index, ${sent('s')} as found from ${from} where ${among(add)} and (${condition(add)})`,
    );
    const rows = await this.dataSource.query<Found[]>(`${statements.join(' union all ')} order by index`, values);
    const [all = Ordinals.none(), ...sets] = rows.map(({ found }) => (found ? Ordinals.sent(found) : Ordinals.none()));
    return [all, ...sets];
  }

  /** How many practices of a set have each code, the most frequent first. */
  count(name: CountedName, among: Ordinals): { code: string; count: number }[] {
    return [...this.codes.of(name)]
      .map(([code, set]) => ({ code, count: set.sizeWith(among) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  }

  /** Notes what has changed until now. */
  look(): Promise<void> {
    return this.looks.now();
  }

  private async lookNow(): Promise<void> {
    const since =
      this.horizon === null
        ? 's.shown'
        : `s.practice_id in (select practice_id from practice_search where written >= $1::xid8
                             union all select id from practice where written >= $1::xid8)`;
    const rows = await this.dataSource.query<({ horizon: string } & (Changed | { ordinal: null }))[]>(
      `select now.horizon::text, s.ordinal, s.written::text::float8 + p.written::text::float8 as version, ${SEEN_BY_ALL} as seen, ${FacetSets.sql(countedNames)} as codes
         from (select pg_snapshot_xmin(pg_current_snapshot()) as horizon) as now
         left join (practice_search s join practice p on p.id = s.practice_id) on ${since}`,
      this.horizon === null ? [] : [this.horizon],
    );
    const isFirst = this.horizon === null;
    for (const row of rows)
      if (row.ordinal !== null && this.versions.get(row.ordinal) !== row.version) this.note(row, isFirst);
    this.horizon = rows[0]!.horizon;
    if (this.log.length > MOST_CHANGES) this.forget();
  }

  private note({ ordinal, version, seen, codes }: Changed, isFirst: boolean): void {
    this.versions.set(ordinal, version);
    if (!isFirst) {
      this.log.push(ordinal);
      this.seen.delete(ordinal);
      this.codes.delete(ordinal);
    }
    if (!seen) return;
    this.seen.add(ordinal);
    this.codes.add(ordinal, codes);
  }

  private forget(): void {
    this.kept.clear();
    this.keptBytes = 0;
    this.log = [];
  }

  private keep(condition: Condition): Kept {
    const key = condition((value) => JSON.stringify(value));
    const kept = this.kept.get(key) ?? { key, condition, set: Ordinals.none(), asOf: -1, bytes: 0 };
    this.kept.delete(key);
    this.kept.set(key, kept);
    this.weigh(kept);
    return kept;
  }

  /** Counts the memory of a set, and forgets those that nobody has asked for longest when it is too much. */
  private weigh(kept: Kept): void {
    if (this.kept.get(kept.key) !== kept) return; // forgotten meanwhile
    const bytes = kept.set.bytes + 2 * kept.key.length + BESIDES;
    this.keptBytes += bytes - kept.bytes;
    kept.bytes = bytes;
    for (const [key, oldest] of this.kept) {
      if (this.keptBytes <= KEPT) break;
      this.kept.delete(key);
      this.keptBytes -= oldest.bytes;
    }
  }

  /** Reads sets that are new, and of the others the practices that have changed since. */
  private async readAgain(stale: readonly Kept[], asOf: number): Promise<void> {
    if (stale.length === 0) return;
    const log = this.log;
    const values: unknown[] = [];
    const add = (value: unknown) => `$${values.push(value)}`;
    const changed = stale.map((kept) => (kept.asOf < 0 ? undefined : [...new Set(log.slice(kept.asOf, asOf))]));
    const statements = stale.map(({ condition }, index) => {
      const { row, from } = asked(condition);
      const among = changed[index] && `${row}.ordinal = any(${add(changed[index])}::integer[])`;
      return `select ${index} as index, ${sent(row)} as found from ${from}
               where ${row}.shown and ${among ?? 'true'} and (${condition(add)})`;
    });
    const rows = await this.dataSource.query<Found[]>(statements.join(' union all '), values);
    for (const { index, found } of rows) {
      const kept = stale[index]!;
      // Somebody else may have read it meanwhile, as of a later place.
      if (kept.asOf > asOf) continue;
      const among = changed[index];
      if (among) for (const ordinal of among) kept.set.delete(ordinal);
      else kept.set = Ordinals.none();
      if (found) kept.set.addSent(found);
      kept.asOf = asOf;
      this.weigh(kept);
    }
  }
}
