import type { DataSource } from 'typeorm';
import { BackgroundWork } from '#background';
import { Listener, type AppDatabase } from '#database';
import { Observability } from '#observability';
import { toMessage } from '../cloud-event.js';
import { publishedEvents } from '../messaging.metrics.js';
import type { Transport } from '../transport/transport.js';
import { Cleaning } from './cleaning.js';
import { ShardLeases, type ShardLease } from './shard-leases.js';

export interface RelayOptions {
  /** Rows sent at once. */
  readonly batch: number;
  /** How long a lease holds without renewal, in milliseconds. */
  readonly leaseMs: number;
  /** Longest pause without a notice, in milliseconds: polling finds what NOTIFY may lose. */
  readonly pollMs: number;
}

/**
 * Pause between two checks for free shards while other relays hold some, in milliseconds: those of a dead relay move
 * soon.
 */
const LOOK_MS = 1_000;

const defaults: RelayOptions = { batch: 500, leaseMs: 10_000, pollMs: 5_000 };

interface OutboxRow {
  id: string;
  event_id: string;
  topic: string;
  stream_id: string;
  sequence: string;
  type: string;
  time: Date;
  traceparent: string | null;
  data: unknown;
}

/** Rows that the transport has taken, and the leases under which the relay sent them. */
interface Taken {
  readonly ids: readonly string[];
  readonly leases: readonly ShardLease[];
}

const NOTHING: Taken = { ids: [], leases: [] };

/**
 * Brings committed outbox rows to the transport. Within a stream rows are inserted under the lock of its head, so the
 * order of ids is the order of sequences. A row is marked only after the transport has taken it, and only by the relay
 * that still holds the shard's lease. When there is nothing to send, the relay removes old rows.
 */
export class Relay {
  private readonly options: RelayOptions;
  private readonly listener: Listener;
  private readonly leases: ShardLeases;
  private readonly cleaning: Cleaning;
  private readonly work: BackgroundWork;
  /** Not marked yet. */
  private taken = NOTHING;

  constructor(
    private readonly dataSource: DataSource,
    private readonly database: AppDatabase,
    private readonly transport: Transport,
    options: Partial<RelayOptions> = {},
    private readonly observability = Observability.silent().of(database.app),
  ) {
    this.options = { ...defaults, ...options };
    const { leaseMs, pollMs } = this.options;
    this.leases = new ShardLeases(dataSource, leaseMs, Math.min(LOOK_MS, pollMs));
    this.cleaning = new Cleaning(dataSource);
    this.work = new BackgroundWork({ name: `Outbox of ${database.app}`, pollMs, turn: () => this.relayBatch() });
    this.listener = new Listener(database.url, `${database.schema}_outbox`, () => this.work.wake());
  }

  async start(): Promise<void> {
    await this.leases.prepare();
    await this.listener.start();
    this.work.start();
  }

  /** Finishes the present batch and returns the leases, so that another relay need not wait for them to expire. */
  async stop(): Promise<void> {
    await this.work.stop();
    await this.listener.close();
    await this.mark()
      .then(() => this.leases.giveBack())
      .catch(() => undefined); // without a database the leases expire, and unmarked rows are sent again
  }

  /** Sends a batch, and marks the previous one meanwhile: sending does not wait for the marks. */
  private async relayBatch(): Promise<number> {
    const leases = await this.leases.held();
    const [rows] = await Promise.all([this.waitingRows(leases), this.mark()]);
    if (rows.length === 0) return (await this.cleaning.step()) ? 0 : this.leases.untilRenewal();
    await this.publish(rows);
    this.taken = { ids: rows.map((row) => row.event_id), leases };
    return 0;
  }

  private async waitingRows(leases: readonly ShardLease[]): Promise<OutboxRow[]> {
    if (leases.length === 0) return [];
    return this.dataSource.query(
      // Each shard separately: then the index of the waiting rows finds the first ones, however long the outbox is.
      `select waiting.* from unnest($1::smallint[]) as held(shard) cross join lateral (
         select id, event_id, topic, stream_id, sequence, type, time, traceparent, data
           from outbox where published_at is null and outbox.shard = held.shard and event_id <> all($3)
          order by id limit $2
       ) waiting order by waiting.id limit $2`,
      [leases.map((lease) => lease.shard), this.options.batch, this.taken.ids],
    );
  }

  private async mark(): Promise<void> {
    const { ids, leases } = this.taken;
    if (ids.length === 0) return;
    const [, marked] = await this.dataSource.query<[unknown[], number]>(
      // Does not wait for the disk: rows whose marks a crash of the server loses are sent again, and dropped.
      `update outbox set published_at = now()
         from unnest($2::smallint[], $3::bigint[]) as held(shard, fence) join relay_lease using (shard, fence)
        where outbox.event_id = any($1) and outbox.shard = held.shard
          and (select set_config('synchronous_commit', 'off', true)) is not null`,
      [ids, leases.map((lease) => lease.shard), leases.map((lease) => lease.fence)],
    );
    this.taken = NOTHING;
    if (marked < ids.length) this.leases.distrust(); // the rest belongs to another relay
  }

  /** Each event's way through the transport is a span of the trace that caused it. */
  private async publish(rows: readonly OutboxRow[]): Promise<void> {
    const spans = rows.map(({ topic, event_id, type, traceparent }) =>
      this.observability.span('producer', `publish ${topic}`, traceparent ?? undefined, {
        'messaging.destination.name': topic,
        'messaging.message.id': event_id,
        'cloudevents.event_type': type,
      }),
    );
    try {
      await this.transport.publish(rows.map((row, n) => this.message({ ...row, traceparent: spans[n]!.traceparent })));
      for (const span of spans) span.end();
    } catch (error) {
      for (const span of spans) span.end({ 'error.type': 'not-published' });
      throw error;
    }
    this.observability.count(publishedEvents, {}, rows.length);
  }

  private message(row: OutboxRow) {
    return toMessage(row.topic, {
      specversion: '1.0',
      id: row.event_id,
      source: `/${this.database.app}`,
      type: row.type,
      subject: row.stream_id,
      time: row.time.toISOString(),
      datacontenttype: 'application/json',
      sequence: row.sequence,
      ...(row.traceparent ? { traceparent: row.traceparent } : {}),
      data: row.data,
    });
  }
}
