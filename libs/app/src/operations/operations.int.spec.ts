import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Injectable, Logger, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { readSettings } from '#config';
import { happened, memberApproved, memberEvents, memberKinds, memberSuspended, type EventOf } from '#contracts';
import { setUpAppDatabase, UnitOfWork } from '#database';
import { newId } from '#database';
import type { Principal } from '#identity';
import { Consumes, InProcessTransport, Outbox, type EventContext, type Message } from '#messaging';
import { emptyDatabase, eventually, testIdentity, pagesOf } from '#testing';
import { appModule } from '../app-module.js';
import { createHttpApp } from '#http';

@Injectable()
class Broken {
  readonly subjects = new Set<string>();
}

@Injectable()
class MembersConsumer {
  constructor(private readonly broken: Broken) {}

  @Consumes('test', memberEvents)
  async take(event: EventOf<typeof memberApproved>, { tx }: EventContext): Promise<void> {
    await tx.query('insert into effect values ($1, $2)', [event.subject, event.sequence]);
    if (this.broken.subjects.has(event.subject)) throw new Error('the table is full');
  }
}

@Module({ providers: [Broken, MembersConsumer] })
class ConsumingModule {}

const admin = { kind: 'client', id: newId(), roles: ['admin'] } as const satisfies Partial<Principal>;

describe('Operations of an app', () => {
  const ends: (() => Promise<unknown>)[] = [];
  let app: NestFastifyApplication;
  let dataSource: DataSource;
  let transport: InProcessTransport;
  let call: (
    method: 'GET' | 'POST',
    path: string,
    by?: Partial<Principal>,
    body?: object,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; body: any; headers: Record<string, unknown> }>;

  beforeAll(async () => {
    const empty = await emptyDatabase();
    const identity = await testIdentity();
    transport = new InProcessTransport();
    const runtime = {
      settings: readSettings({ LRA_CONSUMER_RETRY_SCHEDULE: '1h' }),
      database: await setUpAppDatabase(empty.url, 'practices'),
      transport,
      identity: identity.verifier,
      urlOf: () => 'http://nobody.invalid',
    };
    app = await createHttpApp(appModule(ConsumingModule, runtime), { bodyLimit: 1_000 });
    Logger.overrideLogger(['fatal']);
    ends.push(
      () => app.close(),
      () => identity.close(),
      () => empty.drop(),
    );
    dataSource = app.get(DataSource);
    await dataSource.query('create table effect (subject uuid, sequence bigint)');
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    transport.start();
    call = async (method, path, by, body, headers = {}) => {
      const response = await app.inject({
        method,
        url: path,
        headers: { ...headers, ...(by ? await identity.as(by) : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { payload: JSON.stringify(body) } : {}),
      }); // prettier-ignore
      return { status: response.statusCode, body: JSON.parse(response.payload), headers: response.headers };
    };
  });
  afterEach(async () => {
    app.get(Broken).subjects.clear();
    await dataSource.query('truncate waiting_event, consumer_stream, inbox, effect, operation_audit');
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  const happen = async (id: string, count: number): Promise<void> => {
    const data = {
      id, name: 'Gent', kind: memberKinds[0]!, country: 'BE', countries: ['BE'], status: 'approved' as const,
      effectiveOn: '2026-01-01', href: `/v1/members/${id}`,
    }; // prettier-ignore
    const events = Array.from({ length: count }, (_, n) =>
      happened(n === 0 ? memberApproved : memberSuspended, id, data),
    );
    await app.get(UnitOfWork).run((tx) => app.get(Outbox).append(tx, events));
  };

  const list = async (query = '') => (await call('GET', `/v1/operations/dead-letters${query}`, admin)).body;
  const command = (id: string, name: 'redrive' | 'discard', body?: object) =>
    call('POST', `/v1/operations/dead-letters/${id}/${name}`, admin, body);
  const effects = async (id: string) =>
    (
      await dataSource.query<{ n: number }[]>(
        'select sequence::int as n from effect where subject = $1 order by sequence',
        [id],
      )
    ).map(({ n }) => n);
  const audits = () =>
    dataSource.query<object[]>(
      'select principal_id, action, target, reason, outcome, detail, at from operation_audit order by at',
    );

  /** A member whose first event fails, with others behind it. */
  async function failing(count: number): Promise<{ id: string; letters: any[] }> {
    const id = randomUUID();
    app.get(Broken).subjects.add(id);
    await happen(id, count);
    const letters = await eventually(async () => {
      const { items } = await list();
      const own = items.filter(({ subject }: { subject: string }) => subject === id);
      return own.length === count ? own : undefined;
    });
    return { id, letters };
  }

  const unreadable = (): Message => ({
    topic: memberApproved.topic, key: 'x', headers: { ce_specversion: '1.0', ce_type: 'a.b' }, value: Buffer.from('{'),
    origin: `${memberApproved.topic}/0@7`,
  }); // prettier-ignore

  it('are the administrators’ alone', async () => {
    for (const [method, path] of [
      ['GET', 'dead-letters'], ['POST', `dead-letters/practices:${newId()}/redrive`],
      ['POST', `dead-letters/practices:${newId()}/discard`], ['GET', 'outbox'], ['GET', `dead-letters/practices:${newId()}`],
      ['GET', `jobs/practices:${newId()}`],
    ] as const) {
      expect((await call(method, `/v1/operations/${path}`)).status).toBe(401);
      const steering = { ...admin, roles: ['steering'] as const };
      expect((await call(method, `/v1/operations/${path}`, steering)).status).toBe(403);
    } // prettier-ignore
  });

  it('list what waits, the oldest first, and never what is in it', async () => {
    await transport.publish([unreadable()]);
    const { id } = await failing(2);
    const { items, ...rest } = await list();
    expect(rest).toEqual({ next: null, previous: null });
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^practices:[0-9a-f-]{36}$/), app: 'practices', group: 'practices.test', state: 'dead',
        type: 'a.b', subject: null, sequence: null, topic: memberApproved.topic, origin: `${memberApproved.topic}/0@7`,
        reason: 'not-an-event', detail: 'header ce_id is missing', attempts: 1, nextAttemptAt: null,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      },
      {
        id: expect.any(String), app: 'practices', group: 'practices.test', state: 'parked', type: memberApproved.type,
        subject: id, sequence: '1', topic: memberApproved.topic, origin: null, reason: 'handler-failed',
        detail: 'the table is full', attempts: 3, nextAttemptAt: expect.stringMatching(/Z$/), createdAt: expect.any(String),
      },
      expect.objectContaining({ subject: id, sequence: '2', reason: 'behind-parked', attempts: 0, nextAttemptAt: null }),
    ]); // prettier-ignore
  });

  it('list by state and group, page by page, with a total', async () => {
    await transport.publish([unreadable(), { ...unreadable(), key: 'y' }]);
    await failing(3);
    expect((await list('?state=dead')).items).toHaveLength(2);
    expect((await list('?state=parked&total=true')).total).toBe(3);
    expect((await list('?group=nobody')).items).toEqual([]);
    const { there, back } = await pagesOf((path) => call('GET', path, admin), '/v1/operations/dead-letters?limit=2');
    expect([there.flat(), back]).toEqual([(await list()).items, there]);
    for (const query of [
      '?state=gone',
      '?limit=0',
      '?cursor=x',
      `?cursor=${Buffer.from('["dead-letters","a","b"]').toString('base64url')}`,
      '?x=1',
    ])
      expect((await call('GET', `/v1/operations/dead-letters${query}`, admin)).status).toBe(422);
  });

  it('redrive what failed: when it is healed the whole stream goes on, and who did it is written down', async () => {
    const { id, letters } = await failing(4);
    expect((await call('GET', `/v1/operations/dead-letters/${letters[0].id}`, admin)).body).toEqual(letters[0]);
    expect((await command(letters[0].id, 'redrive')).body).toEqual({ outcome: 'failed', detail: 'the table is full' });
    app.get(Broken).subjects.clear();
    expect((await command(letters[2].id, 'redrive')).body).toEqual({
      outcome: 'waiting',
      detail: 'sequence 3 waits for 1',
    });
    const done = await command(letters[0].id, 'redrive');
    expect([done.status, done.body]).toEqual([200, { outcome: 'applied' }]);
    expect(await effects(id)).toEqual([1, 2, 3, 4]);
    expect((await list()).items).toEqual([]);
    const [, first] = letters[0].id.split(':');
    expect(await audits()).toMatchObject([
      { principal_id: admin.id, action: 'redrive', target: first, outcome: 'failed', detail: 'the table is full' },
      { action: 'redrive', target: letters[2].id.split(':')[1], outcome: 'waiting' },
      { principal_id: admin.id, action: 'redrive', target: first, outcome: 'applied', reason: null, detail: null },
    ]);
    expect((await command(letters[0].id, 'redrive')).status).toBe(404);
  });

  it('give up with a reason, which is written down, and the stream goes on past it', async () => {
    const { id, letters } = await failing(3);
    app.get(Broken).subjects.clear();
    expect((await command(letters[0].id, 'discard')).status).toBe(422);
    expect((await command(letters[0].id, 'discard', { reason: ' ' })).status).toBe(422);
    const refused = await command(letters[1].id, 'discard', { reason: 'why not' });
    expect([refused.status, refused.body.code]).toEqual([409, 'dead-letter.waiting']);
    expect((await command(letters[0].id, 'discard', { reason: 'Sent by mistake.' })).body).toEqual({
      outcome: 'discarded',
    });
    expect(await effects(id)).toEqual([2, 3]);
    expect((await audits()).at(-1)).toMatchObject({
      principal_id: admin.id, action: 'discard', reason: 'Sent by mistake.', outcome: 'discarded',
    }); // prettier-ignore
  });

  it('find nothing under ids of others, refuse ids that are none, and groups that no consumer serves', async () => {
    for (const name of ['redrive', 'discard'] as const) {
      expect(
        (await command(`practices:${newId()}`, name, name === 'discard' ? { reason: 'x' } : undefined)).status,
      ).toBe(404);
      expect((await command(`network:${newId()}`, name, name === 'discard' ? { reason: 'x' } : undefined)).status).toBe(
        404,
      );
      expect((await command('7', name, name === 'discard' ? { reason: 'x' } : undefined)).status).toBe(422);
    }
    await transport.publish([unreadable()]);
    await dataSource.query(`update waiting_event set consumer_group = 'practices.gone'`);
    const [{ id }] = (await list()).items;
    expect((await command(id, 'redrive')).body.code).toBe('dead-letter.no-consumer');
  });

  it('answer a redrive once for one Idempotency-Key', async () => {
    const { letters } = await failing(1);
    app.get(Broken).subjects.clear();
    const once = () =>
      call('POST', `/v1/operations/dead-letters/${letters[0].id}/redrive`, admin, undefined, {
        'idempotency-key': 'k1',
      });
    expect((await once()).body).toEqual({ outcome: 'applied' });
    expect((await once()).body).toEqual({ outcome: 'applied' });
    expect(await audits()).toHaveLength(1);
  });

  it('tell how much waits in the outbox, how long, who sends it, and how far groups are behind', async () => {
    const { body } = await call('GET', '/v1/operations/outbox', admin);
    const groups = [{ group: 'practices.test', lag: 0 }];
    expect(body).toEqual({ app: 'practices', depth: 0, oldestAgeSeconds: 0, leases: expect.any(Array), groups });
    const { leases } = await eventually(async () => {
      const { body: answer } = await call('GET', '/v1/operations/outbox', admin);
      return answer.leases.length > 0 ? answer : undefined;
    });
    expect(leases[0]).toEqual({ shard: 0, owner: expect.any(String), expiresAt: expect.stringMatching(/Z$/) });
  });
});
