/** A message: its key determines the order, its headers carry the CloudEvents attributes (Kafka binary mode). */
export interface Message {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer;
  /** Where the message was found, e.g. `topic/partition@offset`; for dead letters. */
  readonly origin?: string;
}

/** One consumer group's subscription to some topics. */
export interface Subscription {
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Takes messages in the order of their keys. Resolves when each has had its effect, or waits in the group's own
   * table, or is a dead letter. Rejects only when that could not be stored; then the same messages arrive again.
   */
  handle(messages: readonly Message[]): Promise<void>;
}

/** Carries messages from the relay of one app to the consumer groups of all: at least once, in order per key. */
export interface Transport {
  subscribe(subscription: Subscription): Promise<void>;
  /** Resolves when the messages will survive a crash of this process; rejects when any of them might not. */
  publish(messages: readonly Message[]): Promise<void>;
  /** Finishes what is in progress and takes nothing more for this group. */
  unsubscribe(group: string): Promise<void>;
  close(): Promise<void>;
}
