import type { EntityManager } from 'typeorm';
import type { EndpointRepository } from '../endpoint/endpoint.repository.js';
import { closedHosts, inTurn, type Load, type Waiting } from './places.js';

/** Where things wait to be sent, as SQL. */
export interface WaitingLine {
  /**
   * Lock that serialises the claims of all instances for a moment, so that each sees the others' claims. Any fixed
   * number.
   */
  readonly lock: number;
  /** A table with a condition, and an index on `party` under that condition: `delivery where state = 'pending'`. */
  readonly rows: string;
  /** What is in progress over all instances: `host`, `party`, `calls`. */
  readonly calls: string;
  /**
   * What could be sent of `turn.party` at $4: `id`, `host`, `"dueAt"`, the first ones only. Not to the hosts in $5,
   * each of which is closed to the party at the same position of $6, nor to those in $8, which are closed to all; and one
   * only to each of those in $9, which are on trial for the party at the same position of $10.
   */
  readonly ofParty: string;
}

interface Found extends Waiting {
  readonly id: string;
  readonly dueAt: Date;
}

/** What gets a place now. */
export interface Chosen {
  readonly ids: string[];
  /** Who had the last turn when there were more; empty when all had theirs. The next round begins after that party. */
  readonly lastTurn: string;
  /** Until a host that has no room now has some, in milliseconds. */
  readonly waitMs: number | undefined;
}

/**
 * Chooses what is sent next: visits the parties with something waiting, from the one after `lastTurn` on, until each
 * free place could be given to a different one. Steps through an index from party to party, however much each has.
 * Endpoints that rest get nothing, those on trial one call at a time, and each host no more than its rate.
 */
export async function chooseInTurn(
  tx: EntityManager,
  line: WaitingLine,
  endpoints: EndpointRepository,
  now: Date,
  { free, held }: Pick<Load, 'free' | 'held'>,
  lastTurn: string,
): Promise<Chosen> {
  await tx.query('select pg_advisory_xact_lock($1)', [line.lock]);
  const calls = await tx.query<Load['calls']>(line.calls);
  const sick = await endpoints.sick(tx, now);
  const rooms = await endpoints.rooms(tx);
  const busy = new Set(calls.map(keyOf));
  const closed = [...closedHosts(calls), ...sick.filter((one) => one.isResting || busy.has(keyOf(one)))];
  const full = [...held].filter(([, places]) => places >= free).map(([party]) => party);
  const find = (after: string, upTo: string | null, most: number) =>
    tx.query<Found[]>(roundOf(line), [
      after, upTo, most, now, closed.map(({ host }) => host), closed.map(({ party }) => party), full,
      rooms.full, sick.map(({ host }) => host), sick.map(({ party }) => party),
    ]); // prettier-ignore
  const ahead = await find(lastTurn, null, free);
  const left = free - countParties(ahead);
  const found = lastTurn === '' || left === 0 ? ahead : [...ahead, ...(await find('', lastTurn, left))];
  const next = countParties(found) < free ? '' : found.at(-1)!.party;
  const oldestFirst = [...found].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  const chosen = inTurn(oldestFirst, { free, held, calls, roomAt: (host) => rooms.of(host) });
  if (chosen.length > 0) await endpoints.book(tx, chosen.map(({ host }) => host)); // prettier-ignore
  return { ids: chosen.map(({ id }) => id), lastTurn: next, waitMs: rooms.waitMs };
}

const keyOf = ({ host, party }: Waiting): string => `${party} ${host}`;

const countParties = (found: readonly Found[]): number => new Set(found.map(({ party }) => party)).size;

/**
 * $1: after which party, $2: up to which party, or null, $3: the most parties, $7: parties to skip, which have their
 * share.
 */
function roundOf({ rows, ofParty }: WaitingLine): string {
  const nextAfter = (party: string) =>
    `select party from ${rows} and party > ${party} and ($2::text is null or party <= $2) order by party limit 1`;
  return `with recursive turn (party) as (
      (${nextAfter('$1')}) union all select (${nextAfter('turn.party')}) from turn where turn.party is not null
    ), waiting as (
      select turn.party, due.list
        from turn cross join lateral (select jsonb_agg(one) as list from (${ofParty}) as one) as due
       where turn.party <> all($7) and due.list is not null limit $3
    )
    select party, due.* from waiting cross join lateral jsonb_to_recordset(list) as due (id uuid, host text, "dueAt" timestamptz)
     order by party`;
}
