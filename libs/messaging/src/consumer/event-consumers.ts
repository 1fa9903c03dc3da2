import { Inject, Injectable, Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { DataSource } from 'typeorm';
import { BackgroundWork } from '#background';
import { Clock } from '#database';
import { AppObservability, within } from '#observability';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.js';
import { ConsumerGroup } from './consumer-group.js';
import type { ConsumesExtras } from './consumes.js';
import type { EventHandler } from './event-handlers.js';
import { EventSchemas } from './event-schemas.js';

/** Longest pause between two looks for parked events, in milliseconds: it finds what another instance parked, and died. */
const RETRY_POLL_MS = 5_000;

export interface ConsumedGroup {
  /** By type of event. */
  readonly handlers: ReadonlyMap<string, EventHandler>;
  /** By type too: what is done when an operator gives one up. */
  readonly givenUp: ReadonlyMap<string, EventHandler>;
  readonly topics: ReadonlySet<string>;
  /** Of all its handlers. */
  readonly tellsNews: boolean;
}

/** Nest's side of the consumers: collects the handlers marked with `@Consumes` and subscribes their groups. */
@Injectable()
export class EventConsumers extends Server implements CustomTransportStrategy {
  /** The consumer group gets every failure and tells of it. */
  override readonly propagatesEventHandlerErrors = true;
  private readonly log = new Logger(EventConsumers.name);
  private readonly handlersOf = new Map<
    string,
    {
      handlers: Map<string, EventHandler>;
      givenUp: Map<string, EventHandler>;
      topics: Set<string>;
      tellsNews: boolean;
    }
  >();
  private readonly subscribed = new Map<string, ConsumerGroup>();
  private readonly retrying = new Set<Promise<void>>();
  private readonly retries = new BackgroundWork({
    name: 'Parked events', pollMs: RETRY_POLL_MS, turn: () => this.retryAll(),
  }); // prettier-ignore

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly observability: AppObservability,
  ) {
    super();
  }

  override addHandler(
    type: string,
    callback: MessageHandler,
    _isEvent?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    const { group, topics, tellsNews, givenUp } = extras as unknown as ConsumesExtras;
    const known = this.handlersOf.get(group) ?? {
      handlers: new Map<string, EventHandler>(),
      givenUp: new Map<string, EventHandler>(),
      topics: new Set<string>(),
      tellsNews: true,
    };
    known.tellsNews &&= tellsNews;
    const handlers = givenUp ? known.givenUp : known.handlers;
    if (handlers.has(type)) throw new Error(`Group ${group} has two handlers for ${type}.`);
    handlers.set(type, async (event, context) => {
      const result: unknown = await callback(event, context);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
    for (const topic of topics) known.topics.add(topic);
    this.handlersOf.set(group, known);
  }

  /** What each group of this app handles, by its name. */
  get consumed(): ReadonlyMap<string, ConsumedGroup> {
    return this.handlersOf;
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      const schemas = new EventSchemas();
      const { retrySchedule } = this.options;
      const subscribing = [...this.handlersOf].map(([group, { handlers, givenUp, topics }]) => {
        const consumer = new ConsumerGroup({
          group, handlers, givenUp, dataSource: this.dataSource, schemas, retrySchedule, now: () => this.clock.now(),
          onWaiting: () => this.retries.wake(),
          observability: this.observability,
        }); // prettier-ignore
        this.subscribed.set(group, consumer);
        return this.options.transport.subscribe({
          group,
          topics: [...topics],
          // In process it is the sender who calls: from here on this app speaks.
          handle: (messages) => within({ app: this.observability.app }, () => consumer.handle(messages)),
        });
      });
      await Promise.all(subscribing); // each may have to wait for the first members of its group
      if (this.subscribed.size > 0) this.retries.start();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** The groups of this app, once it has started. */
  get groups(): readonly ConsumerGroup[] {
    return [...this.subscribed.values()];
  }

  /** Undefined when no handler of this build belongs to the group. */
  group(name: string): ConsumerGroup | undefined {
    return this.subscribed.get(name);
  }

  async close(): Promise<void> {
    await Promise.all(this.groups.map((group) => this.options.transport.unsubscribe(group.name)));
    await this.retries.stop();
    await Promise.all(this.groups.map((group) => group.stop()));
    await Promise.all(this.retrying);
    this.subscribed.clear();
  }

  on(): void {
    throw new Error('The consumers have no events of their own.');
  }

  unwrap<T>(): T {
    return this.groups as T;
  }

  /** Begins to try what is due. Says in how many milliseconds the next event is. */
  private async retryAll(): Promise<number | undefined> {
    const pauses = await Promise.all(
      this.groups.map(async (group) => {
        const pauseMs = await group.untilRetry();
        if (pauseMs !== 0) return pauseMs;
        this.retry(group);
        return undefined; // the end of a turn tells
      }),
    );
    const known = pauses.filter((pauseMs) => pauseMs !== undefined);
    return known.length > 0 ? Math.min(...known) : undefined;
  }

  /** Not waited for: a group whose parked events are slow does not keep the others from theirs. */
  private retry(group: ConsumerGroup): void {
    const retry = group
      .retryDue()
      .catch((error: unknown) => this.log.debug(`${group.name}: parked events could not be looked for.`, error))
      .then(() => void this.retrying.delete(retry));
    this.retrying.add(retry);
  }
}
