import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { happened, type CloudEvent, type EventContract, type Topic } from '#contracts';
import { Clock, openDataSource, setUpAppDatabase, type AppDatabase } from '#database';
import { emptyDatabase, eventually, uniqueTopic } from '#testing';
import { toMessage } from '../cloud-event.js';
import { ConsumerGroup, type EventHandler } from '../consumer/consumer-group.js';
import { EventSchemas } from '../consumer/event-schemas.js';
import { MessagingTables1764000000000 } from '../messaging-tables.migration.js';
import { StreamOrigin1764000000020 } from '../restore/stream-origin.migration.js';
import { Outbox } from '../outbox/outbox.js';
import { RelayMembers1764000000002 } from '../outbox/relay-member.migration.js';
import { Relay, type RelayOptions } from '../outbox/relay.js';
import type { Message, Transport } from '../transport/transport.js';

/** A transport, and a way to tell it that every group has subscribed. */
export type StartableTransport = Transport & { readonly start: () => void | Promise<void> };
export type MakeTransport = (topics: readonly string[]) => StartableTransport;

/** A database with the messaging tables of one app, and a table of effects that would reveal a duplicate. */
export interface FlowDatabase {
  readonly database: AppDatabase;
  readonly dataSource: DataSource;
  readonly clear: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

export async function flowDatabase(): Promise<FlowDatabase> {
  const empty = await emptyDatabase();
  const database = await setUpAppDatabase(empty.url, 'practices');
  const dataSource = await openDataSource(database, {
    entities: [],
    migrations: [MessagingTables1764000000000, RelayMembers1764000000002, StreamOrigin1764000000020],
  });
  await dataSource.query(`
    create table effect (
      id bigint generated always as identity, consumer_group text, stream_id uuid, sequence bigint, event_id uuid
    )`);
  const tables = 'stream_head, outbox, relay_lease, relay_member, inbox, consumer_stream, waiting_event, effect';
  return {
    database,
    dataSource,
    clear: async () => {
      await dataSource.query(`truncate ${tables}`);
    },
    drop: async () => {
      await dataSource.destroy();
      await empty.drop();
    },
  };
}

const counted = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } } as const;

/** Pauses between the attempts of a parked event: so long that only moving the clock forward makes it due. */
const RETRY_MS = 3_600_000;
const RETRIES = 3;

export interface Waiting {
  readonly state: 'parked' | 'dead';
  readonly streamId: string | null;
  readonly sequence: number | null;
  readonly reason: string;
  readonly detail: string;
  readonly attempts: number;
  readonly origin: string | null;
}

/** The whole way of events: outbox, relays, transport, and groups that record each effect. */
export class EventFlow {
  readonly topic = uniqueTopic('flow');
  readonly counted = this.contract('eu.lra-network.flow.counted.v1');
  /** In the outbox, but known to no group. */
  readonly unheard = this.contract('eu.lra-network.flow.unheard.v1');
  /** Called after each effect, in its transaction; makes the handler fail by throwing. */
  failing: (group: string, event: CloudEvent, tx: EntityManager) => void | Promise<void> = () => undefined;
  /** Called when a group has committed, before the transport learns of it. */
  committed: (group: string) => void | Promise<void> = () => undefined;

  /** The origins of the messages that the groups received, once for each time. */
  readonly origins: string[] = [];

  private readonly outbox = new Outbox(new Clock());
  private readonly groups = new Map<string, ConsumerGroup>();
  private readonly suffix = randomUUID();
  private relays: Relay[] = [];
  private open: StartableTransport | undefined;
  private ahead = 0;

  constructor(
    private readonly on: FlowDatabase,
    private readonly makeTransport: MakeTransport,
  ) {}

  get transport(): StartableTransport {
    if (!this.open) throw new Error('The flow has not started.');
    return this.open;
  }

  group(name: string): ConsumerGroup {
    return this.groups.get(name)!;
  }

  /** Subscribes the groups; `startRelay` starts the flow. */
  async start(...names: readonly string[]): Promise<void> {
    this.open = this.makeTransport([this.topic]);
    for (const name of names) await this.join(name, this.open);
    await this.open.start();
  }

  /** Makes this transport's process a member of the group. */
  async join(name: string, transport: Transport): Promise<void> {
    const handler: EventHandler = async (event, { tx }) => {
      await tx.query('insert into effect (consumer_group, stream_id, sequence, event_id) values ($1, $2, $3, $4)', [
        name, event.subject, event.sequence, event.id,
      ]); // prettier-ignore
      await this.failing(name, event, tx);
    };
    const group = new ConsumerGroup({
      group: this.idOf(name),
      handlers: new Map([[this.counted.type, handler]]),
      dataSource: this.on.dataSource,
      schemas: new EventSchemas([this.counted]),
      retrySchedule: Array<number>(RETRIES).fill(RETRY_MS),
      now: () => new Date(Date.now() + this.ahead),
    });
    this.groups.set(name, group);
    await transport.subscribe({
      group: this.idOf(name),
      topics: [this.topic],
      handle: async (messages) => {
        this.origins.push(...messages.flatMap(({ origin }) => origin ?? []));
        await group.handle(messages);
        await this.committed(name);
      },
    });
  }

  idOf(name: string): string {
    return `${name}-${this.suffix}`;
  }

  async startRelay(options: Partial<RelayOptions> = {}, transport: Transport = this.transport): Promise<Relay> {
    const relay = new Relay(this.on.dataSource, this.on.database, transport, { pollMs: 100, ...options });
    await relay.start();
    this.relays.push(relay);
    return relay;
  }

  /** Stops relays and transport as the end of the process would; the content of the database stays. */
  async stop(): Promise<void> {
    await Promise.all(this.relays.splice(0).map((relay) => relay.stop()));
    await this.open?.close();
    this.open = undefined;
  }

  /** Commits events at the ends of their streams, all in one transaction. */
  async append(streams: readonly string[], contract: EventContract = this.counted): Promise<void> {
    const events = streams.map((stream, n) => happened(contract, stream, { n }));
    await this.on.dataSource.transaction((tx) => this.outbox.append(tx, events));
  }

  /** A message as the relay would send it, for messages that no relay sends. */
  message(stream: string, sequence: number, change: Partial<CloudEvent> = {}): Message {
    return toMessage(this.topic, {
      specversion: '1.0',
      id: randomUUID(),
      source: '/practices',
      type: this.counted.type,
      subject: stream,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      sequence: String(sequence),
      data: { n: sequence },
      ...change,
    });
  }

  /** The sequences of the effects, per stream in the order of their arrival. */
  async effects(name: string): Promise<Record<string, number[]>> {
    const rows = await this.query<{ stream_id: string; sequences: number[] }>(
      `select stream_id, array_agg(sequence::int order by id) as sequences from effect where consumer_group = $1 group by stream_id`,
      [name],
    );
    return Object.fromEntries(rows.map((row) => [row.stream_id, row.sequences]));
  }

  async countOfEffects(): Promise<number> {
    const [row] = await this.query<{ n: number }>('select count(*)::int as n from effect', []);
    return row!.n;
  }

  /** The last sequence that the group has taken of each of these streams. */
  async positions(name: string, of: readonly string[]): Promise<Record<string, number>> {
    const rows = await this.query<{ stream_id: string; sequence: number }>(
      `select stream_id, sequence::int as sequence from consumer_stream
        where consumer_group = $1 and stream_id = any($2)`,
      [this.idOf(name), of],
    );
    return Object.fromEntries(rows.map((row) => [row.stream_id, row.sequence]));
  }

  waiting(name: string): Promise<Waiting[]> {
    return this.query(
      `select state, stream_id as "streamId", sequence::int as sequence, reason, detail, attempts, origin
         from waiting_event where consumer_group = $1 order by created_at, sequence`,
      [this.idOf(name)],
    );
  }

  /** Events of the outbox that no relay has marked yet. */
  async unmarked(): Promise<number> {
    const [row] = await this.query<{ n: number }>(
      'select count(*)::int as n from outbox where published_at is null',
      [],
    );
    return row!.n;
  }

  async untilEffects(name: string, expected: Record<string, number[]>, within?: number): Promise<void> {
    const count = (effects: Record<string, number[]>) => Object.values(effects).flat().length;
    await eventually(async () => count(await this.effects(name)) >= count(expected), within);
  }

  /** Moves the clock of the groups forward, so that every parked event is due, and tries them. */
  async retryLater(name: string): Promise<void> {
    this.ahead += 2 * RETRY_MS;
    await this.retryNow(name);
  }

  async retryNow(name: string): Promise<void> {
    await this.group(name).retryDue();
  }

  private contract(type: string): EventContract<{ n: number }> {
    return {
      type,
      topic: this.topic as Topic,
      visibility: 'internal',
      summary: 'Something was counted.',
      schema: counted,
    };
  }

  private query<T>(sql: string, parameters: readonly unknown[]): Promise<T[]> {
    return this.on.dataSource.query<T[]>(sql, [...parameters]);
  }
}

/** Sequences from 1 to `last`. */
export const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1);

/** Ids of `count` streams. */
export const streams = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

/** Lets a relay go up to `publish` and holds it there, like a frozen process. */
export function frozen(transport: Transport): { transport: Transport; reached: Promise<void>; thaw(): void } {
  let reach!: () => void;
  let thaw!: () => void;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const thawed = new Promise<void>((resolve) => (thaw = resolve));
  return {
    transport: {
      publish: async (messages) => {
        reach();
        await thawed;
        await transport.publish(messages);
      },
      subscribe: (subscription) => transport.subscribe(subscription),
      unsubscribe: (group) => transport.unsubscribe(group),
      close: () => transport.close(),
    },
    reached,
    thaw,
  };
}
