import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Listener, type AppDatabase } from '#database';
import { toMessage } from '../cloud-event.js';
import type { Transport } from '../transport/transport.js';
import { Cleaning } from './cleaning.js';
import { ShardLeases } from './shard-leases.js';

export interface RelayOptions {
  /** Rows sent at once. */
  readonly batch: number;
  /** How long a lease holds without renewal, in milliseconds. */
  readonly leaseMs: number;
  /** Longest pause without a notice, in milliseconds: what NOTIFY may lose, polling finds. */
  readonly pollMs: number;
}

const defaults: RelayOptions = { batch: 500, leaseMs: 10_000, pollMs: 1_000 };

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

/**
 * Brings committed outbox rows to the transport. Within a stream rows were inserted under the lock of its head, so the
 * order of ids is the order of sequences; a row is marked only after the transport has taken it, and only by the relay
 * that still holds the shard's lease. When there is nothing to send it removes what is old.
 */
export class Relay {
  private readonly logger = new Logger(Relay.name);
  private readonly options: RelayOptions;
  private readonly listener: Listener;
  private readonly leases: ShardLeases;
  private readonly cleaning: Cleaning;
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private noticed = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly database: AppDatabase,
    private readonly transport: Transport,
    options: Partial<RelayOptions> = {},
  ) {
    this.options = { ...defaults, ...options };
    this.leases = new ShardLeases(dataSource, this.options.leaseMs, this.options.pollMs);
    this.cleaning = new Cleaning(dataSource);
    this.listener = new Listener(database.url, `${database.schema}_outbox`, () => {
      this.noticed = true;
      this.wake();
    });
  }

  async start(): Promise<void> {
    await this.leases.prepare();
    await this.listener.start();
    this.running = this.work();
  }

  /** Finishes the batch in hand and gives the leases back, so that another relay need not wait for their end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
    await this.listener.close();
    await this.leases.giveBack().catch(() => undefined);
  }

  private async work(): Promise<void> {
    let failing = false;
    while (!this.isStopping()) {
      try {
        this.noticed = false;
        const sent = await this.relayBatch();
        if (failing) this.logger.log('The outbox is being sent again.');
        failing = false;
        if (sent === this.options.batch || (await this.cleaning.step())) continue;
        await this.idle(this.options.pollMs);
      } catch (error) {
        if (this.isStopping()) return;
        if (!failing) this.logger.warn(`The outbox waits: ${String(error)}. Trying again every second.`);
        failing = true;
        await pause(this.options.pollMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Waits for a notice that has not come since the last batch was begun, at most `ms`. */
  private async idle(ms: number): Promise<void> {
    if (this.noticed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.isStopping()) this.wake();
    });
    this.wake = () => undefined;
  }

  private async relayBatch(): Promise<number> {
    const leases = await this.leases.held();
    if (leases.length === 0) return 0;
    const shards = leases.map((lease) => lease.shard);
    const rows: OutboxRow[] = await this.dataSource.query(
      // Each shard by itself: so the index of the waiting rows gives the first ones, however long the outbox is.
      `select waiting.* from unnest($1::smallint[]) as held(shard) cross join lateral (
         select id, event_id, topic, stream_id, sequence, type, time, traceparent, data
           from outbox where published_at is null and outbox.shard = held.shard order by id limit $2
       ) waiting order by waiting.id limit $2`,
      [shards, this.options.batch],
    );
    if (rows.length === 0) return 0;
    await this.transport.publish(rows.map((row) => this.message(row)));
    const [, marked] = await this.dataSource.query<[unknown[], number]>(
      // Not waiting for the disk: marks that a crash of the server takes back are sent again, and dropped.
      `update outbox set published_at = now()
         from unnest($2::smallint[], $3::bigint[]) as held(shard, fence) join relay_lease using (shard, fence)
        where outbox.event_id = any($1) and outbox.shard = held.shard
          and (select set_config('synchronous_commit', 'off', true)) is not null`,
      [rows.map((row) => row.event_id), shards, leases.map((lease) => lease.fence)],
    );
    if (marked < rows.length) this.leases.distrust(); // what is left is another relay's
    return rows.length;
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
