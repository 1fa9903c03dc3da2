import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { CloudEvent } from '#contracts';
import type { RetrySchedule } from '#config';
import { fromMessage, NotAnEvent } from '../cloud-event.js';
import { currentScope, within, type AppObservability } from '#observability';
import type { Message } from '../transport/transport.js';
import { QUICK_ATTEMPTS, retryAfter } from './attempts.js';
import { ConsumerCounts } from './consumer-counts.js';
import { EventHandlers, HandlerTooSlow, type EventHandler } from './event-handlers.js';
import type { EventSchemas } from './event-schemas.js';
import { detailOf, GroupStreams, type Incoming } from './group-streams.js';
import { WaitingEvents, type Discarded, type Reading, type RecordOutcome, type Redriven } from './waiting-events.js';

export type { EventContext, EventHandler } from './event-handlers.js';

export interface ConsumerGroupOptions {
  readonly group: string;
  readonly handlers: ReadonlyMap<string, EventHandler>;
  /** By type: called when an operator discards an event, in that transaction. */
  readonly givenUp?: ReadonlyMap<string, EventHandler>;
  readonly dataSource: DataSource;
  readonly schemas: EventSchemas;
  /** Pauses in milliseconds between the attempts of a parked event. */
  readonly retrySchedule: RetrySchedule;
  readonly now: () => Date;
  /** Longest time for the handler of one event, and for each of its statements, in milliseconds. */
  readonly handlerWithinMs?: number;
  /** Called when parked events may be due earlier than `untilRetry` said. */
  readonly onWaiting?: () => void;
  readonly observability?: AppObservability;
}

/** A handler writes only to its own database, so one that exceeds this time hangs. */
const HANDLER_WITHIN_MS = 30_000;

/**
 * Applies the events of one group: each once, in the order of its stream. A batch is one transaction. When that fails
 * its events are applied one by one, so that only the failing one is parked, with the later events of its stream.
 */
export class ConsumerGroup {
  readonly counts = new ConsumerCounts();
  private readonly logger = new Logger(ConsumerGroup.name);
  private readonly handlers: EventHandlers;
  private readonly streams: GroupStreams;
  private readonly waiting: WaitingEvents;

  constructor(private readonly options: ConsumerGroupOptions) {
    const { group, handlers, givenUp = new Map(), dataSource, schemas, retrySchedule, now, handlerWithinMs = HANDLER_WITHIN_MS } = options; // prettier-ignore
    const traced = (event: CloudEvent, work: () => Promise<void>) => this.trace(event, work);
    this.handlers = new EventHandlers(handlers, handlerWithinMs, traced);
    this.streams = new GroupStreams(group, dataSource, handlerWithinMs);
    this.waiting = new WaitingEvents({
      group, dataSource, now, retrySchedule,
      handlers: this.handlers, givenUp: new EventHandlers(givenUp, handlerWithinMs, traced), streams: this.streams, counts: this.counts,
      read: (message) => read(message, schemas), onTurnEnded: () => this.options.onWaiting?.(),
    }); // prettier-ignore
  }

  get name(): string {
    return this.options.group;
  }

  get unknownTypes(): number {
    return this.counts.unknownTypes;
  }

  /** Takes messages in order. Rejects only when the database does not answer; then nothing was taken. */
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
      if (incoming.length > 1) this.logger.debug(`${this.name}: a batch failed, continuing one by one.`, error);
      for (const one of incoming) {
        const { traceparent } = one.event;
        await within({ ...currentScope(), traceparent }, () => this.applyOrPark(one));
      }
    }
  }

  /** Tries the parked events that are due. Returns how many streams it tried. */
  retryDue(limit?: number): Promise<number> {
    return this.waiting.retryDue(limit);
  }

  /** In how many milliseconds a parked event is due; undefined when none is known to be. */
  untilRetry(): Promise<number | undefined> {
    return this.waiting.untilDue();
  }

  /**
   * Tries one waiting event at once; `record` runs in the transaction of its outcome. Undefined: there is no such
   * event.
   */
  redrive(id: string, record?: RecordOutcome): Promise<Redriven | undefined> {
    return this.waiting.redrive(id, record);
  }

  /** Discards one waiting event; its stream continues after it. Undefined: there is no such event. */
  discard(id: string, record?: RecordOutcome): Promise<Discarded | undefined> {
    return this.waiting.discard(id, record);
  }

  /** Starts no further attempt of a parked event, and waits for those in progress. */
  stop(): Promise<void> {
    return this.waiting.stop();
  }

  private async trace(event: CloudEvent, work: () => Promise<void>): Promise<void> {
    const span = this.options.observability?.span('consumer', `process ${event.type}`, event.traceparent, {
      'messaging.consumer.group.name': this.name,
      'messaging.message.id': event.id,
      'cloudevents.event_type': event.type,
    });
    try {
      await within({ ...currentScope(), traceparent: span?.traceparent ?? event.traceparent }, work);
      span?.end();
    } catch (error) {
      span?.end({ 'error.type': 'handler-failed' });
      throw error;
    }
  }

  private async decode(message: Message): Promise<CloudEvent | undefined> {
    const reading = read(message, this.options.schemas);
    if ('event' in reading) return reading.event;
    const { reason, detail, event } = reading.breach;
    if (await this.streams.bury(message, event, reason, detail)) {
      // Only the dead letter has the detail, since it can quote what somebody sent.
      this.logger.error(`${this.name}: dead letter (${reason}), event ${event?.id ?? 'unknown'}.`);
      this.counts.add({ dead: 1 });
    }
    return undefined;
  }

  private async apply(incoming: readonly Incoming[]): Promise<void> {
    const done = await this.options.dataSource.transaction(async (tx) => {
      const tally = { applied: 0, duplicates: 0, unknownTypes: 0, parked: 0 };
      const streams = await this.streams.lock(
        tx,
        incoming.map(({ event }) => event.subject),
      );
      const applied: CloudEvent[] = [];
      for (const one of incoming) {
        const stream = streams.get(one.event.subject)!;
        const sequence = BigInt(one.event.sequence);
        if (sequence <= stream.sequence) tally.duplicates += 1;
        else if (stream.parked) tally.parked += await this.parkBehind(tx, one);
        else if (sequence > stream.sequence + 1n) tally.parked += await this.parkAfterGap(tx, one, stream.sequence);
        else {
          if (!(await this.handlers.run(one.event, tx))) tally.unknownTypes += 1;
          stream.sequence = sequence;
          applied.push(one.event);
        }
      }
      const isGapClosed = await this.streams.markApplied(tx, applied, streams, this.options.now());
      return { ...tally, applied: applied.length, isGapClosed };
    });
    this.counts.add(done);
    if (done.parked > 0 || done.isGapClosed) this.options.onWaiting?.();
  }

  private async parkBehind(tx: EntityManager, one: Incoming): Promise<number> {
    const detail = 'an earlier event of the stream waits';
    return Number(
      await this.streams.park(tx, one, { reason: 'behind-parked', detail, attempts: 0, retryAt: undefined }),
    );
  }

  private async parkAfterGap(tx: EntityManager, one: Incoming, last: bigint): Promise<number> {
    const { sequence, subject } = one.event;
    const isPassable = await this.streams.isGivenUp(tx, subject, last + 1n);
    const isParked = await this.streams.park(tx, one, {
      reason: 'gap',
      detail: `sequence ${sequence} waits for ${last + 1n}`,
      attempts: 0,
      retryAt: isPassable ? this.options.now() : undefined,
    });
    return Number(isParked);
  }

  private async applyOrPark(one: Incoming): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.apply([one]);
        return;
      } catch (error) {
        if (attempt < QUICK_ATTEMPTS && !(error instanceof HandlerTooSlow)) continue;
        await this.parkFailed(one, attempt, error);
        return;
      }
    }
  }

  private async parkFailed(one: Incoming, attempts: number, error: unknown): Promise<void> {
    const detail = detailOf(error);
    const { retrySchedule, now, dataSource } = this.options;
    this.logger.error(`${this.name}: ${one.event.type} ${one.event.id} failed and waits.`, error);
    const retryAt = retryAfter(retrySchedule, attempts, now());
    const isParked = await dataSource.transaction(async (tx) => {
      const stream = (await this.streams.lock(tx, [one.event.subject])).get(one.event.subject)!;
      // Another member of the group may have applied it in between.
      if (BigInt(one.event.sequence) <= stream.sequence) return false;
      return this.streams.park(tx, one, { reason: 'handler-failed', detail, attempts, retryAt });
    });
    if (!isParked) return;
    this.counts.add(retryAt ? { parked: 1 } : { dead: 1 });
    this.options.onWaiting?.();
  }
}

function read(message: Message, schemas: EventSchemas): Reading {
  try {
    const event = fromMessage(message);
    const detail = schemas.breach(event);
    return detail === undefined ? { event } : { breach: { reason: 'schema-breach', detail, event } };
  } catch (error) {
    if (!(error instanceof NotAnEvent)) throw error;
    return { breach: { reason: 'not-an-event', detail: error.message, event: undefined } };
  }
}
