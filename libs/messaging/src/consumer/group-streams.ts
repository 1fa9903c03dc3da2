import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { CloudEvent } from '#contracts';
import { newId } from '#database';
import type { Message } from '../transport/transport.js';

/** A message with its event. */
export interface Incoming {
  readonly message: Message;
  readonly event: CloudEvent;
}

/** Where a group stands in a stream. */
export interface StreamState {
  /** The last event that was applied or skipped. */
  sequence: bigint;
  /** An event of the stream failed; later ones wait behind it. */
  parked: boolean;
}

export type WaitingReason = 'handler-failed' | 'behind-parked' | 'gap' | 'not-an-event' | 'schema-breach';

/** An event or message that could not be applied. */
export interface WaitingRow extends Message {
  readonly id: string;
  readonly state: 'parked' | 'dead';
  readonly stream_id: string | null;
  readonly sequence: string | null;
  readonly reason: WaitingReason;
  readonly attempts: number;
  readonly next_attempt_at: Date | null;
}

export interface Why {
  readonly reason: WaitingReason;
  readonly detail: string;
  readonly attempts: number;
  readonly retryAt: Date | undefined;
}

/** Why an operator's command failed. */
export interface Failure {
  readonly reason: WaitingReason;
  readonly detail: string;
  /** Unset when the message could not be read. */
  readonly event: CloudEvent | undefined;
}

/** Details are for people; a driver may put a whole statement into its message. */
const DETAIL_LENGTH = 1_000;

export const detailOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, DETAIL_LENGTH);

const rowColumns = `id, state, stream_id, sequence, topic, key, headers, value, origin, reason, attempts, next_attempt_at`;

/**
 * Where one group stands in each stream, and which events wait: all SQL for both. Every change of either holds the lock
 * of the stream, taken before any lock on a waiting event.
 */
export class GroupStreams {
  constructor(
    private readonly group: string,
    private readonly dataSource: DataSource,
    private readonly statementWithinMs: number,
  ) {}

  /**
   * Locks streams, in the order of their ids so that two transactions do not block each other. It also limits the time
   * of the transaction's statements, in the same round trip: one that hangs would hold these locks.
   */
  async lock(tx: EntityManager, ids: readonly string[]): Promise<Map<string, StreamState>> {
    const distinct = [...new Set(ids)];
    const known = await this.lockKnown(tx, distinct);
    if (known.size === distinct.length) return known; // one round trip, except at the first event of a stream
    await tx.query(
      `insert into consumer_stream (consumer_group, stream_id, sequence)
       select $1, id, (select sequence from stream_origin) from unnest($2::uuid[]) as id order by id on conflict do nothing`,
      [this.group, distinct.filter((id) => !known.has(id))],
    );
    return this.lockKnown(tx, distinct);
  }

  private async lockKnown(tx: EntityManager, distinct: readonly string[]): Promise<Map<string, StreamState>> {
    const rows = await tx.query<{ stream_id: string; sequence: string; parked: boolean }[]>(
      `select stream_id, sequence, parked, set_config('statement_timeout', $3, true) from consumer_stream
        where consumer_group = $1 and stream_id = any($2) order by stream_id for update`,
      [this.group, distinct, String(this.statementWithinMs)],
    );
    return new Map(rows.map((row) => [row.stream_id, { sequence: BigInt(row.sequence), parked: row.parked }]));
  }

  /**
   * Stores that events were applied and where their streams now stand. Events that waited for them after a gap become
   * due. True: there were such events.
   */
  async markApplied(
    tx: EntityManager,
    applied: readonly CloudEvent[],
    streams: ReadonlyMap<string, Pick<StreamState, 'sequence'>>,
    now: Date,
  ): Promise<boolean> {
    if (applied.length === 0) return false;
    const ids = [...new Set(applied.map((event) => event.subject))];
    const woken = await tx.query<unknown[]>(
      // One round trip, since the streams are locked meanwhile.
      `with taken as (
         insert into inbox (consumer_group, event_id) select $1, unnest($2::uuid[])
       ), moved as (
         update consumer_stream set sequence = done.sequence
           from unnest($3::uuid[], $4::bigint[]) as done(stream_id, sequence)
          where consumer_group = $1 and consumer_stream.stream_id = done.stream_id
       ), woken as (
         update waiting_event set next_attempt_at = $5
          where consumer_group = $1 and state = 'parked' and reason = 'gap' and stream_id = any($3)
         returning 1
       )
       select from woken limit 1`,
      [this.group, applied.map((event) => event.id), ids, ids.map((id) => streams.get(id)!.sequence.toString()), now],
    );
    return woken.length > 0;
  }

  async moveTo(tx: EntityManager, streamId: string, sequence: bigint): Promise<void> {
    await tx.query('update consumer_stream set sequence = $3 where consumer_group = $1 and stream_id = $2', [
      this.group,
      streamId,
      sequence.toString(),
    ]);
  }

  /** Parks an event. A dead letter that is sent again stays a dead letter. */
  async park(tx: EntityManager, { message, event }: Incoming, why: Why): Promise<boolean> {
    const isTried = why.reason === 'handler-failed';
    const parked = await tx.query<unknown[]>(
      `insert into waiting_event (id, consumer_group, state, stream_id, sequence, topic, key, headers, value, origin,
                                  reason, detail, attempts, next_attempt_at)
       select $1::uuid, $2::text, $14::text, $3::uuid, $4::bigint, $5::text, $6::text, $7::jsonb, $8::bytea, $9::text,
              $10::text, $11::text, $12::integer, $13::timestamptz
        where not exists (select from waiting_event
                           where consumer_group = $2 and stream_id = $3 and sequence = $4
                             and state = 'dead' and reason = 'handler-failed' and headers ->> 'ce_id' = $15)
       on conflict (consumer_group, stream_id, sequence) where state = 'parked' do nothing
       returning 1`,
      [
        newId(), this.group, event.subject, event.sequence, message.topic, message.key, JSON.stringify(message.headers),
        message.value, message.origin ?? null, why.reason, why.detail.slice(0, DETAIL_LENGTH), why.attempts,
        why.retryAt ?? null, isTried && why.retryAt === undefined ? 'dead' : 'parked', event.id,
      ], // prettier-ignore
    );
    if (isTried) await this.setParked(tx, event.subject);
    return parked.length > 0;
  }

  /** Stores what can have no effect. The same message, sent again, is not stored twice. */
  async bury(message: Message, event: CloudEvent | undefined, reason: WaitingReason, detail: string): Promise<boolean> {
    const buried = await this.dataSource.query<unknown[]>(
      `insert into waiting_event (id, consumer_group, state, stream_id, sequence, topic, key, headers, value, origin,
                                  reason, detail, attempts)
       values ($1, $2, 'dead', $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
       on conflict (id) do nothing returning 1`,
      [
        contentId(this.group, message), this.group, event?.subject ?? null, event?.sequence ?? null, message.topic,
        message.key, JSON.stringify(message.headers), message.value, message.origin ?? null, reason,
        detail.slice(0, DETAIL_LENGTH),
      ], // prettier-ignore
    );
    return buried.length > 0;
  }

  /** Streams with an event that is due, the longest waiting first. */
  async due(now: Date, except: readonly string[], limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ stream_id: string }[]>(
      `select stream_id from waiting_event
        where consumer_group = $1 and state = 'parked' and next_attempt_at <= $2 and stream_id <> all($3::uuid[])
        group by stream_id order by min(next_attempt_at) limit $4`,
      [this.group, now, except, limit],
    );
    return rows.map((row) => row.stream_id);
  }

  /** When the next event falls due, among the streams that are not being tried. */
  async nextDueAt(except: readonly string[]): Promise<Date | undefined> {
    const [row] = await this.dataSource.query<{ at: Date }[]>(
      `select next_attempt_at as at from waiting_event
        where consumer_group = $1 and state = 'parked' and next_attempt_at is not null and stream_id <> all($2::uuid[])
        order by next_attempt_at limit 1`,
      [this.group, except],
    );
    return row?.at;
  }

  /** The first event of a stream that may be retried. */
  async first(tx: EntityManager, streamId: string): Promise<WaitingRow | undefined> {
    const [row] = await tx.query<WaitingRow[]>(
      `select ${rowColumns} from waiting_event
        where consumer_group = $1 and stream_id = $2 and state = 'parked' order by sequence limit 1`,
      [this.group, streamId],
    );
    return row;
  }

  async find(
    from: DataSource | EntityManager,
    id: string,
    lock: '' | 'for update' = '',
  ): Promise<WaitingRow | undefined> {
    const [row] = await from.query<WaitingRow[]>(
      `select ${rowColumns} from waiting_event
        where consumer_group = $1 and id = $2 and state in ('parked', 'dead') ${lock}`,
      [this.group, id],
    );
    return row;
  }

  /** Ends the waiting of one event, and makes the next one of its stream due: a crash then leaves nothing behind. */
  async remove(tx: EntityManager, id: string, streamId: string, now: Date): Promise<void> {
    await tx.query('delete from waiting_event where id = $1', [id]);
    await this.wakeFirst(tx, streamId, now);
  }

  /** An event that waits behind others has no due time; the first in line gets one. */
  async wakeFirst(tx: EntityManager, streamId: string, now: Date): Promise<void> {
    await tx.query(
      `update waiting_event set next_attempt_at = $3
        where next_attempt_at is null and id = (
          select id from waiting_event where consumer_group = $1 and stream_id = $2 and state = 'parked'
           order by sequence limit 1)`,
      [this.group, streamId, now],
    );
  }

  /** The first in line gets a later time and the others none: theirs would make the stream due in vain. */
  async waitBehind(tx: EntityManager, streamId: string, first: string): Promise<void> {
    await tx.query(
      `update waiting_event set next_attempt_at = null
        where consumer_group = $1 and stream_id = $2 and state = 'parked' and id <> $3 and next_attempt_at is not null`,
      [this.group, streamId, first],
    );
  }

  /**
   * Nothing in the stream can be applied now: it waits for a missing event, not for a time. Behind a dead letter an
   * event keeps waiting for that; otherwise it waits for a number, and the arrival of that number makes it due.
   */
  async settle(tx: EntityManager, streamId: string): Promise<void> {
    await tx.query(
      `with stream as (
         select exists (select from waiting_event as w
                         where w.consumer_group = $1 and w.stream_id = $2 and w.sequence > s.sequence
                           and w.state = 'dead' and w.reason = 'handler-failed') as is_parked, s.sequence
           from consumer_stream as s where consumer_group = $1 and stream_id = $2
       ), idle as (
         update waiting_event as w
            set next_attempt_at = null,
                reason = case when stream.is_parked then w.reason else 'gap' end,
                detail = case when stream.is_parked then w.detail
                         else format('sequence %s waits for %s', w.sequence, stream.sequence + 1) end
           from stream where consumer_group = $1 and stream_id = $2 and state = 'parked'
       )
       update consumer_stream set parked = stream.is_parked from stream where consumer_group = $1 and stream_id = $2`,
      [this.group, streamId],
    );
  }

  /** Stores a failed attempt. Without a time for the next one the event is a dead letter. */
  async postpone(
    tx: EntityManager,
    id: string,
    attempts: number,
    detail: string,
    retryAt: Date | undefined,
  ): Promise<void> {
    await tx.query(
      `update waiting_event set attempts = $2, next_attempt_at = $3, reason = 'handler-failed', detail = $4,
              state = case when $3::timestamptz is null then 'dead' else 'parked' end
        where id = $1`,
      [id, attempts, retryAt ?? null, detail],
    );
  }

  async setParked(tx: EntityManager, streamId: string): Promise<void> {
    await tx.query('update consumer_stream set parked = true where consumer_group = $1 and stream_id = $2', [
      this.group,
      streamId,
    ]);
  }

  /** Stores a failed redrive; the time of the next automatic attempt stays as it was. */
  async noteFailure(tx: EntityManager, id: string, { reason, detail, event }: Failure): Promise<void> {
    await tx.query(
      `update waiting_event set attempts = attempts + 1, reason = $2, detail = $3,
              stream_id = coalesce($4, stream_id), sequence = coalesce($5, sequence)
        where id = $1`,
      [id, reason, detail.slice(0, DETAIL_LENGTH), event?.subject ?? null, event?.sequence ?? null],
    );
  }

  /** Returns a dead letter to the line of its stream, which has not reached it yet. */
  async lineUp(tx: EntityManager, id: string, event: CloudEvent, detail: string, now: Date): Promise<void> {
    const parameters = [id, this.group, event.subject, event.sequence];
    const [, count] = await tx.query<[unknown[], number]>(
      `update waiting_event as w
          set state = 'parked', reason = 'gap', detail = $5, next_attempt_at = $6, stream_id = $3, sequence = $4
        where id = $1 and not exists (
          select from waiting_event where consumer_group = $2 and stream_id = $3 and sequence = $4 and state = 'parked')`,
      [...parameters, detail, now],
    );
    if (count === 0) await tx.query('delete from waiting_event where id = $1', [id]); // it is already in line
  }

  /**
   * Discards a message that was no event of the stream for this group. The group remembers it, so that it does not
   * return.
   */
  async giveUp(tx: EntityManager, id: string): Promise<void> {
    await tx.query(`update waiting_event set state = 'discarded', value = '', next_attempt_at = null where id = $1`, [
      id,
    ]);
  }

  /** Whether an operator has discarded the event with this number: the stream skips it when its turn comes. */
  async isGivenUp(tx: EntityManager, streamId: string, sequence: bigint): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `select from waiting_event where consumer_group = $1 and stream_id = $2 and sequence = $3 and state = 'discarded'`,
      [this.group, streamId, sequence.toString()],
    );
    return rows.length > 0;
  }
}

/** The same for the same message, so that a message that is sent again does not become a second dead letter. */
function contentId(group: string, { topic, key, headers, value }: Message): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([group, topic, key, headers]))
    .update(value)
    .digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
