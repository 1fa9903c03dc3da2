import type { Message, Subscription, Transport } from './transport.js';

/**
 * Carries messages between apps of one process. `publish` resolves only after every group has committed, so an outbox
 * row is marked only then: a crash in between makes the relay send again, and nothing is lost.
 */
export class InProcessTransport implements Transport {
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly inHand = new Map<string, Promise<void>>();
  private open!: () => void;
  private readonly opened = new Promise<void>((resolve) => (this.open = resolve));

  subscribe(subscription: Subscription): Promise<void> {
    if (this.subscriptions.has(subscription.group)) throw new Error(`Group ${subscription.group} is subscribed already.`);
    this.subscriptions.set(subscription.group, subscription);
    return Promise.resolve();
  }

  /** Says that every group has subscribed. Until then `publish` waits: who subscribes late would miss messages. */
  start(): void {
    this.open();
  }

  async publish(messages: readonly Message[]): Promise<void> {
    await this.opened;
    const results = await Promise.allSettled([...this.subscriptions.values()].map((to) => this.deliver(to, messages)));
    const failure = results.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
  }

  async unsubscribe(group: string): Promise<void> {
    const inHand = this.inHand.get(group);
    this.subscriptions.delete(group);
    await inHand?.catch(() => undefined);
  }

  async close(): Promise<void> {
    this.open();
    for (const group of [...this.subscriptions.keys()]) await this.unsubscribe(group);
  }

  /** One delivery at a time per group: two relays may publish at once. */
  private deliver(subscription: Subscription, messages: readonly Message[]): Promise<void> {
    const wanted = messages.filter((message) => subscription.topics.includes(message.topic));
    if (wanted.length === 0) return Promise.resolve();
    const before = this.inHand.get(subscription.group) ?? Promise.resolve();
    const delivery = before
      .catch(() => undefined)
      .then(() => {
        if (!this.subscriptions.has(subscription.group)) throw new Error(`Group ${subscription.group} is shutting down.`);
        return subscription.handle(wanted);
      });
    this.inHand.set(subscription.group, delivery);
    return delivery;
  }
}
