import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppObservability, counter, gauge } from '#observability';
import { EventConsumers } from './consumer/event-consumers.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.js';
import { outboxState } from './outbox/outbox-state.js';
import { KafkaTransport } from './transport/kafka.transport.js';

export const publishedEvents = counter('lra_outbox_published_total', 'Events that the transport has accepted');
const waitingOutbox = gauge(
  'lra_outbox_waiting_events',
  'Events that are committed but not yet accepted by the transport',
);
const outboxAge = gauge('lra_outbox_oldest_age_seconds', 'Age of the first event that waits in the outbox; 0: none');
const outboxShards = gauge(
  'lra_outbox_held_shards',
  'Shards of the outbox that a relay holds; if some stay unheld, their events are not sent',
);
const consumed = counter('lra_consumer_events_total', 'Events by outcome in a group', 'group', 'outcome');
const waiting = gauge(
  'lra_consumer_waiting_events',
  'Events that could not be applied: parked ones are retried, dead ones wait for an operator',
  'group',
  'state',
);
const oldestWaiting = gauge(
  'lra_consumer_oldest_waiting_seconds',
  'Age of the first event that could not be applied; 0: none',
  'group',
);
const lag = gauge(
  'lra_consumer_lag_events',
  'Messages of a topic that a group has not yet processed',
  'group',
  'topic',
);

/** Waiting events are counted up to this number: a scrape must not read a table that has grown too large. */
const COUNTED = 10_000;

/** What Prometheus learns about the events of one app. */
@Injectable()
export class MessagingMetrics implements OnApplicationBootstrap, OnApplicationShutdown {
  private ends: (() => void)[] = [];

  constructor(
    private readonly observability: AppObservability,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly dataSource: DataSource,
    private readonly consumers: EventConsumers,
  ) {}

  onApplicationBootstrap(): void {
    this.ends = [this.watchOutbox(), this.watchCounts(), this.watchWaiting(), ...this.watchLag()];
  }

  onApplicationShutdown(): void {
    for (const end of this.ends) end();
  }

  private watchOutbox(): () => void {
    return this.observability.atScrape('outbox', async (note) => {
      const { depth, oldestAgeSeconds, leases } = await outboxState(this.dataSource);
      note(waitingOutbox, {}, depth);
      note(outboxAge, {}, oldestAgeSeconds);
      note(outboxShards, {}, leases.length);
    });
  }

  private watchCounts(): () => void {
    return this.observability.atScrape('consumers', (note) => {
      for (const { name: group, counts } of this.consumers.groups) {
        note(consumed, { group, outcome: 'applied' }, counts.applied);
        note(consumed, { group, outcome: 'duplicate' }, counts.duplicates);
        note(consumed, { group, outcome: 'unknown-type' }, counts.unknownTypes);
        note(consumed, { group, outcome: 'parked' }, counts.parked);
        note(consumed, { group, outcome: 'dead' }, counts.dead);
      }
    });
  }

  private watchWaiting(): () => void {
    return this.observability.atScrape('waiting-events', async (note) => {
      const rows = await this.dataSource.query<{ group: string; state: string; n: number; age: number }[]>(
        `select consumer_group as "group", state, count(*)::int as n,
                greatest(0, extract(epoch from now() - min(created_at)))::float8 as age
           from (select consumer_group, state, created_at from waiting_event where state <> 'discarded' limit $1) as bounded
          group by consumer_group, state`,
        [COUNTED],
      );
      for (const { name: group } of this.consumers.groups) {
        const own = rows.filter((row) => row.group === group);
        for (const state of ['parked', 'dead']) {
          note(waiting, { group, state }, own.find((row) => row.state === state)?.n ?? 0);
        }
        note(oldestWaiting, { group }, Math.max(0, ...own.map(({ age }) => age)));
      }
    });
  }

  /** In process there is nothing between outbox and group. */
  private watchLag(): (() => void)[] {
    const { transport } = this.options;
    if (!(transport instanceof KafkaTransport)) return [];
    const watch = this.observability.atScrape('broker', async (note) => {
      await Promise.all(
        this.consumers.groups.map(async ({ name: group }) => {
          const byTopic = new Map<string, number>();
          for (const of of await transport.lag(group)) byTopic.set(of.topic, (byTopic.get(of.topic) ?? 0) + of.lag);
          for (const [topic, messages] of byTopic) note(lag, { group, topic }, messages);
        }),
      );
    });
    return [watch];
  }
}
