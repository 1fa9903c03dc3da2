import { Inject, Injectable, Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { DataSource } from 'typeorm';
import { Clock } from '#database';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.js';
import { ConsumerGroup, type EventHandler } from './consumer-group.js';
import type { ConsumesExtras } from './consumes.js';
import { EventSchemas } from './event-schemas.js';

/** How often parked events are looked for. */
const RETRY_POLL_MS = 500;

/** Nest's side of the consumers: collects the handlers marked with `@Consumes` and subscribes their groups. */
@Injectable()
export class EventConsumers extends Server implements CustomTransportStrategy {
  /** The consumer group gets every failure and tells of it. */
  override readonly propagatesEventHandlerErrors = true;
  private readonly log = new Logger(EventConsumers.name);
  private readonly handlersOf = new Map<string, { handlers: Map<string, EventHandler>; topics: Set<string> }>();
  private groups: ConsumerGroup[] = [];
  private timer: NodeJS.Timeout | undefined;
  private retrying: Promise<void> = Promise.resolve();
  private isClosing = false;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super();
  }

  override addHandler(
    type: string,
    callback: MessageHandler,
    _isEvent?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    const { group, topics } = extras as unknown as ConsumesExtras;
    const known = this.handlersOf.get(group) ?? {
      handlers: new Map<string, EventHandler>(),
      topics: new Set<string>(),
    };
    if (known.handlers.has(type)) throw new Error(`Group ${group} has two handlers for ${type}.`);
    known.handlers.set(type, async (event, context) => {
      const result: unknown = await callback(event, context);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
    for (const topic of topics) known.topics.add(topic);
    this.handlersOf.set(group, known);
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      const schemas = new EventSchemas();
      const { retrySchedule } = this.options;
      const subscribing = [...this.handlersOf].map(([group, { handlers, topics }]) => {
        const consumer = new ConsumerGroup({
          group, handlers, dataSource: this.dataSource, schemas, retrySchedule, now: () => this.clock.now(),
        }); // prettier-ignore
        this.groups.push(consumer);
        return this.options.transport.subscribe({
          group,
          topics: [...topics],
          handle: (messages) => consumer.handle(messages),
        });
      });
      await Promise.all(subscribing); // each may have to wait for the first members of its group
      if (this.groups.length > 0) this.scheduleRetries();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  async close(): Promise<void> {
    this.isClosing = true;
    clearTimeout(this.timer);
    await Promise.all(this.groups.map((group) => this.options.transport.unsubscribe(group.name)));
    await this.retrying;
    this.groups = [];
  }

  on(): void {
    throw new Error('The consumers have no events of their own.');
  }

  unwrap<T>(): T {
    return this.groups as T;
  }

  private scheduleRetries(): void {
    this.timer = setTimeout(() => {
      this.retrying = this.retryAll().finally(() => {
        if (!this.isClosing) this.scheduleRetries();
      });
    }, RETRY_POLL_MS);
  }

  private async retryAll(): Promise<void> {
    for (const group of this.groups) {
      await group.retryDue().catch((error: unknown) => this.log.debug(`${group.name}: ${String(error)}`));
    }
  }
}
