import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import kafkajs, {
  Kafka, logLevel, Partitioners,
  type Consumer, type EachBatchPayload, type ITopicMetadata, type KafkaConfig, type KafkaMessage, type Producer, type SASLOptions,
} from 'kafkajs'; // prettier-ignore
import type { KafkaSettings } from '#config';
import { topics } from '#contracts';
import { kafkaLog } from './kafka-log.js';
import type { Message, Subscription, Transport } from './transport.js';

// The package is CommonJS: Node finds only some of its names, Jest finds all.
const { KafkaJSAggregateError } = kafkajs;

export interface KafkaTransportOptions {
  /** Names this process to the broker, e.g. `lra-practices`. */
  readonly clientId: string;
  /** Topics that are made at start when they are missing; unset: all that the contracts name. */
  readonly topics?: readonly string[];
  /** Partitions of a topic that is made here. More of them later would move keys and so break their order. */
  readonly partitions?: number;
  /** How long a topic that is made here keeps its messages, in milliseconds; unset: as the broker does. */
  readonly retentionMs?: number;
  /** How long `start` waits for a broker that does not answer, in milliseconds. */
  readonly startWithinMs?: number;
  /** Called when a consumer has ended for good; unset: the process exits, so that its supervisor starts it again. */
  readonly onFatal?: (error: Error) => void;
}

/** Tried together: a broker that comes back has its clients back after 6 to 7 s. */
const CONNECTION_TIMEOUT_MS = 2_000;
const SESSION_TIMEOUT_MS = 6_000;
const HEARTBEAT_MS = 1_500;
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 10 };
/** For calls whose caller tries again by itself, as the relay does, whose end waits for `publish`. */
const IMPATIENT = { retry: { ...RETRY, retries: 2 }, requestTimeout: 10_000 };
/** Longest wait of a fetch for messages, in milliseconds: so long a consumer takes to stop. */
const FETCH_WAIT_MS = 500;

const DEFAULT_PARTITIONS = 6;
const START_WITHIN_MS = 60_000;
/** Messages handed over at once: one transaction of the group. */
const SLICE = 100;
/** Pauses before a slice is handed over again that could not even be written down. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** Bytes sent at once. A broker refuses more than 1 MB for one partition, and the relay would send them for ever. */
const SEND_BYTES = 500_000;

/**
 * Carries messages over Apache Kafka. A message is acknowledged to the relay when all replicas have it, and to the broker
 * when its group has committed: what a crash leaves in between comes twice, and the group drops it.
 */
export class KafkaTransport implements Transport {
  private readonly logger = new Logger(KafkaTransport.name);
  private readonly patient: Kafka;
  private readonly impatient: Kafka;
  private readonly brokers: string;
  private readonly consumers = new Map<string, GroupConsumer>();
  private started: Promise<void> | undefined;
  private producer: Producer | undefined;
  private sending: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    settings: KafkaSettings,
    private readonly options: KafkaTransportOptions,
  ) {
    this.brokers = settings.brokers.join(',');
    const tell = kafkaLog();
    const client: KafkaConfig = {
      clientId: options.clientId,
      brokers: [...settings.brokers],
      ssl: settings.ssl,
      ...(settings.sasl ? { sasl: settings.sasl as SASLOptions } : {}),
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      retry: RETRY,
      logLevel: logLevel.WARN,
      logCreator: () => tell,
    };
    this.patient = new Kafka(client);
    this.impatient = new Kafka({ ...client, ...IMPATIENT });
  }

  /** Waits for the broker and makes the topics that are missing. Called by `subscribe` too, the second time for nothing. */
  start(): Promise<void> {
    this.started ??= this.makeTopicsPatiently().catch((error: unknown) => {
      this.started = undefined;
      throw error;
    });
    return this.started;
  }

  async subscribe(subscription: Subscription): Promise<void> {
    if (this.consumers.has(subscription.group)) throw new Error(`Group ${subscription.group} is subscribed already.`);
    const consumer = new GroupConsumer(this.patient, subscription, this.options.onFatal ?? exit);
    this.consumers.set(subscription.group, consumer);
    try {
      await this.start();
      await consumer.start();
    } catch (error) {
      this.consumers.delete(subscription.group);
      await consumer.stop();
      throw error;
    }
  }

  /** One call at a time: kafkajs numbers the batches of an idempotent producer wrongly when one fails beside another. */
  publish(messages: readonly Message[]): Promise<void> {
    const sent = this.sending.then(() => this.send(messages));
    this.sending = sent.catch(() => undefined);
    return sent;
  }

  async unsubscribe(group: string): Promise<void> {
    const consumer = this.consumers.get(group);
    await consumer?.stop();
    if (this.consumers.get(group) === consumer) this.consumers.delete(group);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.consumers.keys()].map((group) => this.unsubscribe(group)));
    await this.sending;
    await this.producer?.disconnect().catch(() => undefined);
    this.producer = undefined;
    await this.started?.catch(() => undefined);
  }

  private async send(messages: readonly Message[]): Promise<void> {
    if (this.closed) throw new Error('The transport is closed.');
    try {
      const producer = await this.connectedProducer();
      for (const part of inParts(messages)) await producer.sendBatch({ acks: -1, topicMessages: byTopic(part) });
    } catch (error) {
      await this.discardProducer();
      throw error;
    }
  }

  private async connectedProducer(): Promise<Producer> {
    if (this.producer) return this.producer;
    this.producer = this.impatient.producer({
      idempotent: true,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: IMPATIENT.retry,
    });
    await this.producer.connect();
    return this.producer;
  }

  /**
   * After a failure it is not known what the broker has. kafkajs would use the numbers of the failed batch again, and
   * the broker drops another batch of the same length under the same numbers as a duplicate, without a word: so whoever
   * sends next begins with a producer id of its own.
   */
  private async discardProducer(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await producer?.disconnect().catch(() => undefined);
  }

  private async makeTopicsPatiently(): Promise<void> {
    const deadline = Date.now() + (this.options.startWithinMs ?? START_WITHIN_MS);
    for (;;) {
      try {
        await this.makeTopics();
        return;
      } catch (error) {
        const reason = reasonOf(error);
        if (this.closed || Date.now() > deadline) {
          throw new Error(`Kafka at ${this.brokers} cannot be used: ${reason}`, { cause: error });
        }
        this.logger.warn(`Kafka at ${this.brokers} cannot be used yet: ${reason}. Trying again every second.`);
        await pause(1_000);
      }
    }
  }

  private async makeTopics(): Promise<void> {
    const admin = this.impatient.admin({ retry: IMPATIENT.retry });
    try {
      await admin.connect();
      const wanted = this.options.topics ?? Object.values(topics);
      const present = new Set(await admin.listTopics());
      const missing = wanted.filter((topic) => !present.has(topic));
      const { retentionMs, partitions = DEFAULT_PARTITIONS } = this.options;
      const configEntries = retentionMs === undefined ? [] : [{ name: 'retention.ms', value: String(retentionMs) }];
      // Another process may make them at the same time: "exists already" is no failure. Waiting for leaders here fails
      // on KRaft.
      const toMake = missing.map((topic) => ({ topic, numPartitions: partitions, configEntries }));
      if (toMake.length > 0) await admin.createTopics({ waitForLeaders: false, topics: toMake });
      const deadline = Date.now() + 10_000;
      while (!(await admin.fetchTopicMetadata({ topics: [...wanted] }).then(isLed, () => false))) {
        if (Date.now() > deadline) throw new Error(`the topics ${wanted.join(', ')} have no leader`);
        await pause(50);
      }
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}

const isLed = ({ topics: described }: { topics: ITopicMetadata[] }): boolean =>
  described.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0));

/** What kafkajs says of several failures at once says of none why. */
function reasonOf(error: unknown): string {
  if (error instanceof KafkaJSAggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function exit(error: Error): void {
  new Logger(KafkaTransport.name).fatal(`A consumer ended for good: ${error.message}. The process ends.`);
  process.exit(1);
}

/** In the order given, no part larger than the broker takes, unless a single message is. */
function* inParts(messages: readonly Message[]): Generator<readonly Message[]> {
  let part: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = message.value.length + JSON.stringify(message.headers).length;
    if (part.length > 0 && bytes + size > SEND_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(message);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

function byTopic(messages: readonly Message[]) {
  const grouped = new Map<string, { key: string; headers: Record<string, string>; value: Buffer }[]>();
  for (const { topic, key, headers, value } of messages) {
    const known = grouped.get(topic) ?? [];
    known.push({ key, headers: { ...headers }, value });
    grouped.set(topic, known);
  }
  return [...grouped].map(([topic, grouping]) => ({ topic, messages: grouping }));
}

function toMessage(topic: string, partition: number, { key, value, headers, offset }: KafkaMessage): Message {
  const texts: Record<string, string> = {};
  for (const [name, given] of Object.entries(headers ?? {})) {
    const first = Array.isArray(given) ? given[0] : given;
    if (first !== undefined) texts[name] = first.toString();
  }
  return {
    topic,
    key: key?.toString() ?? '',
    headers: texts,
    value: value ?? Buffer.alloc(0),
    origin: `${topic}/${partition}@${offset}`,
  };
}

/** One member of one consumer group. */
class GroupConsumer {
  private readonly logger = new Logger(KafkaTransport.name);
  private readonly consumer: Consumer;
  private readonly stopping = new AbortController();

  constructor(
    kafka: Kafka,
    private readonly subscription: Subscription,
    onFatal: (error: Error) => void,
  ) {
    this.consumer = kafka.consumer({
      groupId: subscription.group,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      // Asked after a crash; a member that was told to stop must not come back.
      retry: { ...RETRY, restartOnFailure: () => Promise.resolve(!this.isStopping) },
    });
    this.consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
      if (!restart && !this.isStopping) onFatal(error);
    });
  }

  private get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  async start(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.subscription.topics], fromBeginning: true });
    await this.consumer.run({ eachBatchAutoResolve: false, eachBatch: (payload) => this.takeBatch(payload) });
  }

  /** Finishes the slice in hand and leaves the group, so that another member need not wait for the session's end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.consumer.disconnect().catch((error: unknown) => {
      this.logger.warn(`${this.subscription.group} did not leave in order: ${String(error)}`);
    });
  }

  /** Errors of Kafka itself pass (a rebalance is one); those of the group never do: kafkajs would restart for ever. */
  private async takeBatch(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    for (let from = 0; from < messages.length; from += SLICE) {
      const slice = messages.slice(from, from + SLICE);
      const isTaken = await this.take(
        slice.map((message) => toMessage(topic, partition, message)),
        payload,
      );
      if (!isTaken) return;
      payload.resolveOffset(slice[slice.length - 1]!.offset);
      await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
      await payload.heartbeat();
    }
  }

  /** Hands messages over until the group has taken them. False: this member must let go of the partition before. */
  private async take(messages: readonly Message[], payload: EachBatchPayload): Promise<boolean> {
    const isOurs = () => !this.isStopping && payload.isRunning() && !payload.isStale();
    for (let wait = FIRST_PAUSE_MS; isOurs(); wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      // A slow group must not lose its partition; that it has lost it all the same, the next heartbeat tells.
      const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
      try {
        await this.subscription.handle(messages);
        return true;
      } catch (error) {
        this.logger.warn(
          `${this.subscription.group} waits at ${messages[0]!.origin}: ${String(error)}. Trying again in ${wait} ms.`,
        );
      } finally {
        clearInterval(beat);
      }
      await this.waitBeating(wait, payload);
    }
    return false;
  }

  private async waitBeating(ms: number, payload: EachBatchPayload): Promise<void> {
    for (let left = ms; left > 0 && !this.isStopping; left -= HEARTBEAT_MS) {
      await payload.heartbeat();
      await pause(Math.min(left, HEARTBEAT_MS), undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }
}
