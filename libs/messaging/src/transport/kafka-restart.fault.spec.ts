import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { localKafkaMissing, ownTimeOf, startLocalKafka, type LocalKafka } from '#testing';
import { EventFlow, flowDatabase, streams, upTo, type FlowDatabase } from '../conformance/event-flow.js';
import { KafkaTransport } from './kafka.transport.js';

const missing = await localKafkaMissing();
if (missing !== undefined && process.env['REQUIRE_KAFKA'] === '1') throw new Error(`REQUIRE_KAFKA=1, but ${missing}.`);

/** A broker of its own: it must be one that can be stopped. */
(missing === undefined ? describe : describe.skip)('The transport over Kafka, whose broker restarts', () => {
  let kafka: LocalKafka;
  let on: FlowDatabase;

  beforeAll(async () => {
    Logger.overrideLogger(['fatal']);
    [kafka, on] = await Promise.all([startLocalKafka(), flowDatabase()]);
  }, 400_000);
  afterAll(async () => {
    await on.drop();
    await kafka.stop();
  });

  it('loses nothing and has each effect once and in order, and goes on soon after', async () => {
    const transportOf = (topics: readonly string[]) =>
      new KafkaTransport(
        { brokers: [kafka.brokers], ssl: false, sasl: undefined },
        { clientId: 'lra-test', topics, partitions: 3, onFatal: (error) => expect(error).toBeUndefined() },
      );
    const flow = new EventFlow(on, transportOf);
    const ids = streams(10);
    let rounds = 0;
    const append = async () => {
      await flow.append(ids);
      rounds += 1;
    };
    await flow.start('first', 'second');
    await flow.startRelay();
    try {
      for (let round = 0; round < 20; round += 1) await append();
      const restarting = kafka.restart().then(() => 'answers' as const);
      while ((await Promise.race([restarting, pause(50)])) !== 'answers') await append();
      await append();
      const expected = Object.fromEntries(ids.map((id) => [id, upTo(rounds)]));
      const time = await ownTimeOf(async () => {
        for (const group of ['first', 'second']) await flow.untilEffects(group, expected, 40_000);
      });
      expect(time).toBeLessThan(15_000);
      for (const group of ['first', 'second']) {
        expect(await flow.effects(group)).toEqual(expected);
        expect(await flow.waiting(group)).toEqual([]);
      }
    } finally {
      await flow.stop();
    }
  }, 90_000);
});
