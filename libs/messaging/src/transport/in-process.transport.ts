import { setTimeout as pause } from 'node:timers/promises';
import type { Message, Subscription, Transport } from './transport.js';

/** How long `publish` waits for the other apps of the process at start; then the relay tries again, or stops. */
const START_WITHIN_MS = 2_000;

/**
 * Carries messages between apps of one process. `publish` resolves only after every group has committed, so an outbox
 * row is marked only then. After a crash in between the relay sends again, and nothing is lost.
 */
export class InProcessTransport implements Transport {
  private readonly subscriptions = new Map<string, Subscription>();
  /** Groups that left: their messages must wait for the next start, so `publish` rejects them. */
  private readonly gone = new Set<string>();
  private readonly inHand = new Map<string, Promise<void>>();
  private isOpen = false;
  private open!: () => void;
  private readonly opened = new Promise<void>((resolve) => (this.open = resolve)).then(() => void (this.isOpen = true));

  async subscribe(subscription: Subscription): Promise<void> {
    if (this.subscriptions.has(subscription.group))
      throw new Error(`Group ${subscription.group} is subscribed already.`);
    this.subscriptions.set(subscription.group, subscription);
    await Promise.resolve();
  }

  /** Declares that every group has subscribed. Until then `publish` waits, since a late subscriber would miss messages. */
  start(): void {
    this.open();
  }

  async publish(messages: readonly Message[]): Promise<void> {
    if (!this.isOpen) await this.untilOpened();
    const results = await Promise.allSettled([...this.subscriptions.values()].map((to) => this.deliver(to, messages)));
    const failure = results.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
  }

  async unsubscribe(group: string): Promise<void> {
    this.gone.add(group);
    await this.inHand.get(group)?.catch(() => undefined);
  }

  async close(): Promise<void> {
    this.open();
    for (const group of [...this.subscriptions.keys()]) await this.unsubscribe(group);
  }

  /** A limited wait: an app that is closed before the others have started must get its relay back. */
  private async untilOpened(): Promise<void> {
    const waiting = new AbortController();
    await Promise.race([
      this.opened,
      pause(START_WITHIN_MS, undefined, { signal: waiting.signal }).catch(() => undefined),
    ]);
    waiting.abort();
    if (!this.isOpen) throw new Error('not every group has subscribed yet');
  }

  /** One delivery at a time per group: two relays may publish at once. */
  private deliver(subscription: Subscription, messages: readonly Message[]): Promise<void> {
    const wanted = messages.filter((message) => subscription.topics.includes(message.topic));
    if (wanted.length === 0) return Promise.resolve();
    const before = this.inHand.get(subscription.group) ?? Promise.resolve();
    const delivery = before
      .catch(() => undefined)
      .then(() => {
        if (this.gone.has(subscription.group)) throw new Error(`Group ${subscription.group} is shutting down.`);
        return subscription.handle(wanted);
      });
    this.inHand.set(subscription.group, delivery);
    return delivery;
  }
}
