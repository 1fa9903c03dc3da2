import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners, type Message } from 'kafkajs';
import { dataOf, numberOf, streamOf, type OpenSide } from './side.js';

const TOPIC = 'bench.raw';
const BATCH = 500;

/** Plain kafkajs: only the broker stores anything, and the effect is that the message was read. */
export const openRaw: OpenSide = async ({ brokers }, effects) => {
  const kafka = new Kafka({ clientId: 'bench-raw', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  await makeTopic(kafka, TOPIC);
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const consumer = kafka.consumer({ groupId: 'bench-raw' });
  await consumer.connect();
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => {
      effects.had(numberOf(JSON.parse(message.value!.toString()) as { version: number }));
      return Promise.resolve();
    },
  });
  const messageOf = (n: number): Message => ({ key: streamOf(n), value: JSON.stringify(dataOf(n)) });
  let waiting: Message[] = [];
  return {
    write: async (n) => {
      await producer.send({ topic: TOPIC, messages: [messageOf(n)] });
    },
    fill: (from, count) => {
      waiting = Array.from({ length: count }, (_, n) => messageOf(from + n));
      return Promise.resolve();
    },
    release: async () => {
      for (let from = 0; from < waiting.length; from += BATCH) {
        await producer.send({ topic: TOPIC, messages: waiting.slice(from, from + BATCH) });
      }
    },
    verify: (count) =>
      effects.count === count
        ? Promise.resolve()
        : Promise.reject(new Error(`${count} messages were sent, ${effects.count} read.`)),
    close: async () => {
      await consumer.disconnect();
      await producer.disconnect();
    },
  };
};

/** With the same number of partitions as the network's topics. */
export async function makeTopic(kafka: Kafka, topic: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: 6 }] });
    const isLed = () =>
      admin.fetchTopicMetadata({ topics: [topic] }).then(
        ({ topics }) => topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)),
        () => false,
      );
    const deadline = Date.now() + 10_000;
    while (!(await isLed())) {
      if (Date.now() > deadline) throw new Error(`Topic ${topic} has no leader.`);
      await pause(50);
    }
  } finally {
    await admin.disconnect();
  }
}
