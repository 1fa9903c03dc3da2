import {
  Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleInit,
} from '@nestjs/common'; // prettier-ignore
import { DataSource } from 'typeorm';
import { BackgroundWork } from '#background';
import { Clock } from '#database';
import { AppObservability, within } from '#observability';
import { MarkedMethods } from '../marked-methods.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.js';
import { ConsumerGroup } from './consumer-group.js';
import { HandlesEvents } from './consumes.js';
import type { EventHandler } from './event-handlers.js';
import { EventSchemas } from './event-schemas.js';

/**
 * Longest pause between two checks for parked events, in milliseconds: finds what another instance parked before it
 * died.
 */
const RETRY_POLL_MS = 5_000;

export interface ConsumedGroup {
  /** By type of event. */
  readonly handlers: ReadonlyMap<string, EventHandler>;
  /** Also by type: called when an operator discards an event. */
  readonly givenUp: ReadonlyMap<string, EventHandler>;
  readonly topics: ReadonlySet<string>;
  /** Of all its handlers. */
  readonly tellsNews: boolean;
}

type Handlers = Map<string, EventHandler>;

/** The consumers of an app: the methods marked with `@Consumes`, and the groups that are subscribed for them. */
@Injectable()
export class EventConsumers implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(EventConsumers.name);
  private readonly handlersOf = new Map<
    string,
    { handlers: Handlers; givenUp: Handlers; topics: Set<string>; tellsNews: boolean }
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
    private readonly marked: MarkedMethods,
  ) {}

  onModuleInit(): void {
    for (const { mark, call } of this.marked.with(HandlesEvents)) {
      const group = `${this.options.database.app}.${mark.group}`;
      const known = this.handlersOf.get(group) ?? {
        handlers: new Map<string, EventHandler>(),
        givenUp: new Map<string, EventHandler>(),
        topics: new Set<string>(),
        tellsNews: true,
      };
      known.tellsNews &&= mark.tellsNews;
      const handlers = mark.givenUp ? known.givenUp : known.handlers;
      for (const { type, topic } of mark.contracts) {
        if (handlers.has(type)) throw new Error(`Group ${group} has two handlers for ${type}.`);
        handlers.set(type, async (event, context) => {
          await call(event, context);
        });
        known.topics.add(topic);
      }
      this.handlersOf.set(group, known);
    }
  }

  /** What each group of this app handles, by its name. */
  get consumed(): ReadonlyMap<string, ConsumedGroup> {
    return this.handlersOf;
  }

  /** Resolves when each group has its first members, so that an app that is ready also consumes. */
  async onApplicationBootstrap(): Promise<void> {
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
        // In process the sender makes the call: from here on this app is the one that speaks.
        handle: (messages) => within({ app: this.observability.app }, () => consumer.handle(messages)),
      });
    });
    await Promise.all(subscribing);
    if (this.subscribed.size > 0) this.retries.start();
  }

  /** The groups of this app, once they are started. */
  get groups(): readonly ConsumerGroup[] {
    return [...this.subscribed.values()];
  }

  /** Undefined when no handler of this build belongs to the group. */
  group(name: string): ConsumerGroup | undefined {
    return this.subscribed.get(name);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.groups.map((group) => this.options.transport.unsubscribe(group.name)));
    await this.retries.stop();
    await Promise.all(this.groups.map((group) => group.stop()));
    await Promise.all(this.retrying);
    this.subscribed.clear();
  }

  /** Starts to try what is due. Returns in how many milliseconds the next event is due. */
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

  /** Not awaited: a group with slow parked events must not delay the others. */
  private retry(group: ConsumerGroup): void {
    const retry = group
      .retryDue()
      .catch((error: unknown) => this.log.debug(`${group.name}: parked events could not be looked for.`, error))
      .then(() => void this.retrying.delete(retry));
    this.retrying.add(retry);
  }
}
