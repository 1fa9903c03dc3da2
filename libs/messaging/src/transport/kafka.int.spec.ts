import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { ConfigResourceTypes, Kafka, logLevel, PartitionAssigners, type Admin } from 'kafkajs';
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

  transportConformance('The transport over Kafka', (topics) => transportOf({ topics }), 6_000);

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
      await withAdmin(async (admin) => {
        const { topics: made } = await admin.fetchTopicMetadata({ topics });
        expect(made.map(({ partitions }) => partitions.length)).toEqual([4, 4]);
        const { resources } = await admin.describeConfigs({
          includeSynonyms: false,
          resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: ['retention.ms'] })),
        });
        expect(resources.map(({ configEntries }) => configEntries[0]?.configValue)).toEqual(['86400000', '86400000']);
      });
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

    it('moves streams between the three members of a group, without loss or a second effect', async () => {
      const flow = new EventFlow(on, (topics) => transportOf({ topics }));
      const ids = streams(12);
      await flow.start('first');
      await flow.startRelay();
      let rounds = 0;
      const append = async (times: number) => {
        for (const until = rounds + times; rounds < until; rounds += 1) await flow.append(ids);
      };
      try {
        await append(1);
        for (const other of [transportOf({ topics: [flow.topic] }), transportOf({ topics: [flow.topic] })]) {
          const joined = flow.join('first', other);
          await append(15);
          await joined;
          await append(15);
        }
        await eventually(async () => (await flow.unmarked()) === 0);
        await flow.transport.unsubscribe(flow.idOf('first'));
        await append(15);
        const expected = Object.fromEntries(ids.map((id) => [id, upTo(rounds)]));
        await flow.untilEffects('first', expected, 20_000);
        expect(await flow.effects('first')).toEqual(expected);
        expect(await flow.waiting('first')).toEqual([]);
      } finally {
        await flow.stop();
      }
    });

    it('loses nothing and has no effect twice when a topic gets more partitions, and keeps the order by the numbers', async () => {
      const flow = new EventFlow(on, (topics) => transportOf({ topics, partitions: 2, metadataMaxAgeMs: 300 }));
      const ids = streams(12);
      await flow.start('first');
      await flow.startRelay();
      let rounds = 0;
      const append = async () => {
        await flow.append(ids);
        rounds += 1;
      };
      try {
        await withAdmin(async (admin) => {
          for (let round = 0; round < 10; round += 1) await append();
          await admin.createPartitions({ topicPartitions: [{ topic: flow.topic, count: 5 }] });
          await eventually(async () => {
            await append();
            // Which of the new partitions get streams is for their random ids to say; that none does is one in 60,000.
            const ends = await admin.fetchTopicOffsets(flow.topic);
            return ends.length === 5 && ends.some(({ partition, high }) => partition >= 2 && Number(high) > 0);
          });
        });
        const expected = Object.fromEntries(ids.map((id) => [id, upTo(rounds)]));
        await eventually(async () => {
          await flow.retryNow('first');
          return (await flow.countOfEffects()) >= rounds * ids.length;
        }, 20_000);
        expect(await flow.effects('first')).toEqual(expected);
        expect(await flow.waiting('first')).toEqual([]);
      } finally {
        await flow.stop();
      }
    });

    it('keeps the order of a key when connections break before and after the broker has a batch', async () => {
      const topic = uniqueTopic('broken');
      const transport = transportOf({ topics: [topic], partitions: 2 });
      await transport.start();
      const connect = net.connect.bind(net) as (...given: unknown[]) => net.Socket;
      let breaks = 0;
      let writes = 0;
      const breaking = jest.spyOn(net, 'connect').mockImplementation((...given: unknown[]) => {
        const socket = connect(...given);
        const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
        socket.write = (chunk: Uint8Array, ...more: unknown[]) => {
          if (chunk.length < 2_000 || ++writes % 4 > 1) return write(chunk, ...more);
          breaks += 1;
          const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
          if (writes % 4 === 0) socket.destroy(reset);
          else write(chunk, () => socket.destroy(reset)); // the broker gets it, and its answer is lost
          return true;
        };
        return socket;
      });
      const wanted = upTo(500);
      try {
        for (let from = 0; from < wanted.length; from += 25) {
          const messages = wanted.slice(from, from + 25).map((n) => ({
            topic, key: n % 2 ? 'odd' : 'even', headers: {}, value: Buffer.from(String(n).padStart(200)),
          })); // prettier-ignore
          await eventually(() => transport.publish(messages).then(() => true), 20_000); // as a relay does
        }
      } finally {
        breaking.mockRestore();
      }
      expect(breaks).toBeGreaterThan(10);
      const received: Message[] = [];
      await transportOf({ topics: [topic] }).subscribe({
        group: topic,
        topics: [topic],
        handle: (messages) => Promise.resolve(void received.push(...messages)),
      });
      const valuesOf = (of: string) =>
        new Set(received.filter(({ key }) => key === of).map(({ value }) => Number(String(value))));
      await eventually(() => valuesOf('odd').size + valuesOf('even').size === wanted.length);
      expect([...valuesOf('odd')]).toEqual(wanted.filter((n) => n % 2));
      expect([...valuesOf('even')]).toEqual(wanted.filter((n) => n % 2 === 0));
    });

    it('pauses what a group cannot take, tells how far it is behind, and goes on when it can', async () => {
      const topic = uniqueTopic('paused');
      const transport = transportOf({ topics: [topic], partitions: 2 });
      let isAway = true;
      const taken: string[] = [];
      await transport.subscribe({
        group: topic,
        topics: [topic],
        handle: (messages) => {
          if (isAway) return Promise.reject(new Error('no database'));
          taken.push(...messages.map(({ key }) => key));
          return Promise.resolve();
        },
      });
      const sent = upTo(20).map(String);
      await transport.publish(sent.map((key) => ({ topic, key, headers: {}, value: Buffer.from('{}') })));
      const lags = await transport.lag(topic);
      expect(lags.map((of) => `${of.topic}/${of.partition}`)).toEqual([`${topic}/0`, `${topic}/1`]);
      const behind = async () => (await transport.lag(topic)).reduce((sum, { lag }) => sum + lag, 0);
      expect(await behind()).toBe(20);
      isAway = false;
      await eventually(async () => (await behind()) === 0);
      expect([...taken].sort()).toEqual([...sent].sort());
      await expect(transport.lag('of nobody')).rejects.toThrow('Group of nobody is not subscribed here.');
    });

    it('tells when a consumer has ended for good', async () => {
      const topic = uniqueTopic('fatal');
      const reasons: string[] = [];
      const transport = transportOf({ topics: [topic], onFatal: (error) => void reasons.push(error.message) });
      await transport.start();
      // The broker refuses a member whose way of sharing out partitions the others do not know.
      const alien = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).consumer({
        groupId: topic,
        partitionAssigners: [
          (config) => {
            const known = PartitionAssigners.roundRobin(config);
            return {
              ...known,
              name: 'Another',
              protocol: (given) => ({ ...known.protocol(given), name: 'Another' }),
            };
          },
        ],
      });
      await alien.connect();
      try {
        await alien.subscribe({ topic });
        await alien.run({ eachMessage: () => Promise.resolve() });
        await transport.subscribe({ group: topic, topics: [topic], handle: () => Promise.resolve() });
        await eventually(() => reasons.length > 0);
        expect(reasons).toEqual([expect.stringMatching(/protocol/i)]);
      } finally {
        await alien.disconnect();
      }
    });

    async function withAdmin(work: (admin: Admin) => Promise<void>): Promise<void> {
      const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      try {
        await work(admin);
      } finally {
        await admin.disconnect();
      }
    }
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
