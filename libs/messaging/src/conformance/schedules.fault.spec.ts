import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { describeWithKafka } from '#testing';
import { InProcessTransport } from '../transport/in-process.transport.js';
import { KafkaTransport } from '../transport/kafka.transport.js';
import { flowDatabase, upTo, type FlowDatabase, type MakeTransport } from './event-flow.js';
import { FaultRun } from './fault-run.js';
import { Chance, scheduleOf } from './random-schedule.js';

/** `LRA_FAULT_SEED` runs the same schedules again; `LRA_FAULT_SCHEDULES` more of them. */
const seed = Number(process.env['LRA_FAULT_SEED'] ?? Date.now() % 1_000_000);
const count = Number(process.env['LRA_FAULT_SCHEDULES'] ?? 50);
const OVER_KAFKA = Math.ceil(count / 10);
console.log(`LRA_FAULT_SEED=${seed}`);

function schedules(name: string, many: number, makeTransport: MakeTransport): void {
  describe(name, () => {
    let on: FlowDatabase;

    beforeAll(async () => {
      Logger.overrideLogger([]);
      on = await flowDatabase();
    });
    afterEach(() => on.clear());
    afterAll(() => on.drop());

    it.each(upTo(many))(
      `has each effect once, in order, none missing, after schedule %d of seed ${seed}`,
      async (n) => {
        const chance = new Chance(seed * 1_000 + n);
        const schedule = scheduleOf(chance);
        const { actual, expected } = await new FaultRun(on, makeTransport, chance).outcome(schedule);
        try {
          expect(actual).toEqual(expected);
        } catch (error) {
          console.log(schedule.map((step) => JSON.stringify(step)).join('\n'));
          throw error;
        }
      },
    );
  });
}

schedules('Random faults over the transport in process', count, () => new InProcessTransport());

await describeWithKafka('Random faults over Apache Kafka', ({ brokers }) => {
  const settings = { brokers: brokers.split(','), ssl: false, sasl: undefined };
  schedules(
    'With three partitions',
    OVER_KAFKA,
    (topics) => new KafkaTransport(settings, { clientId: 'lra-test', topics, partitions: 3 }),
  );
});
