import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import {
  practicePublished, practiceSubmitted, practiceUpdated, practiceWithdrawn, publicEventTypes, type EventOf, type SnapshotItem,
} from '#contracts'; // prettier-ignore
import { newId } from '#database';
import { appModule, type AppRuntime } from '#app';
import { createHttpApp } from '#http';
import { Consumes, InProcessTransport, type EventContext } from '#messaging';
import { eventually, testApp, testIdentity, type TestApp } from '#testing';
import { practicesApp } from '../../practices.app.js';
import { completeSheet, draft, editorOf, publish, republish, steering, step } from '../practice.example.js';

const admin = { roles: ['admin' as const] };

/** A projection that is added later: titles of the visible practices. */
@Injectable()
class TitlesConsumer {
  @Consumes('titles', [practicePublished, practiceUpdated, practiceWithdrawn])
  async changed(
    { subject, type, data, sequence }: EventOf<typeof practicePublished>,
    { tx }: EventContext,
  ): Promise<void> {
    await tx.query(
      `insert into titles values ($1, $2, $3, $4)
       on conflict (id) do update set title = excluded.title, withdrawn = excluded.withdrawn, sequence = excluded.sequence`,
      [subject, JSON.stringify(data.title), type === practiceWithdrawn.type, sequence],
    );
  }
}

/** Depends on what only the owner knows. */
@Injectable()
class QueueConsumer {
  @Consumes('queue', [practiceSubmitted])
  async submitted(_: EventOf<typeof practiceSubmitted>, { tx }: EventContext): Promise<void> {
    await tx.query('select 1');
  }
}

/** Another version of the app on the same database, with more groups. */
async function laterVersion({ settings, database }: AppRuntime) {
  const identity = await testIdentity();
  const transport = new InProcessTransport();
  let app: NestFastifyApplication | undefined = undefined;
  const url = () =>
    `http://127.0.0.1:${((app as NestFastifyApplication).getHttpServer().address() as AddressInfo).port}`;
  const runtime: AppRuntime = { settings, database, transport, identity: identity.verifier, urlOf: url };
  const more = { module: class {}, providers: [TitlesConsumer, QueueConsumer], imports: [practicesApp.module] };
  const nest = await createHttpApp(appModule(more, runtime), { bodyLimit: 1_000_000 });
  app = nest;
  await nest.listen(0, '127.0.0.1');
  transport.start();
  return {
    dataSource: nest.get(DataSource),
    call: async (
      method: string,
      path: string,
      {
        by,
        body,
        headers,
      }: { by?: Parameters<typeof identity.as>[0]; body?: unknown; headers?: Record<string, string> } = {},
    ) => {
      const response = await fetch(url() + path, {
        method,
        headers: {
          ...(by ? await identity.as(by) : {}),
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        body: body ? JSON.stringify(body) : null,
      });
      return { status: response.status, body: await response.json() };
    },
    close: async () => {
      await nest.close();
      await transport.close();
      await identity.close();
    },
  };
}

describe('the snapshot of practices', () => {
  let app: TestApp;
  const ends: (() => Promise<void>)[] = [];
  let later: Awaited<ReturnType<typeof laterVersion>>;
  const ids = {} as Record<
    'drafted' | 'published' | 'beside' | 'updated' | 'withdrawn' | 'discarded' | 'merged' | 'mergedUnpublished',
    string
  >;
  const by = { id: 'editor', roles: ['member-editor' as const], memberId: newId() };

  beforeAll(async () => {
    app = await testApp(practicesApp);
    ends.push(() => app.close());
    await editorOf(app, by.memberId);
    ids.drafted = await draft(app, by);
    ids.published = await publish(app, by);
    ids.beside = await publish(app, by);
    await step(app, ids.beside, 'PUT', by, completeSheet({ title: { it: 'Bozza' } }));
    ids.updated = await publish(app, by);
    await republish(app, ids.updated, by, completeSheet({ title: { it: 'Nuovo' }, countries: ['IT', 'FR'] }));
    ids.withdrawn = await publish(app, by);
    await step(app, ids.withdrawn, 'withdrawal', by, { reason: 'Closed.' });
    ids.discarded = await draft(app, by);
    await step(app, ids.discarded, 'withdrawal', by, { reason: 'A mistake.' });
    ids.merged = await publish(app, by);
    ids.mergedUnpublished = await draft(app, by);
    await step(app, ids.mergedUnpublished, 'submission', by);
    for (const id of [ids.merged, ids.mergedUnpublished])
      await step(app, id, 'merger', steering, { into: ids.published, reason: 'The same.' });
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  const read = async (query = ''): Promise<{ items: SnapshotItem[]; next: string | null; total: number }> =>
    (await app.call('GET', `/v1/snapshots/practices${query}`)).body;

  it('tells of each practice the last public event again, with its present number, and of a draft nothing but the number', async () => {
    const told = await app.dataSource.query<{ id: string; sequence: string; type: string | null; data: unknown }[]>(
      `select h.stream_id as id, h.sequence, last.type, last.data from stream_head h left join lateral (
         select type, data from outbox where stream_id = h.stream_id and type = any($1) order by sequence desc limit 1
       ) last on true order by h.stream_id`,
      [publicEventTypes],
    ); // prettier-ignore
    const { items, next, total } = await read();
    expect({ next, total }).toEqual({ next: null, total: told.length });
    expect(items).toEqual(
      told.map(({ id, sequence, type, data }) => ({
        subject: id,
        sequence,
        ...(type === null ? {} : { event: {
          specversion: '1.0', id: expect.any(String), source: '/practices', type, subject: id, time: expect.stringMatching(/^2.*Z$/),
          datacontenttype: 'application/json', sequence, data,
        } }),
      })),
    ); // prettier-ignore
    const typeOf = (id: string) => items.find(({ subject }) => subject === id)?.event?.type.split('.')[3];
    expect(Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, typeOf(id)]))).toEqual({
      drafted: undefined, published: 'published', beside: 'published', updated: 'updated', withdrawn: 'withdrawn', discarded: undefined,
      merged: 'merged', mergedUnpublished: undefined,
    }); // prettier-ignore
  });

  it('comes in pages', async () => {
    const whole = (await read()).items.map(({ subject }) => subject);
    const paged: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page = await read(`?limit=4${after && `&after=${after}`}`);
      expect(page.items.length).toBeLessThanOrEqual(4);
      paged.push(...page.items.map(({ subject }) => subject));
      after = page.next;
    }
    expect(paged).toEqual(whole);
    expect((await app.call('GET', '/v1/snapshots/practices?limit=501')).status).toBe(422);
    expect((await app.call('GET', '/v1/snapshots/practices?after=1')).status).toBe(422);
  });

  it('fills a projection that a later version of the app has, whose events are gone, and the projection follows from there', async () => {
    await eventually(async () => {
      await app.dataSource.query('delete from outbox where published_at is not null');
      const [row] = await app.dataSource.query<{ n: number }[]>('select count(*)::int as n from outbox');
      return row?.n === 0;
    });
    await app.dataSource.query(
      'create table titles (id uuid primary key, title jsonb, withdrawn boolean, sequence integer)',
    );
    await app.app.close();
    later = await laterVersion(app.runtime);
    ends.push(() => later.close());
    const query = <T extends object>(sql: string) => later.dataSource.query<T[]>(sql);
    const started = await later.call('POST', '/v1/operations/rebuilds', {
      by: admin,
      body: { group: 'practices.titles' },
    });
    expect(started).toMatchObject({ status: 202, body: { group: 'practices.titles', state: 'running', processed: 0 } });
    const job = await eventually(async () => {
      const { body } = await later.call('GET', `/v1/operations/rebuilds/${started.body.id}`, { by: admin });
      return body.state !== 'running' && body;
    });
    expect(job).toMatchObject({
      state: 'done',
      total: Object.keys(ids).length,
      processed: Object.keys(ids).length,
      applied: Object.keys(ids).length,
      discarded: 0,
      failed: 0,
      detail: null,
    });
    const titles = async () =>
      Object.fromEntries((await query<{ id: string; title: object; withdrawn: boolean }>('select * from titles')).map(({ id, title, withdrawn }) => [id, { title, withdrawn }])); // prettier-ignore
    const title = completeSheet().title;
    expect(await titles()).toEqual({
      [ids.published]: { title, withdrawn: false },
      [ids.beside]: { title, withdrawn: false },
      [ids.updated]: { title: { it: 'Nuovo' }, withdrawn: false },
      [ids.withdrawn]: { title, withdrawn: true },
    });

    const through = { dataSource: later.dataSource, call: later.call };
    for (const id of [ids.drafted, ids.beside]) {
      await step(through, id, 'submission', by);
      expect((await step(through, id, 'publication', steering)).status).toBe(200);
    }
    await eventually(async () => (await titles())[ids.drafted] !== undefined);
    await eventually(async () => JSON.stringify((await titles())[ids.beside]?.title).includes('Bozza'));
    expect(await query(`select 1 from waiting_event where consumer_group = 'practices.titles'`)).toEqual([]);
  });

  it('is asked for by an operator alone, and for groups that public state can fill', async () => {
    const post = (group: string, who: object = admin) =>
      later.call('POST', '/v1/operations/rebuilds', { by: who, body: { group } });
    expect((await later.call('GET', '/v1/operations/rebuilds')).status).toBe(401);
    expect((await post('practices.titles', steering)).status).toBe(403);
    expect(await post('practices.nothing')).toMatchObject({
      status: 422,
      body: {
        errors: [{ pointer: '/group', code: 'unknown-group', detail: expect.stringContaining('practices.titles') }],
      },
    });
    expect(await post('practices.queue')).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'not-rebuildable' }] },
    });
    expect((await later.call('GET', '/v1/operations/rebuilds', { by: admin })).body).toMatchObject({
      groups: [
        'practices.members',
        'practices.principals',
        'practices.queue',
        'practices.submissions',
        'practices.titles',
      ],
      items: [{ group: 'practices.titles', state: 'done' }],
    });
    expect((await later.call('GET', `/v1/operations/rebuilds/practices:${newId()}`, { by: admin })).status).toBe(404);
    expect((await later.call('GET', `/v1/operations/rebuilds/network:${newId()}`, { by: admin })).status).toBe(404);
    expect((await later.call('GET', '/v1/operations/rebuilds/1', { by: admin })).status).toBe(422);
  });
});
