import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable, Logger, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { readSettings } from '#config';
import { happened, memberApproved, type EventOf } from '#contracts';
import { setUpAppDatabase, UnitOfWork } from '#database';
import { appModule } from '#app';
import { createHttpApp } from '#http';
import { currentScope, currentTraceId, Observability, within, type Scope } from '#observability';
import { describeWithKafka, emptyDatabase, eventually, testIdentity } from '#testing';
import { Consumes } from './consumer/consumes.js';
import { Outbox } from './outbox/outbox.js';
import { InProcessTransport } from './transport/in-process.transport.js';
import { KafkaTransport } from './transport/kafka.transport.js';
import type { Transport } from './transport/transport.js';

const name = `spec-${randomUUID()}`;
const group = `practices.${name}`;

/** What a handler saw of each event, and the subject that it refuses. */
@Injectable()
class Seen {
  static readonly subjects = new Map<string, { traceId: string | undefined; scope: Scope }>();
  static refused = '';
}

@Injectable()
class Consumer {
  @Consumes(name, [memberApproved])
  approved({ subject }: EventOf<typeof memberApproved>): Promise<void> {
    if (subject === Seen.refused) return Promise.reject(new Error('refused'));
    Seen.subjects.set(subject, { traceId: currentTraceId(), scope: currentScope() });
    return Promise.resolve();
  }
}

@Module({ providers: [Consumer] })
class ConsumingModule {}

async function startApp(transport: Transport) {
  const [empty, identity] = [await emptyDatabase(), await testIdentity()];
  const observability = Observability.silent();
  const runtime = {
    settings: readSettings({ LRA_CONSUMER_RETRY_SCHEDULE: '1h' }),
    database: await setUpAppDatabase(empty.url, 'practices'),
    transport,
    identity: identity.verifier,
    urlOf: () => 'http://nobody.invalid',
    observability,
  };
  const app = await createHttpApp(appModule(ConsumingModule, runtime), { bodyLimit: 1_000 });
  Logger.overrideLogger(['fatal']);
  await app.init();
  const close = async () => {
    await app.close();
    await transport.close();
    await identity.close();
    await empty.drop();
  };
  return { app, observability, close, cutDatabase: empty.drop };
}

/** Commits an event in a trace of its own. */
async function commit(app: NestFastifyApplication) {
  const [subject, traceId] = [randomUUID(), randomBytes(16).toString('hex')];
  const event = happened(memberApproved, subject, {
    id: subject, name: 'City', kind: 'municipality', country: 'FI', countries: ['FI'],
    status: 'approved', effectiveOn: '2026-01-01', href: 'http://127.0.0.1/v1/members/1',
  }); // prettier-ignore
  await within({ traceparent: `00-${traceId}-${'1'.repeat(16)}-00` }, () =>
    app.get(UnitOfWork).run((tx) => app.get(Outbox).append(tx, [event])),
  );
  return { subject, traceId };
}

describe('What Prometheus learns of events', () => {
  const transport = new InProcessTransport();
  let started: Awaited<ReturnType<typeof startApp>>;
  beforeAll(async () => {
    started = await startApp(transport);
  });
  afterAll(() => started.close());
  const scrape = () => started.observability.metrics.scrape();

  it('is what waits in the outbox and for how long, and what was sent and applied', async () => {
    const { subject, traceId } = await commit(started.app); // nobody takes it yet
    await eventually(async () => /lra_outbox_oldest_age_seconds\{app="practices"\} (?!0\b)/.test(await scrape()));
    expect(await scrape()).toContain('lra_outbox_waiting_events{app="practices"} 1');
    transport.start();
    await eventually(async () => (await scrape()).includes('lra_outbox_waiting_events{app="practices"} 0'));
    expect(Seen.subjects.get(subject)).toMatchObject({ traceId, scope: { app: 'practices' } });
    const text = await scrape();
    expect(text).toContain('lra_outbox_published_total{app="practices"} 1');
    expect(text).toContain(`lra_consumer_events_total{app="practices",group="${group}",outcome="applied"} 1`);
    expect(text).toContain('lra_outbox_held_shards{app="practices"} 8');
  });

  it('is what could not be applied, by state, with its age', async () => {
    const dataSource = started.app.get(DataSource);
    Seen.refused = (await commit(started.app)).subject;
    await eventually(async () =>
      (await scrape()).includes(`lra_consumer_waiting_events{app="practices",group="${group}",state="parked"} 1`),
    );
    await dataSource.query(`update waiting_event set state = 'dead', created_at = now() - interval '1 hour'`);
    const text = await scrape();
    expect(text).toContain(`lra_consumer_waiting_events{app="practices",group="${group}",state="dead"} 1`);
    expect(text).toMatch(/lra_consumer_oldest_waiting_seconds\{[^}]*\} 36\d\d/);
  });

  it('says that the database is away, and answers within its time all the same', async () => {
    await started.cutDatabase();
    const begun = performance.now();
    const text = await scrape();
    expect(performance.now() - begun).toBeLessThan(8_000);
    expect(text).toContain('lra_scrape_source_up{app="practices",source="outbox"} 0');
    expect(text).toContain('lra_scrape_source_up{app="practices",source="consumers"} 1');
    expect(text).not.toContain('lra_outbox_waiting_events{');
  });
});

await describeWithKafka('What Prometheus learns of events over Kafka', ({ brokers }) => {
  const transport = () =>
    new KafkaTransport({ brokers: brokers.split(','), ssl: false, sasl: undefined }, { clientId: 'lra-spec' });

  it('is how far each group is behind on each topic; the trace of an event goes through the broker', async () => {
    const { app, observability, close } = await startApp(transport());
    try {
      const { subject, traceId } = await commit(app);
      await eventually(() => Seen.subjects.get(subject)?.traceId === traceId, 30_000);
      const isCaughtUp = `lra_consumer_lag_events{app="practices",group="${group}",topic="lra.network.member"} 0`;
      await eventually(async () => (await observability.metrics.scrape()).includes(isCaughtUp), 30_000);
      expect(await observability.metrics.scrape()).toContain('source="broker"} 1');
    } finally {
      await close();
    }
  }, 90_000);
});
