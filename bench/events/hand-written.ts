import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners, type KafkaMessage, type Producer } from 'kafkajs';
import pg from 'pg';
import { practicePublished } from '#contracts';
import { newId } from '#database';
import { makeTopic } from './raw.js';
import {
  benchTables, countEffects, dataOf, FILL, numberOf, streamOf, verifyCounts, writeEffect, writeState,
  type EffectCounts, type Effects, type OpenSide, type Side,
} from './side.js'; // prettier-ignore

const TOPIC = 'bench.hand-written';
const GROUP = 'bench-hand-written';
/** The same as in the network's relay. */
const BATCH = 500;
const POLL_MS = 1_000;

const tables = `
  create table stream_head (stream_id uuid primary key, sequence bigint not null);
  create table outbox (
    id bigint generated always as identity primary key, event_id uuid not null, stream_id uuid not null, sequence bigint not null,
    type text not null, time timestamptz not null, data jsonb not null, published_at timestamptz, unique (stream_id, sequence)
  );
  create index outbox_waiting on outbox (id) where published_at is null;
  create function outbox_notify() returns trigger language plpgsql as
    $$ begin perform pg_notify('bench_outbox', ''); return null; end $$;
  create trigger outbox_notify after insert on outbox for each statement execute function outbox_notify();
  create table inbox (event_id uuid primary key);
  create table consumer_stream (stream_id uuid primary key, sequence bigint not null)`;

interface OutboxRow {
  readonly id: string;
  readonly event_id: string;
  readonly stream_id: string;
  readonly sequence: string;
  readonly type: string;
  readonly time: Date;
  readonly data: unknown;
}

/**
 * What a developer would write by hand with pg and kafkajs: the same rows for each event, a relay that sends waiting
 * rows and marks them, and a consumer with one transaction per event. No schemas, traces, dead letters or second relay.
 */
export const openHandWritten: OpenSide = async ({ brokers, databaseUrl }, effects) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 12 });
  await pool.query(benchTables);
  await pool.query(tables);
  const kafka = new Kafka({ clientId: GROUP, brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  await makeTopic(kafka, TOPIC);
  const producer = kafka.producer({ idempotent: true, createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const consumer = kafka.consumer({ groupId: GROUP });
  await consumer.connect();
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
  await consumer.run({ eachMessage: ({ message }) => consume(pool, message, effects) });
  let relay = await LoopRelay.start(databaseUrl, pool, producer);

  const side: Side = {
    write: (n) => inTransaction(pool, (client) => append(client, n)),
    fill: async (from, count) => {
      await relay.stop();
      for (let done = 0; done < count; done += FILL) {
        await inTransaction(pool, async (client) => {
          for (let n = done; n < Math.min(done + FILL, count); n += 1) await append(client, from + n);
        });
      }
    },
    release: async () => {
      relay = await LoopRelay.start(databaseUrl, pool, producer);
    },
    verify: async (count) => verifyCounts((await pool.query<EffectCounts>(countEffects)).rows[0], count),
    close: async () => {
      await relay.stop();
      await consumer.disconnect();
      await producer.disconnect();
      await pool.end();
    },
  };
  return side;
};

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function append(client: pg.PoolClient, n: number): Promise<void> {
  const stream = streamOf(n);
  const data = JSON.stringify(dataOf(n));
  await client.query(writeState, [stream, data]);
  const { rows } = await client.query<{ sequence: string }>(
    `insert into stream_head as h (stream_id, sequence) values ($1, 1)
     on conflict (stream_id) do update set sequence = h.sequence + 1 returning sequence`,
    [stream],
  );
  await client.query(
    'insert into outbox (event_id, stream_id, sequence, type, time, data) values ($1, $2, $3, $4, $5, $6)',
    [newId(), stream, rows[0]!.sequence, practicePublished.type, new Date(), data],
  );
}

async function consume(pool: pg.Pool, { key, headers, value }: KafkaMessage, effects: Effects): Promise<void> {
  const stream = key!.toString();
  const id = headers!['id']!.toString();
  const sequence = headers!['sequence']!.toString();
  const data = JSON.parse(value!.toString()) as { version: number };
  await inTransaction(pool, async (client) => {
    const fresh = await client.query('insert into inbox (event_id) values ($1) on conflict do nothing', [id]);
    if (fresh.rowCount === 0) return;
    const next = await client.query(
      `insert into consumer_stream as s (stream_id, sequence) values ($1, $2)
       on conflict (stream_id) do update set sequence = excluded.sequence where s.sequence = excluded.sequence - 1`,
      [stream, sequence],
    );
    if (next.rowCount === 0) throw new Error(`Sequence ${sequence} of ${stream} is not the next one.`);
    await client.query(writeEffect, [stream, sequence, id]);
  });
  effects.had(numberOf(data));
}

/** Sends what waits in the outbox: at each NOTIFY and once a second. */
class LoopRelay {
  private isStopping = false;
  private isNoticed = false;
  private wake: () => void = () => undefined;
  private readonly running: Promise<void>;

  private constructor(
    private readonly listener: pg.Client,
    private readonly pool: pg.Pool,
    private readonly producer: Producer,
  ) {
    listener.on('notification', () => {
      this.isNoticed = true;
      this.wake();
    });
    this.running = this.work();
  }

  static async start(databaseUrl: string, pool: pg.Pool, producer: Producer): Promise<LoopRelay> {
    const listener = new pg.Client({ connectionString: databaseUrl });
    await listener.connect();
    await listener.query('listen bench_outbox');
    return new LoopRelay(listener, pool, producer);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.wake();
    await this.running;
    await this.listener.end();
  }

  private async work(): Promise<void> {
    while (!this.isStopping) {
      this.isNoticed = false;
      let sent = 0;
      await inTransaction(this.pool, async (client) => {
        sent = await this.send(client);
      });
      if (sent === BATCH || this.isCalled()) continue;
      const woken = new AbortController();
      this.wake = () => woken.abort();
      await pause(POLL_MS, undefined, { signal: woken.signal }).catch(() => undefined);
    }
  }

  /** A function, because the value may have changed during the await. */
  private isCalled(): boolean {
    return this.isNoticed || this.isStopping;
  }

  private async send(client: pg.PoolClient): Promise<number> {
    const { rows } = await client.query<OutboxRow>(
      `select id, event_id, stream_id, sequence, type, time, data from outbox
        where published_at is null order by id limit $1 for update skip locked`,
      [BATCH],
    );
    if (rows.length === 0) return 0;
    await this.producer.send({
      topic: TOPIC,
      messages: rows.map(({ event_id: id, stream_id: key, sequence, type, time, data }) => ({
        key,
        headers: { id, sequence, type, time: time.toISOString() },
        value: JSON.stringify(data),
      })),
    });
    await client.query('update outbox set published_at = now() where id = any($1)', [rows.map(({ id }) => id)]);
    return rows.length;
  }
}
