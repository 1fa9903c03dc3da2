import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { EventConsumers } from '../consumer/event-consumers.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.js';
import { KafkaTransport } from '../transport/kafka.transport.js';

/** How far a consumer group is behind, in messages; null: the broker does not tell. */
export interface GroupLag {
  readonly group: string;
  readonly lag: number | null;
}

/** Longest wait for the broker, in milliseconds: whoever asks wants to know the rest in any case. */
const TOLD_WITHIN_MS = 1_000;

/** How far the groups of this app are behind. In process there is nothing between outbox and group. */
@Injectable()
export class ConsumerLag {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly consumers: EventConsumers,
  ) {}

  ofGroups(): Promise<readonly GroupLag[]> {
    const { transport } = this.options;
    const of = (group: string) =>
      transport instanceof KafkaTransport ? inTime(lagOf(transport, group)) : Promise.resolve(0);
    return Promise.all(this.consumers.groups.map(async ({ name: group }) => ({ group, lag: await of(group) })));
  }
}

const lagOf = async (transport: KafkaTransport, group: string): Promise<number> =>
  (await transport.lag(group)).reduce((sum, { lag }) => sum + lag, 0);

function inTime(told: Promise<number>): Promise<number | null> {
  const stop = new AbortController();
  const late = pause(TOLD_WITHIN_MS, null, { signal: stop.signal }).catch(() => null);
  return Promise.race([told.catch(() => null), late]).finally(() => stop.abort());
}
