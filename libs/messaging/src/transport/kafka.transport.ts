import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import kafkajs, {
  Kafka, logLevel, Partitioners,
  type Consumer, type EachBatchPayload, type ITopicMetadata, type KafkaConfig, type KafkaMessage, type Producer, type SASLOptions,
} from 'kafkajs'; // prettier-ignore
import type { KafkaSettings } from '#config';
import { topics } from '#contracts';
import { kafkaLog } from './kafka-log.js';
import { restWhenIdle } from './kafkajs-idle.js';
import type { Message, Subscription, Transport } from './transport.js';

// The package is CommonJS: Node finds only some of its names, Jest finds all.
const { KafkaJSAggregateError } = kafkajs;
restWhenIdle();

export interface KafkaTransportOptions {
  /** Names this process to the broker, e.g. `lra-practices`. */
  readonly clientId: string;
  /** Topics that are created at start when they are missing; unset: all that the contracts name. */
  readonly topics?: readonly string[];
  /** Partitions of a topic that is created here. Adding more later would move keys and so break their order. */
  readonly partitions?: number;
  /** How long a topic that is created here keeps its messages, in milliseconds; unset: the broker's default. */
  readonly retentionMs?: number;
  /** How long `start` waits for a broker that does not answer, in milliseconds. */
  readonly startWithinMs?: number;
  /** How often clients check whether a topic has more partitions, in milliseconds. */
  readonly metadataMaxAgeMs?: number;
  /** Called when a consumer has ended for good; unset: the process exits, so that its supervisor starts it again. */
  readonly onFatal?: (error: Error) => void;
}

/** The values were tested together: clients reconnect 6 to 7 s after the broker returns. */
const CONNECTION_TIMEOUT_MS = 2_000;
const SESSION_TIMEOUT_MS = 6_000;
const HEARTBEAT_MS = 1_500;
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 10 };
/** For calls whose caller retries itself, like the relay, whose shutdown waits for `publish`. */
const IMPATIENT = { retry: { ...RETRY, retries: 2 }, requestTimeout: 10_000 };
/** Longest wait of a fetch for messages, in milliseconds: a consumer takes this long to stop. */
const FETCH_WAIT_MS = 500;

const DEFAULT_PARTITIONS = 6;
const START_WITHIN_MS = 60_000;
const METADATA_MAX_AGE_MS = 30_000;
/** Messages of one partition, and slices of all partitions, in one transaction of the group. */
const SLICE = 100;
const SLICES = 5;
/** More than one member ever has: the partitions of a fetch offer their messages at the same time. */
const PARTITIONS_AT_ONCE = 128;
/** Pauses before a slice that could not even be stored is handed over again. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** Bytes sent at once. A broker refuses more than 1 MB for one partition, and the relay would retry it for ever. */
const SEND_BYTES = 500_000;

/** How far a group is behind on one partition. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Messages in the partition that the group has not taken. */
  readonly lag: number;
}

/**
 * Carries messages over Apache Kafka. A message is acknowledged to the relay when all replicas have it, and to the
 * broker when its group has committed. After a crash in between it arrives twice, and the group drops it.
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

  /** Waits for the broker and creates missing topics. `subscribe` calls it too; a second call does nothing. */
  start(): Promise<void> {
    this.started ??= this.makeTopicsPatiently().catch((error: unknown) => {
      this.started = undefined;
      throw error;
    });
    return this.started;
  }

  async subscribe(subscription: Subscription): Promise<void> {
    if (this.consumers.has(subscription.group)) throw new Error(`Group ${subscription.group} is subscribed already.`);
    const { onFatal = exit, metadataMaxAgeMs = METADATA_MAX_AGE_MS } = this.options;
    const consumer = new GroupConsumer(this.patient, subscription, metadataMaxAgeMs, onFatal);
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

  /**
   * One call at a time: kafkajs numbers the batches of an idempotent producer wrongly when one of two concurrent sends
   * fails.
   */
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

  /**
   * How far a group of this process is behind, by topic and partition.
   * @throws Error when the group is not subscribed here, or the broker does not answer
   */
  async lag(group: string): Promise<PartitionLag[]> {
    const topics = this.consumers.get(group)?.topics;
    if (!topics) throw new Error(`Group ${group} is not subscribed here.`);
    const admin = this.impatient.admin({ retry: IMPATIENT.retry });
    try {
      await admin.connect();
      const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
      const ends = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
      return topics
        .flatMap((topic, n) =>
          ends[n]!.map(({ partition, high, low }) => {
            const taken = committed
              .find((of) => of.topic === topic)
              ?.partitions.find((of) => of.partition === partition);
            // Nothing committed yet (-1), or the committed message is no longer kept: the group begins where the topic
            // does.
            const from = Math.max(Number(taken?.offset ?? -1), Number(low));
            return { topic, partition, lag: Math.max(0, Number(high) - from) };
          }),
        )
        .sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
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
      metadataMaxAge: this.options.metadataMaxAgeMs ?? METADATA_MAX_AGE_MS,
      retry: IMPATIENT.retry,
    });
    await this.producer.connect();
    return this.producer;
  }

  /**
   * After a failure it is unknown what the broker has. kafkajs would reuse the numbers of the failed batch, and the
   * broker silently drops another batch of the same length under the same numbers as a duplicate. So the next sender
   * begins with a new producer id.
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
      // Another process may create them at the same time: "exists already" is no failure. Waiting for leaders here
      // fails on KRaft.
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

/** When kafkajs reports several failures at once, it gives no reason for any. */
function reasonOf(error: unknown): string {
  if (error instanceof KafkaJSAggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function exit(error: Error): void {
  new Logger(KafkaTransport.name).fatal(`A consumer ended for good: ${error.message}. The process ends.`);
  process.exit(1);
}

/** In the given order; each part fits the broker's limit, unless a single message exceeds it. */
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

/** Messages of one partition, offered to the group, and their result. */
interface Slice {
  readonly messages: readonly Message[];
  readonly lastOffset: string;
  readonly payload: EachBatchPayload;
  readonly settle: (isTaken: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * One member of one consumer group. The partitions of a fetch offer their messages at the same time, and the group
 * takes them together: one transaction and one commit of offsets for many partitions.
 */
class GroupConsumer {
  private readonly logger = new Logger(KafkaTransport.name);
  private readonly consumer: Consumer;
  private readonly resuming = new Set<NodeJS.Timeout>();
  private offered: Slice[] = [];
  private isHandingOver = false;
  private isStopping = false;
  /** Has offsets that the broker does not know yet. */
  private uncommitted: EachBatchPayload | undefined;
  private committing: Promise<void> | undefined;
  private pauseMs = FIRST_PAUSE_MS;

  constructor(
    kafka: Kafka,
    private readonly subscription: Subscription,
    metadataMaxAge: number,
    onFatal: (error: Error) => void,
  ) {
    this.consumer = kafka.consumer({
      groupId: subscription.group,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      metadataMaxAge,
      // Called after a crash; a member that was stopped must not come back.
      retry: { ...RETRY, restartOnFailure: () => Promise.resolve(!this.isStopping) },
    });
    this.consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
      if (!restart && !this.isStopping) onFatal(error);
    });
  }

  get topics(): readonly string[] {
    return this.subscription.topics;
  }

  async start(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.subscription.topics], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false, // committed when the group has taken them
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: (payload) => this.takeBatch(payload),
    });
  }

  /** Finishes what is in progress and leaves the group, so that another member need not wait for the session to expire. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const timer of this.resuming) clearTimeout(timer);
    await this.committing;
    await this.consumer.disconnect().catch((error: unknown) => {
      this.logger.warn(`${this.subscription.group} did not leave in order.`, error);
    });
  }

  /** Errors of Kafka itself pass (a rebalance is one); those of the group never do: kafkajs would restart for ever. */
  private async takeBatch(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    for (let from = 0; from < messages.length; from += SLICE) {
      const slice = messages.slice(from, from + SLICE);
      const isTaken = await new Promise<boolean>((settle, fail) => {
        const lastOffset = slice[slice.length - 1]!.offset;
        this.offered.push({
          messages: slice.map((message) => toMessage(topic, partition, message)), lastOffset, payload, settle, fail,
        }); // prettier-ignore
        if (!this.isHandingOver) void this.handOverAll();
      });
      if (!isTaken) return;
    }
  }

  /** Never rejects: each slice receives its own result. */
  private async handOverAll(): Promise<void> {
    this.isHandingOver = true;
    for (;;) {
      await nextTurn(); // the other partitions offer theirs
      const together = this.offered.splice(0, SLICES);
      if (together.length === 0) break;
      const isOurs = ({ payload }: Slice) => !this.isStopping && payload.isRunning() && !payload.isStale();
      const ours = together.filter(isOurs);
      for (const slice of together) if (!ours.includes(slice)) slice.settle(false);
      if (ours.length === 0) continue;
      try {
        const isTaken = await this.handOver(ours);
        for (const { settle } of ours) settle(isTaken);
      } catch (error) {
        for (const { fail } of ours) fail(error);
      }
    }
    this.isHandingOver = false;
  }

  /** False: the group could not even store them. Its partitions pause, and offer them again. */
  private async handOver(slices: readonly Slice[]): Promise<boolean> {
    const { payload } = slices[0]!;
    // A slow group must not lose its partitions; if it loses them anyway, the next heartbeat reports it.
    const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      await this.subscription.handle(slices.flatMap(({ messages }) => messages));
    } catch (error) {
      this.pausePartitions(slices, error);
      return false;
    } finally {
      clearInterval(beat);
    }
    this.pauseMs = FIRST_PAUSE_MS;
    for (const slice of slices) slice.payload.resolveOffset(slice.lastOffset);
    this.uncommitted = payload;
    this.committing ??= this.commitOffsets();
    if (this.isStopping) await this.committing;
    await payload.heartbeat();
    return true;
  }

  /**
   * Tells the broker what the group has taken, one call at a time. Only the shutdown waits for it: messages that a
   * crash leaves uncommitted arrive twice and are dropped. Waiting would cost every batch another round trip.
   */
  private async commitOffsets(): Promise<void> {
    while (this.uncommitted) {
      const payload = this.uncommitted;
      this.uncommitted = undefined;
      await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets()).catch((error: unknown) => {
        // A rebalance, which the next heartbeat reports to kafkajs too, or a broker that is away; the next call commits
        // everything.
        this.logger.debug(`${this.subscription.group}: offsets not committed.`, error);
      });
    }
    this.committing = undefined;
  }

  /** The member continues to fetch and to send heartbeats, so it keeps its place and can leave at once. */
  private pausePartitions(slices: readonly Slice[], error: unknown): void {
    const resumes = slices.map(({ payload }) => payload.pause());
    const where = slices.map(({ messages }) => messages[0]!.origin).join(', ');
    this.logger.warn(`${this.subscription.group} waits at ${where}. Trying again in ${this.pauseMs} ms.`, error);
    const timer = setTimeout(() => {
      this.resuming.delete(timer);
      for (const resume of resumes) resume();
    }, this.pauseMs);
    this.resuming.add(timer);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
