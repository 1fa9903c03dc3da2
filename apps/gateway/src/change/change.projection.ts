import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { eventContracts, publicForm, type CloudEvent, type PublicEvent } from '#contracts';
import type { Seek } from '#database';
import { Consumes, type EventContext } from '#messaging';
import { Problem } from '#problems';

const publicContracts = eventContracts.filter(({ visibility }) => visibility === 'public');

/** Lock that a transaction holds from its first new position until its commit. Any fixed number. */
const POSITION_LOCK = 7_120_631;

export interface ChangeFilter {
  /** Exact types, or `prefix.*`. Undefined: all. */
  readonly types: readonly string[] | undefined;
  /** Events about at least one of these countries. Undefined: all. */
  readonly countries: readonly string[] | undefined;
  /** Events about a practice with at least one of these themes. Undefined: all. */
  readonly themes?: readonly string[] | undefined;
  /** Events about this member, its practices and its adoptions. Undefined: all. */
  readonly member?: string | undefined;
}

/** Whose an event is: the member itself, or owner and adopter of the practice. As its index has it. */
const MEMBERS = `array_remove(array[event ->> 'subject', event #>> '{data,ownerMemberId}', event #>> '{data,adopterMemberId}'], null)`;

/** The condition of a filter whose values are the parameters from this number on. */
const matches = (first: number): string =>
  [
    ['text[]', (value: string) => `type like any(${value})`],
    ['text[]', (value: string) => `countries && ${value}`],
    ['text[]', (value: string) => `event #> '{data,themes}' ?| ${value}`],
    ['text', (value: string) => `${MEMBERS} @> array[${value}]`],
  ]
    .map(([type, condition], n) => {
      const value = `$${first + n}::${type as string}`;
      return `(${value} is null or ${(condition as (value: string) => string)(value)})`;
    })
    .join(' and ');

const valuesOf = ({ types, countries, themes, member }: ChangeFilter): unknown[] =>
  [types?.map(likePattern), countries, themes, member?.toLowerCase()].map((value) => value ?? null);

export interface Changes {
  readonly items: readonly PlacedChange[];
  /** Position of the last change that was read, matching or not. */
  readonly position: string;
  readonly upToDate: boolean;
}

/** An event with its place in the log. */
export interface PlacedChange {
  readonly position: string;
  readonly event: PublicEvent;
}

/** The log no longer has this position: a restore took it back. */
export const cursorGone = (): Problem =>
  new Problem(
    'changes.cursor-gone',
    410,
    'The network was restored to an earlier state, so what you have read since then no longer holds: start again with an empty `since`.',
  );

/** The log of public events. */
@Injectable()
export class ChangeProjection {
  constructor(private readonly dataSource: DataSource) {}

  @Consumes('change-log', publicContracts)
  async note(event: CloudEvent, { tx, replay }: EventContext): Promise<void> {
    await (replay ? this.appendUnlessKnown(tx, event) : this.append(tx, event));
  }

  /**
   * Gives an event its position. From the first position on, the transaction holds the lock until it commits. So
   * positions become visible in order, and a reader that has seen one has seen all below it.
   */
  async append(tx: EntityManager, event: CloudEvent): Promise<void> {
    const { countries } = event.data as { countries?: readonly string[] };
    await tx.query('select pg_advisory_xact_lock($1)', [POSITION_LOCK]);
    await tx.query(
      'insert into change (event_id, type, countries, event) values ($1, $2, $3, $4) on conflict (event_id) do nothing',
      [event.id, event.type, countries ?? [], JSON.stringify(publicForm(event))],
    );
  }

  /**
   * Appends the present state of a thing, as a rebuild delivers it, so that a log with gaps shows at least the result.
   * Does nothing when its last entry about the thing says the same, or has a later number.
   */
  async appendUnlessKnown(tx: EntityManager, event: CloudEvent): Promise<void> {
    const [last] = await tx.query<{ known: boolean }[]>(
      `select (event ->> 'sequence')::bigint >= $2::bigint or type = $3 and event -> 'data' = $4::jsonb as known
         from change where event ->> 'subject' = $1 order by position desc limit 1`,
      [event.subject, event.sequence, event.type, JSON.stringify(event.data)],
    );
    if (last?.known !== true) await this.append(tx, event);
  }

  /**
   * The changes after a position. A reader with a position has read its row. If that row is missing, a restore has
   * removed it, and the reader knows things that no longer hold (docs/adr/0010).
   *
   * @throws {Problem} 410 `changes.cursor-gone`
   */
  async since(position: string, filter: ChangeFilter, limit: number): Promise<Changes> {
    // One statement, so that the end of the log and the rows before it are from the same moment.
    const rows = await this.dataSource.query<
      { head: string; known: boolean; position: string | null; event: PublicEvent | null }[]
    >(
      `with log as (
         select coalesce(max(position), 0) as head,
                $1::bigint = 0 or exists (select from change where position = $1) as known from change
       )
       select log.head, log.known, found.position, found.event
         from log left join lateral (
           select position, event from change
            where position > $1 and ${matches(3)}
            order by position limit $2
         ) found on true
        order by found.position`,
      [position, limit + 1, ...valuesOf(filter)],
    );
    const [log] = rows;
    if (log?.known !== true) throw cursorGone();
    const found = rows.flatMap(({ position: at, event }) => (at !== null && event !== null ? [{ position: at, event }] : [])); // prettier-ignore
    const items = found.slice(0, limit);
    const upToDate = found.length <= limit;
    const last = upToDate
      ? BigInt(log.head) > BigInt(position)
        ? log.head
        : position
      : (items.at(-1)?.position ?? position);
    return { items, position: last, upToDate };
  }

  /** Position of the last change; 0: there is none. */
  async head(): Promise<string> {
    const [row] = await this.dataSource.query<[{ head: string }]>(
      'select coalesce(max(position), 0)::text as head from change',
    );
    return row.head;
  }

  /** The newest changes first. */
  latest(seek: Seek, filter: ChangeFilter, most: number): Promise<readonly PlacedChange[]> {
    const { where, orderBy, values } = seek.sql({ position: 'bigint' }, 2, 'desc');
    return this.dataSource.query(
      `select position, event from change
        where ${matches(2 + values.length)} and ${where}
        order by ${orderBy} limit $1`,
      [most, ...values, ...valuesOf(filter)],
    );
  }
}

/** Whether a filter takes an event: the same as in the database. */
export function isTaken(event: PublicEvent, { types, countries, themes, member }: ChangeFilter): boolean {
  const data = event.data as Readonly<Record<string, unknown>>;
  const has = (name: string, wanted: readonly string[]) =>
    Array.isArray(data[name]) && wanted.some((value) => (data[name] as unknown[]).includes(value));
  const members = [event.subject, data['ownerMemberId'], data['adopterMemberId']];
  return (
    (types?.some((type) => isOfType(event.type, type)) ?? true) &&
    (!countries || has('countries', countries)) &&
    (!themes || has('themes', themes)) &&
    (member === undefined || members.includes(member.toLowerCase()))
  );
}

const isOfType = (type: string, wanted: string): boolean =>
  wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;

const likePattern = (type: string): string => type.replaceAll('\\', '\\\\').replaceAll('_', '\\_').replaceAll('*', '%');
