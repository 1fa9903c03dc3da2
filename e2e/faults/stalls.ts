import kafkajs from 'kafkajs';
import { topics } from '#contracts';

export const groups = ['gateway.members', 'gateway.change-log', 'practices.members', 'notifications.subscriptions'];
const EVERY_MS = 500;

/**
 * Watches every partition of every group from outside: how long messages waited while none was consumed, counted from
 * the end of the last fault.
 */
export class StallWatch {
  private readonly admin;
  private readonly progress = new Map<string, { offset: string; at: number }>();
  private readonly stalls = new Map<string, number>();
  private active = 0;
  private quietSince = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(brokers: string) {
    this.admin = new kafkajs.Kafka({
      clientId: 'stalls',
      brokers: [brokers],
      logLevel: kafkajs.logLevel.NOTHING,
    }).admin();
  }

  async start(): Promise<void> {
    await this.admin.connect();
    const again = () => {
      this.timer = setTimeout(() => {
        this.looking = this.look()
          .catch(() => undefined) // the broker is unavailable, which is one of the faults
          .finally(again);
      }, EVERY_MS);
    };
    again();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.looking;
    clearTimeout(this.timer);
    await this.admin.disconnect().catch(() => undefined);
  }

  /** Causes a fault and repairs it before `fault` resolves; until then no progress is expected. */
  async during<T>(fault: () => Promise<T>): Promise<T> {
    this.active += 1;
    try {
      return await fault();
    } finally {
      this.active -= 1;
      this.quietSince = performance.now();
    }
  }

  /** The longest stall of each partition in seconds, where it is long enough to report. */
  longest(): Record<string, number> {
    return Object.fromEntries([...this.stalls].filter(([, seconds]) => seconds > 5).sort(([, a], [, b]) => b - a));
  }

  private async look(): Promise<void> {
    for (const topic of Object.values(topics)) {
      const ends = new Map((await this.admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, high]));
      for (const groupId of groups) {
        const [committed] = await this.admin.fetchOffsets({ groupId, topics: [topic] });
        for (const { partition, offset } of committed?.partitions ?? []) {
          if (offset !== '-1') this.note(`${groupId} ${topic}/${partition}`, offset, ends.get(partition) ?? '0');
        }
      }
    }
  }

  private note(key: string, offset: string, end: string): void {
    const now = performance.now();
    const known = this.progress.get(key);
    if (!known || known.offset !== offset || BigInt(offset) >= BigInt(end)) {
      this.progress.set(key, { offset, at: now });
      return;
    }
    if (this.active > 0) return;
    const stalled = (now - Math.max(known.at, this.quietSince)) / 1000;
    this.stalls.set(key, Math.max(this.stalls.get(key) ?? 0, stalled));
  }
}
