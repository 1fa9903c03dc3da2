import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { describeWithKafka, eventually, uniqueTopic } from '#testing';
import { EventFlow, flowDatabase, streams, upTo, type FlowDatabase } from '../conformance/event-flow.js';
import { transportConformance } from '../conformance/transport.conformance.js';
import { KafkaTransport, type KafkaTransportOptions } from './kafka.transport.js';
import type { Message } from './transport.js';

const settingsOf = (brokers: string) => ({ brokers: brokers.split(','), ssl: false, sasl: undefined });

const fails = (error: Error): never => {
  throw error;
};

await describeWithKafka('Apache Kafka', ({ brokers }) => {
  const opened: KafkaTransport[] = [];
  const transportOf = (options: Partial<KafkaTransportOptions>): KafkaTransport => {
    const transport = new KafkaTransport(settingsOf(brokers), {
      clientId: 'lra-test', partitions: 3, onFatal: fails, ...options,
    }); // prettier-ignore
    opened.push(transport);
    return transport;
  };

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((transport) => transport.close()));
  });

  transportConformance('The transport over Kafka', (topics) => transportOf({ topics }));

  describe('The transport over Kafka', () => {
    let on: FlowDatabase;

    beforeAll(async () => {
      on = await flowDatabase();
    });
    afterEach(() => on.clear());
    afterAll(() => on.drop());

    it('makes missing topics with their partitions and retention, also when two processes do so at once', async () => {
      const topics = [uniqueTopic('made'), uniqueTopic('made')];
      const options = { topics, partitions: 4, retentionMs: 86_400_000 };
      await Promise.all([transportOf(options).start(), transportOf(options).start()]);
      await transportOf({ ...options, partitions: 9 }).start();
      const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      try {
        const { topics: made } = await admin.fetchTopicMetadata({ topics });
        expect(made.map(({ partitions }) => partitions.length)).toEqual([4, 4]);
        const { resources } = await admin.describeConfigs({
          includeSynonyms: false,
          resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: ['retention.ms'] })),
        });
        expect(resources.map(({ configEntries }) => configEntries[0]?.configValue)).toEqual(['86400000', '86400000']);
      } finally {
        await admin.disconnect();
      }
    });

    it('carries key, headers, bytes and the place of origin', async () => {
      const topic = uniqueTopic('carried');
      const transport = transportOf({ topics: [topic], partitions: 1 });
      const received: Message[] = [];
      await transport.subscribe({
        group: topic,
        topics: [topic],
        handle: (messages) => Promise.resolve(void received.push(...messages)),
      });
      const headers = { ce_id: 'a-1', title: 'Käse 🧀' };
      const sent = [Buffer.from([0, 255, 10]), Buffer.alloc(0)].map((value) => ({ topic, key: 'clé', headers, value }));
      await transport.publish(sent);
      await eventually(() => received.length === 2);
      expect(received).toEqual(sent.map((message, n) => ({ ...message, origin: `${topic}/0@${n}` })));
    });

    it('sends in several batches what a broker would refuse as one', async () => {
      const topic = uniqueTopic('large');
      const transport = transportOf({ topics: [topic], partitions: 1 });
      const keys: string[] = [];
      await transport.subscribe({
        group: topic,
        topics: [topic],
        handle: (messages) => Promise.resolve(void keys.push(...messages.map(({ key }) => key))),
      });
      const wanted = upTo(120).map(String);
      await transport.publish(wanted.map((key) => ({ topic, key, headers: {}, value: Buffer.alloc(20_000) })));
      await eventually(() => keys.length === wanted.length);
      expect(keys).toEqual(wanted);
    });

    it('moves streams between the members of a group, without loss or a second effect', async () => {
      const flow = new EventFlow(on, (topics) => transportOf({ topics }));
      const ids = streams(12);
      await flow.start('first');
      await flow.startRelay();
      const other = transportOf({ topics: [flow.topic] });
      let rounds = 0;
      const append = async (times: number) => {
        for (const until = rounds + times; rounds < until; rounds += 1) await flow.append(ids);
      };
      try {
        await append(1);
        const joined = flow.join('first', other);
        await append(15);
        await joined;
        await append(15);
        await eventually(async () => (await flow.unmarked()) === 0);
        await flow.transport.unsubscribe(flow.idOf('first'));
        await append(15);
        const expected = Object.fromEntries(ids.map((id) => [id, upTo(rounds)]));
        await flow.untilEffects('first', expected, 20_000);
        expect(await flow.effects('first')).toEqual(expected);
        expect(await flow.waiting('first')).toEqual([]);
      } finally {
        await other.close();
        await flow.stop();
      }
    });

    it('keeps its place in the group while a handler takes longer than a session', async () => {
      const topic = uniqueTopic('slow');
      const handled: string[] = [];
      const transport = transportOf({ topics: [topic], partitions: 1 });
      let finish!: () => void;
      const finished = new Promise<void>((resolve) => (finish = resolve));
      await transport.subscribe({
        group: topic,
        topics: [topic],
        handle: async (messages) => {
          handled.push(...messages.map(({ origin }) => origin!));
          await finished;
        },
      });
      await transport.publish([{ topic, key: 'one', headers: {}, value: Buffer.from('{}') }]);
      await eventually(() => handled.length === 1);
      const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      try {
        const membersNow = async () => (await admin.describeGroups([topic])).groups[0]?.members.map((m) => m.memberId);
        const before = await membersNow();
        const since = performance.now();
        await eventually(() => performance.now() - since > 7_000, 10_000);
        expect(await membersNow()).toEqual(before);
        finish();
        await eventually(async () => {
          const [offsets] = await admin.fetchOffsets({ groupId: topic, topics: [topic] });
          return offsets?.partitions[0]?.offset === '1';
        });
        expect(handled).toEqual([`${topic}/0@0`]);
      } finally {
        await admin.disconnect();
      }
    });
  });
});

describe('The transport over Kafka, without a broker', () => {
  const nobody = settingsOf('127.0.0.1:1');

  it('says in one sentence that the broker cannot be used', async () => {
    const transport = new KafkaTransport(nobody, { clientId: 'lra-test', startWithinMs: 0 });
    await expect(transport.start()).rejects.toThrow(/^Kafka at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/);
    await transport.close();
  });

  it('takes nothing as sent, and nothing more once it is closed', async () => {
    const transport = new KafkaTransport(nobody, { clientId: 'lra-test', startWithinMs: 0 });
    const message = { topic: randomUUID(), key: 'one', headers: {}, value: Buffer.from('{}') };
    await expect(transport.publish([message])).rejects.toThrow(/ECONNREFUSED/);
    await transport.close();
    await expect(transport.publish([message])).rejects.toThrow('The transport is closed.');
  });
});
