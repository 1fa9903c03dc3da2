import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Injectable, Logger, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { readSettings } from '#config';
import {
  happened,
  memberApproved,
  memberEnded,
  memberEvents,
  memberKinds,
  memberSuspended,
  type EventOf,
} from '#contracts';
import { setUpAppDatabase, UnitOfWork } from '#database';
import { appModule } from '#app';
import { createHttpApp } from '#http';
import { ClockAhead, emptyDatabase, eventually, testIdentity } from '#testing';
import { Outbox } from '../outbox/outbox.js';
import { InProcessTransport } from '../transport/in-process.transport.js';
import { Consumes } from './consumes.js';
import type { EventContext } from './consumer-group.js';

@Injectable()
class Log {
  failing = new Map<string, number>();

  async write(
    tx: EntityManager,
    group: string,
    { subject, type, sequence }: EventOf<typeof memberApproved>,
  ): Promise<void> {
    await tx.query('insert into effect values ($1, $2, $3, $4)', [group, subject, sequence, type.split('.')[3]]);
    const failures = this.failing.get(subject) ?? 0;
    this.failing.set(subject, failures - 1);
    if (failures > 0) throw new Error(`${group} does not like ${subject}`);
  }
}

@Injectable()
class FirstConsumer {
  constructor(private readonly log: Log) {}

  @Consumes('first', memberEvents)
  async all(event: EventOf<typeof memberApproved>, { tx }: EventContext): Promise<void> {
    await this.log.write(tx, 'first', event);
  }
}

@Injectable()
class SecondConsumer {
  constructor(private readonly log: Log) {}

  @Consumes('second', [memberApproved])
  approved(event: EventOf<typeof memberApproved>, { tx }: EventContext): Promise<void> {
    return this.log.write(tx, 'second', event);
  }

  @Consumes('second', [memberEnded])
  ended(event: EventOf<typeof memberEnded>, { tx }: EventContext): Promise<void> {
    return this.log.write(tx, 'second', event);
  }
}

@Module({ providers: [Log, FirstConsumer, SecondConsumer] })
class ConsumingModule {}

/** The present moment, set on by a test. */
describe('The consumers of an app', () => {
  const clock = new ClockAhead();
  const ends: (() => Promise<unknown>)[] = [];
  let app: NestFastifyApplication;
  let dataSource: DataSource;

  beforeAll(async () => {
    // Written down one by one: what a slow machine does not get to start must not keep what it did from being ended.
    const empty = await emptyDatabase();
    ends.unshift(() => empty.drop());
    const identity = await testIdentity();
    ends.unshift(() => identity.close());
    const transport = new InProcessTransport();
    const runtime = {
      settings: readSettings({ LRA_CONSUMER_RETRY_SCHEDULE: '1h,1h' }),
      database: await setUpAppDatabase(empty.url, 'practices'),
      transport,
      identity: identity.verifier,
      urlOf: () => 'http://nobody.invalid',
      clock,
    };
    app = await createHttpApp(appModule(ConsumingModule, runtime), { bodyLimit: 1_000 });
    ends.unshift(() => app.close());
    Logger.overrideLogger(['fatal']);
    dataSource = app.get(DataSource);
    await dataSource.query('create table effect (consumer_group text, subject uuid, sequence bigint, what text)');
    await app.init();
    transport.start();
  }, 90_000);
  afterAll(async () => {
    for (const end of ends) await end();
  });

  const data = (id: string) => ({
    id, name: 'Gent', kind: memberKinds[0]!, country: 'BE', countries: ['BE'], status: 'approved' as const,
    effectiveOn: '2026-01-01', href: `/v1/members/${id}`,
  }); // prettier-ignore

  const happen = (id: string, ...contracts: readonly (typeof memberApproved)[]) =>
    app.get(UnitOfWork).run((tx) =>
      app.get(Outbox).append(
        tx,
        contracts.map((contract) => happened(contract, id, data(id))),
      ),
    );

  const effects = async (id: string): Promise<string[]> => {
    const rows = await dataSource.query<{ effect: string }[]>(
      `select consumer_group || ' ' || sequence || ' ' || what as effect from effect where subject = $1
        order by consumer_group, sequence`,
      [id],
    );
    return rows.map(({ effect }) => effect);
  };

  const waiting = (id: string) =>
    dataSource.query<object[]>(
      'select consumer_group, sequence::int, state, reason, detail, attempts from waiting_event where stream_id = $1 order by sequence',
      [id],
    );

  it('are ordinary providers, and two groups may handle the same type', async () => {
    const id = randomUUID();
    await happen(id, memberApproved, memberSuspended, memberEnded);
    const all = ['first 1 approved', 'first 2 suspended', 'first 3 ended', 'second 1 approved', 'second 3 ended'];
    await eventually(async () => (await effects(id)).length === all.length);
    expect(await effects(id)).toEqual(all);
    expect(await waiting(id)).toEqual([]);
  });

  it('hand a failure of a handler to its group with the reason, which parks the event and tries it again when due', async () => {
    const id = randomUUID();
    app.get(Log).failing.set(id, 1_000);
    await happen(id, memberSuspended, memberEnded);
    // Only the group `first` handles the first of the two; `second` fails at the second one.
    await eventually(async () => (await waiting(id)).length === 3);
    expect(await effects(id)).toEqual([]);
    expect(await waiting(id)).toEqual(
      expect.arrayContaining([
        { consumer_group: 'practices.first', sequence: 1, state: 'parked', reason: 'handler-failed', detail: `first does not like ${id}`, attempts: 3 },
        { consumer_group: 'practices.first', sequence: 2, state: 'parked', reason: 'behind-parked', detail: 'an earlier event of the stream waits', attempts: 0 },
        { consumer_group: 'practices.second', sequence: 2, state: 'parked', reason: 'handler-failed', detail: `second does not like ${id}`, attempts: 3 },
      ]), // prettier-ignore
    );
    app.get(Log).failing.delete(id);
    clock.aheadMs += 2 * 3_600_000;
    await eventually(async () => (await waiting(id)).length === 0);
    expect(await effects(id)).toEqual(['first 1 suspended', 'first 2 ended', 'second 2 ended']);
  });

  it('roll back what a handler wrote before it failed, and write it once when it succeeds', async () => {
    const id = randomUUID();
    app.get(Log).failing.set(id, 2);
    await happen(id, memberSuspended);
    await eventually(async () => (await effects(id)).length > 0);
    expect(await effects(id)).toEqual(['first 1 suspended']);
    expect(await waiting(id)).toEqual([]);
  });
});
