import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { eventually } from '#testing';
import { EventFlow, flowDatabase, frozen, streams, type FlowDatabase } from '../conformance/event-flow.js';
import { InProcessTransport } from '../transport/in-process.transport.js';
import type { Message, Transport } from '../transport/transport.js';
import { shardOf, SHARDS } from './outbox.js';
import { outboxState } from './outbox-state.js';
import { Relay } from './relay.js';

describe('The relay', () => {
  let on: FlowDatabase;
  let flow: EventFlow;

  beforeAll(async () => {
    Logger.overrideLogger(['fatal']);
    on = await flowDatabase();
  });
  beforeEach(() => {
    flow = new EventFlow(on, () => new InProcessTransport());
  });
  afterEach(async () => {
    await flow.stop();
    await on.clear();
  });
  afterAll(() => on.drop());

  const [stream] = streams(1) as [string];
  /** Of another shard. */
  const other = streams(100).find((id) => shardOf(id) !== shardOf(stream))!;
  const leases = (sql: string) => on.dataSource.query(`update relay_lease set ${sql}`);
  /** How many shards each relay holds, the fewest first. */
  const shares = async (): Promise<number[]> => {
    const held = new Map<string, number>();
    for (const { owner } of (await outboxState(on.dataSource)).leases) held.set(owner, (held.get(owner) ?? 0) + 1);
    return [...held.values()].sort();
  };
  const untilShares = (...wanted: readonly number[]) =>
    eventually(async () => String(await shares()) === String(wanted), 5_000);

  /** A transport that writes down what it is given, and fails as often as told. */
  function recorder(failures = 0): { transport: Transport; sent: Message[][]; calls: () => number } {
    const sent: Message[][] = [];
    let calls = 0;
    const nothing = () => Promise.resolve();
    const transport: Transport = {
      publish: (messages) => {
        calls += 1;
        if (calls <= failures) return Promise.reject(new Error('no broker'));
        sent.push([...messages]);
        return Promise.resolve();
      },
      subscribe: nothing,
      unsubscribe: nothing,
      close: nothing,
    };
    return { transport, sent, calls: () => calls };
  }
  const keys = (sent: readonly Message[][]) =>
    sent.flat().map(({ key, headers }) => `${key}/${headers['ce_sequence']}`);

  it('cannot mark what it sent when it has lost the lease meanwhile', async () => {
    await flow.start('first');
    const gate = frozen(flow.transport);
    const relay = await flow.startRelay({}, gate.transport);
    await flow.append([stream, stream]);
    await gate.reached;
    await leases(`owner = gen_random_uuid(), fence = fence + 1, expires_at = 'infinity'`);
    gate.thaw();
    await relay.stop();
    expect(await flow.effects('first')).toEqual({ [stream]: [1, 2] });
    expect(await flow.unmarked()).toBe(2);

    await leases(`expires_at = '-infinity'`);
    await flow.startRelay();
    await eventually(async () => (await flow.unmarked()) === 0);
    expect(await flow.effects('first')).toEqual({ [stream]: [1, 2] });
  });

  it('sends nothing of a shard that another one holds', async () => {
    const { transport, sent } = recorder();
    await flow.startRelay({ pollMs: 20 }, transport);
    await untilShares(SHARDS);
    await leases(`owner = gen_random_uuid(), fence = fence + 1, expires_at = 'infinity'`);
    // The relay that has lost its shards may send the first event; its mark is refused, and it asks who holds what.
    await flow.append([stream]);
    await eventually(() => sent.length > 0);
    await flow.append([other]);
    await leases(
      `expires_at = case when shard = (select shard from outbox where stream_id = '${other}') then now() else 'infinity' end`,
    );
    await eventually(async () => keys(sent).includes(`${other}/1`) && (await flow.unmarked()) === 1);
    expect(keys(sent).filter((key) => key === `${stream}/1`).length).toBeLessThanOrEqual(1);
  });

  it('gives its leases back at its end, so that the next one goes on at once', async () => {
    const first = recorder();
    const second = recorder();
    const relay = await flow.startRelay({ leaseMs: 600_000 }, first.transport);
    await flow.append([stream]);
    await eventually(async () => (await flow.unmarked()) === 0);
    await relay.stop();
    await flow.append([stream]);
    await flow.startRelay({ leaseMs: 600_000 }, second.transport);
    await eventually(async () => (await flow.unmarked()) === 0);
    expect([keys(first.sent), keys(second.sent)]).toEqual([[`${stream}/1`], [`${stream}/2`]]);
  });

  it('takes the shards of a relay that died once their leases end', async () => {
    const { transport, sent } = recorder();
    const relay = await flow.startRelay({ leaseMs: 3_000, pollMs: 20 }, transport);
    await relay.stop();
    await on.dataSource.query(`insert into relay_member values ('${stream}', now())`);
    await leases(`owner = '${stream}', expires_at = now() + interval '3 seconds' where shard < 4`);
    await flow.append(streams(40));
    await flow.startRelay({ leaseMs: 3_000, pollMs: 20 }, transport);
    await untilShares(4, 4);
    await eventually(async () => (await flow.unmarked()) === 0);
    expect(await shares()).toEqual([SHARDS]);
    expect(new Set(keys(sent)).size).toBe(40);
  });

  it('shares the outbox out: a newcomer gets its part, and who leaves frees its own', async () => {
    const { transport, sent } = recorder();
    const options = { leaseMs: 600, pollMs: 20 };
    const first = await flow.startRelay(options, transport);
    await untilShares(SHARDS);
    await flow.startRelay(options, transport);
    await untilShares(4, 4);
    await flow.startRelay(options, transport);
    await untilShares(2, 3, 3);
    const ids = streams(40);
    await flow.append(ids);
    await first.stop();
    await untilShares(4, 4);
    await flow.append(ids);
    await eventually(async () => (await flow.unmarked()) === 0);
    for (const id of ids) {
      const once = [...new Set(keys(sent).filter((key) => key.startsWith(id)))];
      expect(once).toEqual([`${id}/1`, `${id}/2`]);
    }
  });

  it('removes sent rows after a day and applied ids after a week, while there is nothing to send', async () => {
    const { transport } = recorder();
    const day = 86_400_000;
    await on.dataSource.query(
      `insert into outbox (event_id, topic, stream_id, sequence, shard, type, time, data, published_at)
       select gen_random_uuid(), 't', gen_random_uuid(), 1, 0, 't', now(), '{}', now() - age * interval '1 hour'
         from (select 25 as age from generate_series(1, 1200) union all select 23 from generate_series(1, 5)) of_age`,
    );
    const old = Array.from({ length: 700 }, () => v7({ msecs: Date.now() - 7 * day - 1_000 }));
    const young = Array.from({ length: 5 }, () => v7({ msecs: Date.now() - 7 * day + 60_000 }));
    await on.dataSource.query(
      `insert into inbox select g, unnest($1::uuid[]) from unnest(array['one', 'other', 'third']) g`,
      [[...old, ...young]],
    );
    await flow.append([stream]);
    await flow.startRelay({}, transport);
    const left = async (table: string) => {
      const [row] = await on.dataSource.query<{ n: number }[]>(`select count(*)::int as n from ${table}`);
      return row!.n;
    };
    await eventually(async () => (await left('outbox')) <= 6 && (await left('inbox')) <= 15);
    expect([await left('outbox'), await left('inbox')]).toEqual([6, 15]);
  });

  it('tells what waits and since when', async () => {
    expect(await outboxState(on.dataSource)).toEqual({ depth: 0, oldestAgeSeconds: 0, leases: [] });
    await flow.append([stream, other]);
    await on.dataSource.query(`update outbox set time = now() - interval '90 seconds' where stream_id = $1`, [stream]);
    const { depth, oldestAgeSeconds } = await outboxState(on.dataSource);
    expect(depth).toBe(2);
    expect(Math.round(oldestAgeSeconds / 10)).toBe(9);
  });

  it('sends the same again, in order, until the transport has taken it', async () => {
    const { transport, sent, calls } = recorder(3);
    await flow.startRelay({ pollMs: 10 }, transport);
    await flow.append([stream, stream, stream]);
    await eventually(async () => (await flow.unmarked()) === 0);
    expect(calls()).toBeGreaterThanOrEqual(4);
    expect(keys(sent)).toEqual([1, 2, 3].map((sequence) => `${stream}/${sequence}`));
  });

  it('sends a long outbox in batches, in the order of each stream', async () => {
    const { transport, sent } = recorder();
    const ids = streams(10);
    for (let round = 0; round < 10; round += 1) await flow.append(ids);
    await flow.startRelay({ batch: 7 }, transport);
    await eventually(async () => (await flow.unmarked()) === 0);
    expect(Math.max(...sent.map((batch) => batch.length))).toBe(7);
    for (const id of ids) {
      const of = keys(sent).filter((key) => key.startsWith(id));
      expect(of).toEqual(Array.from({ length: 10 }, (_, n) => `${id}/${n + 1}`));
    }
  });

  it('ends promptly while the transport fails', async () => {
    const { transport, calls } = recorder(Number.POSITIVE_INFINITY);
    const relay = await flow.startRelay({ pollMs: 600_000 }, transport);
    await flow.append([stream]);
    await eventually(() => calls() === 1);
    await relay.stop();
    expect(await flow.unmarked()).toBe(1);
  });

  it('finds what is old by indexes, however much is kept', async () => {
    await on.dataSource.query(
      `insert into outbox (event_id, topic, stream_id, sequence, shard, type, time, data, published_at)
       select gen_random_uuid(), 't', gen_random_uuid(), 1, 0, 't', now(), '{}', now() - n * interval '2 seconds'
         from generate_series(1, 50000) n`,
    );
    await on.dataSource.query(
      `insert into inbox select g, gen_random_uuid() from generate_series(1, 20000), unnest(array['one', 'other']) g`,
    );
    await on.dataSource.query('analyze outbox, inbox');
    const plans: string[] = [];
    const explained = async (sql: string, parameters: unknown[]) => {
      if (/^\s*(delete|with recursive)/.test(sql)) {
        const plan = await on.dataSource.query<{ 'QUERY PLAN': string }[]>(`explain ${sql}`, parameters);
        plans.push(plan.map((line) => line['QUERY PLAN']).join('\n'));
      }
      return on.dataSource.query<unknown>(sql, parameters);
    };
    const { transport } = recorder();
    const watched = Object.assign(Object.create(on.dataSource) as DataSource, { query: explained });
    const relay = new Relay(watched, on.database, transport, { pollMs: 20 });
    await relay.start();
    await eventually(() => plans.filter((plan) => plan.includes('Delete on inbox')).length >= 2);
    await relay.stop();
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan/);
  });

  it('reads a batch of a long outbox without reading what was sent or waits behind', async () => {
    await on.dataSource.query(
      `insert into outbox (event_id, topic, stream_id, sequence, shard, type, time, data, published_at)
       select gen_random_uuid(), 't', gen_random_uuid(), 1, n % $1, 't', now(), '{}', case when n < 50000 then now() end
         from generate_series(1, 100000) n`,
      [SHARDS],
    );
    await on.dataSource.query('analyze outbox');
    const plans: string[] = [];
    const explained = async (sql: string, parameters: unknown[]) => {
      if (sql.includes('from outbox where published_at is null')) {
        const plan = await on.dataSource.query<{ 'QUERY PLAN': string }[]>(`explain (analyze) ${sql}`, parameters);
        plans.push(plan.map((line) => line['QUERY PLAN']).join('\n'));
      }
      return on.dataSource.query<unknown>(sql, parameters);
    };
    const { transport, sent } = recorder();
    const watched = Object.assign(Object.create(on.dataSource) as DataSource, { query: explained });
    const relay = new Relay(watched, on.database, transport);
    await relay.start();
    await eventually(() => sent.length > 3);
    await relay.stop();
    for (const plan of plans) {
      expect(plan).toMatch(/Index Scan using outbox_waiting/);
      expect(plan).not.toMatch(/Seq Scan/);
      // At most what the batch before took and is being marked meanwhile.
      for (const [, removed] of plan.matchAll(/Rows Removed by Filter: (\d+)/g)) {
        expect(Number(removed)).toBeLessThanOrEqual(500);
      }
    }
  });
});
