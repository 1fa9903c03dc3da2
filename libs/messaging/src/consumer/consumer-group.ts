import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { CloudEvent } from '#contracts';
import { nextAttemptAt, type RetrySchedule } from '#config';
import { newId } from '#database';
import { fromMessage, NotAnEvent } from '../cloud-event.js';
import type { Message } from '../transport/transport.js';
import type { EventSchemas } from './event-schemas.js';

/** What a handler may use: the transaction in which its effect and the mark "done" commit together. */
export interface EventContext {
  readonly tx: EntityManager;
}

export type EventHandler = (event: CloudEvent, context: EventContext) => Promise<void>;

export interface ConsumerGroupOptions {
  readonly group: string;
  readonly handlers: ReadonlyMap<string, EventHandler>;
  readonly dataSource: DataSource;
  readonly schemas: EventSchemas;
  /** Pauses in milliseconds between the attempts of a parked event. */
  readonly retrySchedule: RetrySchedule;
  readonly now: () => Date;
}

interface Incoming {
  readonly message: Message;
  readonly event: CloudEvent;
}

interface StreamState {
  sequence: bigint;
  parked: boolean;
}

/** Attempts before an event is parked: most failures are a deadlock or a passing lock. */
const QUICK_ATTEMPTS = 3;

/**
 * Applies the events of one group: each once, in the order of its stream. A batch is one transaction; when that fails
 * its events are applied one by one, so that only the guilty one is parked, with the later events of its stream.
 */
export class ConsumerGroup {
  private readonly logger = new Logger(ConsumerGroup.name);
  /** Events of types that this build does not know; they are skipped, not lost: their stream goes on. */
  unknownTypes = 0;

  constructor(private readonly options: ConsumerGroupOptions) {}

  get name(): string {
    return this.options.group;
  }

  /** Takes messages in order. Rejects only when the database does not answer: then nothing was taken. */
  async handle(messages: readonly Message[]): Promise<void> {
    const incoming: Incoming[] = [];
    for (const message of messages) {
      const event = await this.decode(message);
      if (event) incoming.push({ message, event });
    }
    if (incoming.length === 0) return;
    try {
      await this.apply(incoming);
    } catch (error) {
      if (incoming.length > 1) this.logger.debug(`${this.name}: batch failed, going on one by one: ${String(error)}`);
      for (const one of incoming) await this.applyOrPark(one);
    }
  }

  /** Tries the parked events whose time has come. Returns how many streams went on. */
  async retryDue(limit = 50): Promise<number> {
    const due = await this.options.dataSource.query<{ stream_id: string }[]>(
      `select distinct stream_id from waiting_event
        where consumer_group = $1 and state = 'parked' and next_attempt_at <= $2 limit $3`,
      [this.name, this.options.now(), limit],
    );
    for (const { stream_id } of due) await this.retryStream(stream_id);
    return due.length;
  }

  private async decode(message: Message): Promise<CloudEvent | undefined> {
    let event: CloudEvent;
    try {
      event = fromMessage(message);
    } catch (error) {
      if (!(error instanceof NotAnEvent)) throw error;
      await this.bury(message, undefined, 'not-an-event', error.message);
      return undefined;
    }
    const breach = this.options.schemas.breach(event);
    if (breach === undefined) return event;
    await this.bury(message, event, 'schema-breach', breach);
    return undefined;
  }

  private apply(incoming: readonly Incoming[]): Promise<void> {
    return this.options.dataSource.transaction(async (tx) => {
      const streams = await this.lockStreams(tx, incoming);
      const applied: CloudEvent[] = [];
      for (const { message, event } of incoming) {
        const stream = streams.get(event.subject)!;
        const sequence = BigInt(event.sequence);
        if (sequence <= stream.sequence) continue;
        if (stream.parked || sequence > stream.sequence + 1n) {
          const reason = stream.parked ? 'behind-parked' : 'gap';
          const detail = stream.parked
            ? 'an earlier event of the stream waits'
            : `sequence ${event.sequence} came after ${stream.sequence}`;
          await this.park(tx, { message, event }, { reason, detail, attempts: 0, retryAt: undefined });
          continue;
        }
        await this.dispatch(event, tx);
        stream.sequence = sequence;
        applied.push(event);
      }
      await this.markApplied(tx, applied, streams);
      await this.wakeGaps(tx, applied);
    });
  }

  private async lockStreams(tx: EntityManager, incoming: readonly Incoming[]): Promise<Map<string, StreamState>> {
    const ids = [...new Set(incoming.map(({ event }) => event.subject))];
    await tx.query(
      `insert into consumer_stream (consumer_group, stream_id)
       select $1, id from unnest($2::uuid[]) as id order by id on conflict do nothing`,
      [this.name, ids],
    );
    const rows = await tx.query<{ stream_id: string; sequence: string; parked: boolean }[]>(
      `select stream_id, sequence, parked from consumer_stream
        where consumer_group = $1 and stream_id = any($2) order by stream_id for update`,
      [this.name, ids],
    );
    return new Map(rows.map((row) => [row.stream_id, { sequence: BigInt(row.sequence), parked: row.parked }]));
  }

  private async dispatch(event: CloudEvent, tx: EntityManager): Promise<void> {
    const handler = this.options.handlers.get(event.type);
    if (handler) await handler(event, { tx });
    else this.unknownTypes += 1;
  }

  private async markApplied(
    tx: EntityManager,
    applied: readonly CloudEvent[],
    streams: ReadonlyMap<string, StreamState>,
  ) {
    if (applied.length === 0) return;
    await tx.query('insert into inbox (consumer_group, event_id) select $1, unnest($2::uuid[])', [
      this.name,
      applied.map((event) => event.id),
    ]);
    const ids = [...new Set(applied.map((event) => event.subject))];
    await tx.query(
      `update consumer_stream set sequence = done.sequence
         from unnest($2::uuid[], $3::bigint[]) as done(stream_id, sequence)
        where consumer_group = $1 and consumer_stream.stream_id = done.stream_id`,
      [this.name, ids, ids.map((id) => streams.get(id)!.sequence.toString())],
    );
  }

  /** An event that waited for a gap to close is due as soon as the one before it was applied. */
  private async wakeGaps(tx: EntityManager, applied: readonly CloudEvent[]): Promise<void> {
    if (applied.length === 0) return;
    await tx.query(
      `update waiting_event set next_attempt_at = $3
        where consumer_group = $1 and state = 'parked' and reason = 'gap' and stream_id = any($2)`,
      [this.name, [...new Set(applied.map((event) => event.subject))], this.options.now()],
    );
  }

  private async applyOrPark(one: Incoming): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.apply([one]);
        return;
      } catch (error) {
        if (attempt < QUICK_ATTEMPTS) continue;
        const detail = error instanceof Error ? error.message : String(error);
        this.logger.error(`${this.name}: ${one.event.type} ${one.event.id} failed and waits: ${detail}`);
        await this.options.dataSource.transaction(async (tx) => {
          await this.lockStreams(tx, [one]);
          const retryAt = nextAttemptAt(
            this.options.retrySchedule,
            attempt - QUICK_ATTEMPTS + 1,
            this.options.now(),
            0.5,
          );
          await this.park(tx, one, { reason: 'handler-failed', detail, attempts: attempt, retryAt });
        });
        return;
      }
    }
  }

  private async park(
    tx: EntityManager,
    { message, event }: Incoming,
    why: { reason: string; detail: string; attempts: number; retryAt: Date | undefined },
  ): Promise<void> {
    await tx.query(
      `insert into waiting_event (id, consumer_group, state, stream_id, sequence, topic, key, headers, value, origin,
                                  reason, detail, attempts, next_attempt_at)
       values ($1, $2, 'parked', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (consumer_group, stream_id, sequence) where state = 'parked' do nothing`,
      [
        newId(), this.name, event.subject, event.sequence, message.topic, message.key, JSON.stringify(message.headers),
        message.value, message.origin ?? null, why.reason, why.detail.slice(0, 1_000), why.attempts, why.retryAt ?? null,
      ], // prettier-ignore
    );
    if (why.reason === 'handler-failed') {
      await tx.query('update consumer_stream set parked = true where consumer_group = $1 and stream_id = $2', [
        this.name,
        event.subject,
      ]);
    }
  }

  private async bury(message: Message, event: CloudEvent | undefined, reason: string, detail: string): Promise<void> {
    this.logger.error(`${this.name}: dead letter (${reason}): ${detail}`);
    await this.options.dataSource.query(
      `insert into waiting_event (id, consumer_group, state, stream_id, sequence, topic, key, headers, value, origin,
                                  reason, detail, attempts)
       values ($1, $2, 'dead', $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
       on conflict (id) do nothing`,
      [
        contentId(this.name, message), this.name, event?.subject ?? null, event?.sequence ?? null, message.topic, message.key,
        JSON.stringify(message.headers), message.value, message.origin ?? null, reason, detail.slice(0, 1_000),
      ], // prettier-ignore
    );
  }

  /** Applies the waiting events of one stream from the first on, until one fails again or none is next in line. */
  private async retryStream(streamId: string): Promise<void> {
    for (;;) {
      const outcome = await this.options.dataSource
        .transaction((tx) => this.retryFirst(tx, streamId))
        .catch((error: unknown) => error);
      if (outcome === 'none') return;
      if (outcome !== 'applied') {
        await this.postpone(streamId, outcome);
        return;
      }
    }
  }

  private async retryFirst(tx: EntityManager, streamId: string): Promise<'applied' | 'none'> {
    const [stream] = await tx.query<{ sequence: string }[]>(
      `select sequence from consumer_stream where consumer_group = $1 and stream_id = $2 for update`,
      [this.name, streamId],
    );
    const [row] = await tx.query<(Message & { id: string; sequence: string; next_attempt_at: Date | null })[]>(
      `select id, sequence, topic, key, headers, value, next_attempt_at from waiting_event
        where consumer_group = $1 and stream_id = $2 and state = 'parked' order by sequence limit 1`,
      [this.name, streamId],
    );
    const last = BigInt(stream?.sequence ?? 0);
    // Another instance may have tried it while this one waited for the lock.
    if (row?.next_attempt_at && row.next_attempt_at > this.options.now()) return 'none';
    if (!row || BigInt(row.sequence) > last + 1n) {
      await tx.query(
        `with due as (update waiting_event set next_attempt_at = null
                       where consumer_group = $1 and stream_id = $2 and state = 'parked')
         update consumer_stream set parked = false where consumer_group = $1 and stream_id = $2`,
        [this.name, streamId],
      );
      return 'none';
    }
    if (BigInt(row.sequence) === last + 1n) {
      const event = fromMessage(row);
      await this.dispatch(event, tx);
      await this.markApplied(tx, [event], new Map([[streamId, { sequence: BigInt(row.sequence), parked: true }]]));
    }
    await tx.query('delete from waiting_event where id = $1', [row.id]);
    return 'applied';
  }

  private async postpone(streamId: string, error: unknown): Promise<void> {
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
    await this.options.dataSource.transaction(async (tx) => {
      const [row] = await tx.query<{ id: string; attempts: number }[]>(
        `select id, attempts from waiting_event where consumer_group = $1 and stream_id = $2 and state = 'parked'
          order by sequence limit 1 for update`,
        [this.name, streamId],
      );
      if (!row) return;
      const attempts = row.attempts + 1;
      const retryAt = nextAttemptAt(
        this.options.retrySchedule,
        Math.max(1, attempts - QUICK_ATTEMPTS + 1),
        this.options.now(),
        0.5,
      );
      // Without another attempt it is a dead letter; the stream stays parked until someone mends and redrives it.
      await tx.query(
        `update waiting_event set attempts = $2, next_attempt_at = $3, reason = 'handler-failed', detail = $4,
                state = case when $3::timestamptz is null then 'dead' else 'parked' end
          where id = $1`,
        [row.id, attempts, retryAt ?? null, detail],
      );
      await tx.query('update consumer_stream set parked = true where consumer_group = $1 and stream_id = $2', [
        this.name,
        streamId,
      ]);
    });
  }
}

/** The same for the same message, so that one that is sent again does not become a second dead letter. */
function contentId(group: string, { topic, key, headers, value }: Message): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([group, topic, key, headers]))
    .update(value)
    .digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
