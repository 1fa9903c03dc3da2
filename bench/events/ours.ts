import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { BackgroundWork } from '#background';
import { happened, practicePublished, type EventOf } from '#contracts';
import { Clock, openDataSource, setUpAppDatabase, UnitOfWork } from '#database';
import {
  ConsumerGroup, EventSchemas, KafkaTransport, MessagingTables1764000000000, Outbox, Relay, RelayMembers1764000000002,
  StreamOrigin1764000000020, type EventHandler,
} from '#messaging'; // prettier-ignore
import { within } from '#observability';
import type { EntityManager } from 'typeorm';
import {
  benchTables, countEffects, dataOf, FILL, numberOf, streamOf, verifyCounts, writeEffect, writeState,
  type EffectCounts, type OpenSide,
} from './side.js'; // prettier-ignore

const GROUP = 'bench-ours';
/** The longest interval at which an app looks for parked events. */
const RETRY_POLL_MS = 5_000;

/** The network's own messaging, assembled as in an app: with schema checks, traces and dead letters. */
export const openOurs: OpenSide = async ({ brokers, databaseUrl }, effects) => {
  Logger.overrideLogger(['warn', 'error', 'fatal']);
  const database = await setUpAppDatabase(databaseUrl, 'practices');
  const dataSource = await openDataSource(database, {
    entities: [],
    migrations: [MessagingTables1764000000000, RelayMembers1764000000002, StreamOrigin1764000000020],
  });
  await dataSource.query(benchTables);
  const clock = new Clock();
  const outbox = new Outbox(clock);
  const work = new UnitOfWork(dataSource);
  const transport = new KafkaTransport(
    { brokers: brokers.split(','), ssl: false, sasl: undefined },
    { clientId: GROUP },
  );
  let inHand: number[] = [];
  const handler: EventHandler = async (event, { tx }) => {
    await tx.query(writeEffect, [event.subject, event.sequence, event.id]);
    inHand.push(numberOf((event as EventOf<typeof practicePublished>).data));
  };
  const group = new ConsumerGroup({
    group: GROUP,
    handlers: new Map([[practicePublished.type, handler]]),
    dataSource,
    schemas: new EventSchemas(),
    retrySchedule: [1_000],
    now: () => clock.now(),
  });
  await transport.subscribe({
    group: GROUP,
    topics: [practicePublished.topic],
    handle: async (messages) => {
      inHand = [];
      await group.handle(messages);
      for (const n of inHand) effects.had(n); // its transaction has committed
    },
  });
  const retries = new BackgroundWork({
    name: 'Parked events',
    pollMs: RETRY_POLL_MS,
    turn: () => group.untilRetry(), // nothing is ever parked here
  });
  retries.start();
  const startRelay = async () => {
    const started = new Relay(dataSource, database, transport);
    await started.start();
    return started;
  };
  let relay = await startRelay();

  const append = async (tx: EntityManager, n: number) => {
    const data = dataOf(n);
    await tx.query(writeState, [streamOf(n), JSON.stringify(data)]);
    const traceparent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
    await within({ traceparent }, () => outbox.append(tx, [happened(practicePublished, streamOf(n), data)]));
  };
  return {
    write: (n) => work.run((tx) => append(tx, n)),
    fill: async (from, count) => {
      await relay.stop();
      for (let done = 0; done < count; done += FILL) {
        await work.run(async (tx) => {
          for (let n = done; n < Math.min(done + FILL, count); n += 1) await append(tx, from + n);
        });
      }
    },
    release: async () => {
      relay = await startRelay();
    },
    verify: async (count) => verifyCounts((await dataSource.query<EffectCounts[]>(countEffects))[0], count),
    close: async () => {
      await retries.stop();
      await relay.stop();
      await transport.close();
      await group.stop();
      await dataSource.destroy();
    },
  };
};
