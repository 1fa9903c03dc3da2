import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { CloudEvent } from '#contracts';
import type { RetrySchedule } from '#config';
import { fromMessage, NotAnEvent } from '../cloud-event.js';
import type { Message } from '../transport/transport.js';
import { retryAfter } from './attempts.js';
import type { ConsumerCounts } from './consumer-counts.js';
import type { EventHandlers } from './event-handlers.js';
import { detailOf, type Failure, type GroupStreams, type WaitingReason, type WaitingRow } from './group-streams.js';

/** The result of a redrive: `waiting` = an earlier event of its stream is missing or waits itself. */
export interface Redriven {
  readonly outcome: 'applied' | 'failed' | 'duplicate' | 'waiting';
  readonly detail?: string;
}

/** The result of a discard: `waiting` = it only waits behind another event of its stream, so it stays. */
export interface Discarded {
  readonly outcome: 'discarded' | 'waiting';
  readonly detail?: string;
}

/** Called in the transaction of an operator's command. */
export type RecordOutcome = (tx: EntityManager, done: Redriven | Discarded) => Promise<void>;

/** What can be read of a message: the event, or why it contains none that could be applied. */
export type Reading = { readonly event: CloudEvent } | { readonly breach: Breach };

export interface Breach {
  readonly reason: Extract<WaitingReason, 'not-an-event' | 'schema-breach'>;
  readonly detail: string;
  /** Unset when the message is not an event. */
  readonly event: CloudEvent | undefined;
}

export interface WaitingEventsOptions {
  readonly group: string;
  readonly dataSource: DataSource;
  readonly retrySchedule: RetrySchedule;
  readonly now: () => Date;
  readonly handlers: EventHandlers;
  /** For events that an operator discards. */
  readonly givenUp: EventHandlers;
  readonly streams: GroupStreams;
  readonly counts: ConsumerCounts;
  /** A newer build may be able to read what an older one could not. */
  readonly read: (message: Message) => Reading;
  /** A stream is no longer being tried: its place is free, and it may be due again itself. */
  readonly onTurnEnded: () => void;
}

/** Streams of a group that are tried at once: a slow one takes one place while the others continue. */
const STREAMS_AT_ONCE = 4;

/** How long one stream is tried before others get its place, in milliseconds. It is due again at once. */
const TURN_MS = 2_000;

const unrecorded: RecordOutcome = () => Promise.resolve();

/** Retries the parked events and dead letters of one group: when they are due, or at an operator's command. */
export class WaitingEvents {
  private readonly logger = new Logger(WaitingEvents.name);
  private readonly inHand = new Map<string, Promise<void>>();
  private isLooking = false;
  private isStopping = false;

  constructor(private readonly options: WaitingEventsOptions) {}

  /** Tries the streams that are due, a few at once. Skips streams that an earlier call is still trying. */
  async retryDue(limit = 50): Promise<number> {
    const places = STREAMS_AT_ONCE - this.inHand.size;
    if (this.isLooking || this.isStopping || places <= 0) return 0;
    this.isLooking = true;
    const { streams, now } = this.options;
    const due = await streams.due(now(), [...this.inHand.keys()], limit).finally(() => (this.isLooking = false));
    const queue = [...due];
    const takeTurns = async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
        if (!this.inHand.has(id)) await this.release(id);
      }
    };
    await Promise.all(Array.from({ length: Math.min(places, due.length) }, takeTurns));
    return due.length;
  }

  /**
   * In how many milliseconds there is something new to try. Undefined when nothing waits for a time, or when every
   * place is taken: then the end of a turn tells.
   */
  async untilDue(): Promise<number | undefined> {
    if (this.inHand.size >= STREAMS_AT_ONCE) return undefined;
    const { streams, now } = this.options;
    const dueAt = await streams.nextDueAt([...this.inHand.keys()]);
    return dueAt && Math.max(0, dueAt.getTime() - now().getTime());
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.inHand.values());
  }

  async redrive(id: string, record = unrecorded): Promise<Redriven | undefined> {
    const { streams, dataSource } = this.options;
    const row = await streams.find(dataSource, id);
    if (!row) return undefined;
    const event = await this.readAgain(row, record);
    if (!('subject' in event)) return event;
    let done: Redriven;
    try {
      done = await dataSource.transaction(async (tx) => {
        const outcome = await this.tryNow(tx, id, event);
        await record(tx, outcome);
        return outcome;
      });
    } catch (error) {
      const failed = { outcome: 'failed', detail: detailOf(error) } as const;
      await this.recordFailure(id, { reason: 'handler-failed', detail: failed.detail, event }, record);
      return failed;
    }
    if (done.outcome === 'applied') this.options.counts.add({ applied: 1 });
    await this.release(event.subject);
    return done;
  }

  async discard(id: string, record = unrecorded): Promise<Discarded | undefined> {
    const { streams, dataSource } = this.options;
    const known = await streams.find(dataSource, id);
    if (!known) return undefined;
    const done = await dataSource.transaction(async (tx) => {
      const outcome = await this.giveUp(tx, known);
      if (outcome) await record(tx, outcome);
      return outcome;
    });
    if (known.stream_id !== null && done?.outcome === 'discarded') await this.release(known.stream_id);
    return done;
  }

  /**
   * This build checks messages that were unreadable or broke their schema; a message that reached a handler before is
   * not checked again.
   */
  private async readAgain(row: WaitingRow, record: RecordOutcome): Promise<CloudEvent | Redriven> {
    if (row.reason !== 'not-an-event' && row.reason !== 'schema-breach') return fromMessage(row);
    const reading = this.options.read(row);
    if ('event' in reading) return reading.event;
    await this.recordFailure(row.id, reading.breach, record);
    return { outcome: 'failed', detail: reading.breach.detail };
  }

  private async recordFailure(id: string, failure: Failure, record: RecordOutcome): Promise<void> {
    const { streams, dataSource } = this.options;
    const { reason, detail, event } = failure;
    await dataSource.transaction(async (tx) => {
      if (event) await streams.lock(tx, [event.subject]);
      const row = await streams.find(tx, id, 'for update');
      if (row) await streams.noteFailure(tx, id, failure);
      if (row && event && reason === 'handler-failed') await streams.setParked(tx, event.subject);
      await record(tx, { outcome: 'failed', detail });
    });
  }

  private async tryNow(tx: EntityManager, id: string, event: CloudEvent): Promise<Redriven> {
    const { streams, handlers, now, counts } = this.options;
    const { sequence: last } = (await streams.lock(tx, [event.subject])).get(event.subject)!;
    const row = await streams.find(tx, id, 'for update');
    if (!row) return { outcome: 'duplicate', detail: 'it no longer waits' };
    const sequence = BigInt(event.sequence);
    if (sequence <= last) {
      await streams.remove(tx, id, event.subject, now());
      return { outcome: 'duplicate', detail: `the stream stands at ${last} already` };
    }
    if (sequence > last + 1n) {
      const detail = `sequence ${sequence} waits for ${last + 1n}`;
      if (row.state === 'dead') await streams.lineUp(tx, id, event, detail, now());
      return { outcome: 'waiting', detail };
    }
    if (!(await handlers.run(event, tx))) counts.add({ unknownTypes: 1 });
    await streams.markApplied(tx, [event], new Map([[event.subject, { sequence }]]), now());
    await streams.remove(tx, id, event.subject, now());
    return { outcome: 'applied' };
  }

  private async giveUp(tx: EntityManager, known: WaitingRow): Promise<Discarded | undefined> {
    const { streams, now, givenUp } = this.options;
    const streamId = known.stream_id;
    const last = streamId === null ? 0n : (await streams.lock(tx, [streamId])).get(streamId)!.sequence;
    const row = await streams.find(tx, known.id, 'for update');
    if (!row) return undefined;
    if (row.reason === 'behind-parked' || row.reason === 'gap') {
      return { outcome: 'waiting', detail: `it waits for sequence ${last + 1n}, nothing is wrong with it` };
    }
    const isNext = streamId !== null && BigInt(row.sequence ?? 0) === last + 1n;
    if (isNext && row.reason === 'handler-failed') {
      await streams.moveTo(tx, streamId, last + 1n);
      await streams.remove(tx, row.id, streamId, now());
    } else {
      await streams.giveUp(tx, row.id);
      if (streamId !== null) await streams.wakeFirst(tx, streamId, now());
    }
    const event = eventIn(row);
    if (event) await givenUp.run(event, tx);
    return { outcome: 'discarded' };
  }

  /** Applies the waiting events of one stream from the first on, until one fails, none is next, or its turn is over. */
  private release(streamId: string): Promise<void> {
    const before = this.inHand.get(streamId) ?? Promise.resolve();
    const letGo = () => {
      if (this.inHand.get(streamId) === turn) this.inHand.delete(streamId);
    };
    const turn = before
      .then(() => this.takeTurn(streamId))
      .finally(letGo)
      // The database failed here: no callback, so that it is not asked again at once.
      .then(this.options.onTurnEnded, (error: unknown) =>
        this.logger.debug(`${this.options.group}: a waiting stream could not be tried.`, error),
      );
    this.inHand.set(streamId, turn);
    return turn;
  }

  private async takeTurn(streamId: string): Promise<void> {
    const end = performance.now() + TURN_MS;
    while (!this.isStopping && performance.now() < end) {
      if (!(await this.step(streamId))) return;
    }
  }

  /** Applies the next event of a stream; false when it can go no further for now. */
  private async step(streamId: string): Promise<boolean> {
    const tried: { row?: WaitingRow; isApplied?: boolean } = {};
    try {
      const goesOn = await this.options.dataSource.transaction(async (tx) => {
        const { streams, now } = this.options;
        const { sequence: last } = (await streams.lock(tx, [streamId])).get(streamId)!;
        const row = await streams.first(tx, streamId);
        // Another instance may have tried it while this one waited for the lock, or an event behind it became due.
        if (row?.next_attempt_at && row.next_attempt_at > now()) {
          await streams.waitBehind(tx, streamId, row.id);
          return false;
        }
        if (row && BigInt(row.sequence!) > last + 1n && (await streams.isGivenUp(tx, streamId, last + 1n))) {
          await streams.moveTo(tx, streamId, last + 1n);
          return true;
        }
        if (!row || BigInt(row.sequence!) > last + 1n) {
          await streams.settle(tx, streamId);
          return false;
        }
        tried.row = row;
        tried.isApplied = await this.applyFirst(tx, row, streamId, last);
        return true;
      });
      if (tried.isApplied) this.options.counts.add({ applied: 1 });
      return goesOn;
    } catch (error) {
      if (!tried.row) throw error;
      await this.postpone(streamId, tried.row.id, detailOf(error));
      return false;
    }
  }

  /** False: the stream passed the event while it waited. */
  private async applyFirst(tx: EntityManager, row: WaitingRow, streamId: string, last: bigint): Promise<boolean> {
    const { streams, handlers, now, counts } = this.options;
    const sequence = BigInt(row.sequence!);
    const isNext = sequence > last;
    if (isNext) {
      const event = fromMessage(row);
      if (!(await handlers.run(event, tx))) counts.add({ unknownTypes: 1 });
      await streams.markApplied(tx, [event], new Map([[streamId, { sequence }]]), now());
    }
    await streams.remove(tx, row.id, streamId, now());
    return isNext;
  }

  private async postpone(streamId: string, id: string, detail: string): Promise<void> {
    const { streams, dataSource, retrySchedule, now, counts, group } = this.options;
    const isDead = await dataSource.transaction(async (tx) => {
      const { sequence: last } = (await streams.lock(tx, [streamId])).get(streamId)!;
      const row = await streams.find(tx, id, 'for update');
      // Another instance may have applied it, or tried it with the same result, in between.
      if (row?.state !== 'parked' || BigInt(row.sequence!) <= last) return false;
      if (row.next_attempt_at && row.next_attempt_at > now()) return false;
      const attempts = row.attempts + 1;
      const retryAt = retryAfter(retrySchedule, attempts, now());
      await streams.postpone(tx, id, attempts, detail, retryAt);
      await streams.setParked(tx, streamId);
      return retryAt === undefined;
    });
    if (!isDead) return;
    // The stream stays parked until somebody repairs and redrives the event, or discards it.
    this.logger.error(`${group}: dead letter (handler-failed), stream ${streamId} waits behind it.`);
    counts.add({ dead: 1 });
  }
}

/** Undefined: the waiting message is not an event, so nobody waits for its effect. */
function eventIn(row: WaitingRow): CloudEvent | undefined {
  try {
    return fromMessage(row);
  } catch (error) {
    if (error instanceof NotAnEvent) return undefined;
    throw error;
  }
}
