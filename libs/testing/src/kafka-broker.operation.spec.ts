import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { eventually } from './eventually.js';
import { describeWithKafka, sharedKafka, uniqueTopic } from './kafka-broker.js';
import { accepts, kafkaAnswers } from './kafka-address.js';
import { localKafkaMissing } from './kafka-jars.js';
import { type LocalKafka, startLocalKafka } from './kafka-local.js';
import { underLock } from './machine-lock.js';

interface Received {
  key: string;
  value: string;
  headers: Record<string, string>;
}

const clientOf = (brokers: string, retries = 10): Kafka =>
  new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { initialRetryTime: 100, retries } });

async function createTopic(brokers: string, topic: string): Promise<void> {
  const admin = clientOf(brokers).admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: false });
    await eventually(async () => {
      const described = await admin.fetchTopicMetadata({ topics: [topic] });
      return described.topics[0]?.partitions.every((partition) => partition.leader === 1);
    });
  } finally {
    await admin.disconnect();
  }
}

async function produce(brokers: string, topic: string, message: Received, retries?: number): Promise<void> {
  const producer = clientOf(brokers, retries).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    idempotent: true,
  });
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, messages: [message] });
  } finally {
    await producer.disconnect();
  }
}

async function firstOf(brokers: string, topic: string): Promise<Received> {
  const consumer = clientOf(brokers).consumer({ groupId: `readers-${randomUUID()}`, maxWaitTimeInMs: 200 });
  const received: Received[] = [];
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)] as const);
        const text = (bytes: Buffer | null): string => bytes?.toString() ?? '';
        received.push({ key: text(message.key), value: text(message.value), headers: Object.fromEntries(headers) });
        return Promise.resolve();
      },
    });
    return await eventually(() => received[0], 15_000);
  } finally {
    await consumer.disconnect();
  }
}

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** A process that only exists, to be the owner of something and be killed. */
const bystander = (): ChildProcess =>
  spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], { stdio: 'ignore' });

const message: Received = {
  key: 'practice-1',
  value: '{"title":"Käse 🧀"}',
  headers: { ce_type: 'eu.lra-network.practice.submitted.v1', ce_id: 'a-1' },
};

const missing = await localKafkaMissing();
const describeLocal = missing === undefined ? describe : describe.skip;

describeLocal('a local Kafka', () => {
  let kafka: LocalKafka;

  beforeAll(async () => {
    kafka = await startLocalKafka();
  }, 400_000);

  afterAll(async () => {
    await kafka.stop();
  });

  it('keeps messages with key and headers, and port and data over a clean restart', async () => {
    const topic = uniqueTopic('kept');
    const { brokers, pid } = kafka;
    await createTopic(brokers, topic);
    await produce(brokers, topic, message);
    expect(await firstOf(brokers, topic)).toEqual(message);

    await kafka.restart();

    expect(kafka.brokers).toBe(brokers);
    expect(kafka.pid).not.toBe(pid);
    expect(await firstOf(brokers, topic)).toEqual(message);
  }, 90_000);

  it('makes no topic that nobody created', async () => {
    await expect(produce(kafka.brokers, uniqueTopic('unknown'), message, 1)).rejects.toThrow(
      /does not host this topic/,
    );
  });

  it('does not answer while frozen, and answers when thawed', async () => {
    kafka.freeze();
    try {
      expect(await kafkaAnswers(kafka.brokers)).toBe(false);
    } finally {
      kafka.thaw();
    }
    await eventually(() => kafkaAnswers(kafka.brokers), 15_000);
  });

  it('refuses a port that is taken in one sentence', async () => {
    const port = Number(kafka.brokers.split(':')[1]);
    await expect(startLocalKafka({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use.`);
  });

  it('refuses a data folder that another Kafka uses in one sentence', async () => {
    const { folder } = kafka;
    await expect(startLocalKafka({ folder })).rejects.toThrow(`Another Kafka uses the data folder ${folder}.`);
    expect(await kafkaAnswers(kafka.brokers)).toBe(true);
  });
});

describeLocal('the end of a local Kafka', () => {
  it('leaves neither process nor port nor folder after kill and stop', async () => {
    const kafka = await startLocalKafka();
    await kafka.kill();
    expect(isGone(kafka.pid)).toBe(true);
    expect(await accepts(kafka.brokers)).toBe(false);
    await kafka.stop();
    expect(existsSync(kafka.folder)).toBe(false);
    await eventually(() => isGone(-kafka.pid));
  }, 400_000);

  it('comes with the end of its owner, even by kill -9', async () => {
    const owner = bystander();
    const kafka = await startLocalKafka({ ownerPid: owner.pid }).finally(() => owner.kill('SIGKILL'));
    await eventually(() => isGone(kafka.pid) && isGone(-kafka.pid) && !existsSync(kafka.folder), 20_000);
    expect(await accepts(kafka.brokers)).toBe(false);
  }, 400_000);
});

await describeWithKafka('the Kafka of the test run', (given) => {
  it('is the same for all who ask', async () => {
    const [one, other] = await Promise.all([sharedKafka(), sharedKafka()]);
    expect(one).toEqual(given);
    expect(other).toEqual(given);
  });

  it('carries messages with headers', async () => {
    const topic = uniqueTopic('shared');
    await createTopic(given.brokers, topic);
    await produce(given.brokers, topic, message);
    expect(await firstOf(given.brokers, topic)).toEqual(message);
  });
});

describe('a lock between processes', () => {
  it('admits one at a time, and replaces a holder that died without leaving', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lra-lock-'));
    try {
      const lock = join(folder, 'lock');
      const holder = bystander();
      await writeFile(lock, `${holder.pid}-${randomUUID()}`);
      let inside = 0;
      let most = 0;
      const entries = Array.from({ length: 5 }, () =>
        underLock(lock, async () => {
          most = Math.max(most, ++inside);
          await readdir(folder);
          inside--;
        }),
      );
      await readdir(folder);
      expect(most).toBe(0);
      holder.kill('SIGKILL');
      await Promise.all(entries);
      expect(most).toBe(1);
      expect(existsSync(lock)).toBe(false);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
