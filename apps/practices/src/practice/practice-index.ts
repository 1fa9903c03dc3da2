import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Ordinals } from './ordinals.js';
import { facetColumns, facetNames, SEEN_BY_ALL, type FacetName } from './practice-filter.js';
import type { Condition } from './practice-search.js';

/** What conditions are about: `p` is joined only where a condition names it. */
const ASKED = 'practice_search s left join practice p on p.id = s.practice_id';

/** Ordinals as `Ordinals` reads them. */
const SENT = `string_agg(int4send(s.ordinal), '')`;
interface Found {
  readonly index: number;
  readonly found: Buffer | null;
}

/** Memory for the sets of conditions, in bytes. */
const KEPT = 32 * 1024 * 1024;
/** Changes after which all sets are read again: cheaper than to look each of them up. */
const MOST_CHANGES = 5_000;

/** The practices that fulfil a condition, as of a place in the log of changes. */
interface Kept {
  readonly condition: Condition;
  readonly set: Ordinals;
  asOf: number;
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
  private readonly codes = new Map<FacetName, Map<string, Ordinals>>(facetNames.map((name) => [name, new Map()]));
  private readonly kept = new Map<string, Kept>();
  private keptBytes = 0;
  private log: number[] = [];
  /** The oldest transaction that was running at the last look; null: nothing has been read yet. */
  private horizon: string | null = null;
  private looking: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  async onModuleInit(): Promise<void> {
    // A restored row notes a transaction of another server, perhaps one still to come here.
    for (const table of ['practice', 'practice_search'])
      await this.dataSource.query(
        `update ${table} set written = written where written > pg_snapshot_xmax(pg_current_snapshot())`,
      );
    await this.look();
  }

  /**
   * The published practices that fulfil each condition, as of now or later.
   * @returns first all published practices, then the set of each condition, which may include others
   */
  async read(conditions: readonly Condition[]): Promise<[Ordinals, ...Ordinals[]]> {
    await this.look();
    const asked = conditions.map((condition) => this.keep(condition));
    const asOf = this.log.length;
    await this.readAgain([...new Set(asked)].filter((one) => one.asOf !== asOf), asOf); // prettier-ignore
    return [this.seen, ...asked.map(({ set }) => set)];
  }

  /**
   * The same among versions in work, which are few: nothing of them is kept.
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
        `select ${index} as index, ${SENT} as found from ${from} where ${among(add)} and (${condition(add)})`,
    );
    const rows = await this.dataSource.query<Found[]>(`${statements.join(' union all ')} order by index`, values);
    const [all = Ordinals.none(), ...sets] = rows.map(({ found }) => (found ? Ordinals.sent(found) : Ordinals.none()));
    return [all, ...sets];
  }

  /** How many practices of a set have each code, the most frequent first. */
  count(name: FacetName, among: Ordinals): { code: string; count: number }[] {
    return [...this.codes.get(name)!]
      .map(([code, set]) => ({ code, count: set.sizeWith(among) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  }

  /** Notes what has changed until now. Callers who come while one looks share the next look. */
  private look(): Promise<void> {
    this.next ??= this.looking.then(() => {
      this.next = undefined;
      const look = this.lookNow();
      this.looking = look.catch(() => undefined);
      return look;
    });
    return this.next;
  }

  private async lookNow(): Promise<void> {
    const codes = facetNames.map((name) => `array_to_string(${facetColumns[name].list}, ' ')`).join(`, '|', `);
    const since =
      this.horizon === null
        ? 's.shown'
        : `s.practice_id in (select practice_id from practice_search where written >= $1::xid8
                             union all select id from practice where written >= $1::xid8)`;
    const rows = await this.dataSource.query<({ horizon: string } & (Changed | { ordinal: null }))[]>(
      `select now.horizon::text, s.ordinal, s.written::text::float8 + p.written::text::float8 as version, ${SEEN_BY_ALL} as seen, concat(${codes}) as codes
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
      for (const sets of this.codes.values()) for (const set of sets.values()) set.delete(ordinal);
    }
    if (!seen) return;
    this.seen.add(ordinal);
    for (const [index, list] of codes.split('|').entries()) {
      if (list === '') continue;
      const sets = this.codes.get(facetNames[index]!)!;
      for (const code of list.split(' ')) {
        let set = sets.get(code);
        if (!set) sets.set(code, (set = Ordinals.none()));
        set.add(ordinal);
      }
    }
  }

  private forget(): void {
    this.kept.clear();
    this.keptBytes = 0;
    this.log = [];
  }

  private keep(condition: Condition): Kept {
    const key = condition((value) => JSON.stringify(value));
    const kept = this.kept.get(key) ?? { condition, set: Ordinals.none(), asOf: -1 };
    this.kept.delete(key);
    this.kept.set(key, kept);
    return kept;
  }

  /** Reads sets that are new, and of the others the practices that have changed since. */
  private async readAgain(stale: readonly Kept[], asOf: number): Promise<void> {
    if (stale.length === 0) return;
    const log = this.log;
    const values: unknown[] = [];
    const add = (value: unknown) => `$${values.push(value)}`;
    const changed = stale.map((kept) => (kept.asOf < 0 ? undefined : [...new Set(log.slice(kept.asOf, asOf))]));
    const statements = stale.map(
      ({ condition }, index) =>
        `select ${index} as index, ${SENT} as found from ${ASKED}
          where s.shown and ${changed[index] ? `s.ordinal = any(${add(changed[index])}::integer[]) and ` : ''}(${condition(add)})`,
    );
    const rows = await this.dataSource.query<Found[]>(statements.join(' union all '), values);
    for (const { index, found } of rows) {
      const kept = stale[index]!;
      // Somebody else may have read it meanwhile, as of a later place.
      if (kept.asOf > asOf) continue;
      for (const ordinal of changed[index] ?? []) kept.set.delete(ordinal);
      const before = kept.set.bytes;
      if (found) kept.set.addSent(found);
      this.keptBytes += kept.set.bytes - before;
      kept.asOf = asOf;
    }
    for (const [key, { set }] of this.kept) {
      if (this.keptBytes <= KEPT) break;
      this.kept.delete(key);
      this.keptBytes -= set.bytes;
    }
  }
}
