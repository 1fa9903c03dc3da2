import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Injectable, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { readSettings } from '#config';
import { appModule } from '#app';
import { happened, memberApproved, memberEnded, memberKinds, memberSuspended } from '#contracts';
import { setUpAppDatabase, UnitOfWork } from '#database';
import { createHttpApp } from '#http';
import { emptyDatabase, testIdentity } from '#testing';
import { Outbox } from '../outbox/outbox.js';
import { InProcessTransport } from '../transport/in-process.transport.js';
import { ReactsTo, type Happening } from './reacts-to.js';

/** Two features that react, of which the one whose work comes before knows nothing. */
@Injectable()
class Diary {
  refused = '';

  @ReactsTo(memberApproved, memberEnded)
  async note(tx: EntityManager, events: readonly Happening[]): Promise<void> {
    for (const { subject, type } of events) await tx.query('insert into diary values ($1, $2)', [subject, type]);
    if (events.some(({ subject }) => subject === this.refused)) throw new Error('no room in the diary');
  }
}

@Injectable()
class Count {
  readonly calls: number[] = [];

  @ReactsTo(memberSuspended)
  count(_: EntityManager, events: readonly Happening[]): void {
    this.calls.push(events.length);
  }
}

@Module({ providers: [Diary, { provide: 'a second name', useExisting: Diary }, Count] })
class ReactingModule {}

describe('A reaction', () => {
  const ends: (() => Promise<unknown>)[] = [];
  let app: NestFastifyApplication;
  let dataSource: DataSource;

  beforeAll(async () => {
    const empty = await emptyDatabase();
    ends.unshift(() => empty.drop());
    const identity = await testIdentity();
    ends.unshift(() => identity.close());
    const runtime = {
      settings: readSettings({}),
      database: await setUpAppDatabase(empty.url, 'practices'),
      transport: new InProcessTransport(),
      identity: identity.verifier,
      urlOf: () => 'http://nobody.invalid',
    };
    app = await createHttpApp(appModule(ReactingModule, runtime), { bodyLimit: 1_000 });
    ends.unshift(() => app.close());
    dataSource = app.get(DataSource);
    await dataSource.query('create table diary (subject uuid, type text)');
    await app.init();
  }, 90_000);
  afterAll(async () => {
    for (const end of ends) await end();
  });

  const happen = (id: string, ...contracts: readonly (typeof memberApproved)[]) => {
    const data = {
      id, name: 'Gent', kind: memberKinds[0]!, country: 'BE', countries: ['BE'], status: 'approved' as const,
      effectiveOn: '2026-01-01', href: `/v1/members/${id}`,
    }; // prettier-ignore
    const events = contracts.map((contract) => happened(contract, id, data));
    return app.get(UnitOfWork).run((tx) => app.get(Outbox).append(tx, events));
  };
  const typesIn = async (table: string, subject: string, id: string) =>
    (await dataSource.query<{ type: string }[]>(`select type from ${table} where ${subject} = $1`, [id])).map(
      ({ type }) => type,
    );

  it('is told once of what it names, in the transaction of the event', async () => {
    const id = randomUUID();
    await happen(id, memberApproved, memberSuspended, memberSuspended, memberEnded);
    expect(await typesIn('diary', 'subject', id)).toEqual([memberApproved.type, memberEnded.type]);
    expect(app.get(Count).calls).toEqual([2]);
  });

  it('that throws takes everything back: the event, and what others did', async () => {
    const id = randomUUID();
    app.get(Diary).refused = id;
    await expect(happen(id, memberSuspended, memberApproved)).rejects.toThrow('no room in the diary');
    expect(await typesIn('diary', 'subject', id)).toEqual([]);
    expect(await typesIn('outbox', 'stream_id', id)).toEqual([]);
  });
});
