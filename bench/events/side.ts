import { practicePublished, type DataOf } from '#contracts';

export const sideNames = ['raw', 'handWritten', 'ours'] as const;
export type SideName = (typeof sideNames)[number];

/** The servers that the sides of the benchmark use, one after the other. */
export interface Servers {
  readonly brokers: string;
  /** A database of this side's own. */
  readonly databaseUrl: string;
}

/** One way to bring events from commit to effect: writers, relay and consumer, all in this process. */
export interface Side {
  /** Commits the event with this number (from 0 on) and reports its effect to `Effects`. */
  write(n: number): Promise<void>;
  /** Stops sending, then commits `count` events from number `from` on. */
  fill(from: number, count: number): Promise<void>;
  /** Sends again. */
  release(): Promise<void>;
  /** @throws Error unless each of the first `count` events had its effect once, in the order of its stream */
  verify(count: number): Promise<void>;
  close(): Promise<void>;
}

export type OpenSide = (servers: Servers, effects: Effects) => Promise<Side>;

/** Commit times of the events' effects, as the side reports them. */
export class Effects {
  private readonly times = new Map<number, number>();
  private awaited: { readonly count: number; readonly reached: () => void } | undefined;

  had(n: number): void {
    if (!this.times.has(n)) this.times.set(n, performance.now());
    if (this.awaited && this.times.size >= this.awaited.count) this.awaited.reached();
  }

  get count(): number {
    return this.times.size;
  }

  /** In milliseconds, as `performance.now()`. */
  timeOf(n: number): number {
    const time = this.times.get(n);
    if (time === undefined) throw new Error(`Event ${n} had no effect.`);
    return time;
  }

  /** Resolves once this many events have had their effect. */
  async until(count: number, withinMs: number): Promise<void> {
    if (this.count >= count) return;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`Only ${this.count} of ${count} events had their effect within ${withinMs / 1000} s.`));
      }, withinMs);
      this.awaited = {
        count,
        reached: () => {
          clearTimeout(late);
          resolve();
        },
      };
    });
    this.awaited = undefined;
  }
}

/** Number of streams; events go to them in turn. */
const STREAMS = 1_000;
/** Bytes of an event's data as JSON. */
const BYTES = 1_024;

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');
/** The stream of an event: an id that is the same for every side. */
export const streamOf = (n: number): string => `0192f000-0000-7000-8000-${hex(n % STREAMS, 12)}`;

/** Data of 1 kB, valid by the schema of `practicePublished`; `version` is the event's number plus 1. */
export function dataOf(n: number): DataOf<typeof practicePublished> {
  const id = streamOf(n);
  const data: DataOf<typeof practicePublished> = {
    id,
    version: n + 1,
    title: { en: '', de: 'Sprachkurse mit Kinderbetreuung', fr: 'Cours de langue avec garde des enfants' },
    countries: ['DE', 'FR', 'IT'],
    dimensions: ['cultural', 'socio-economic'],
    themes: ['language-training', 'civic-participation'],
    ownerMemberId: '0192f000-0000-7000-9000-000000000001',
    href: `http://127.0.0.1:8080/v1/practices/${id}`,
  };
  const words = 'Language courses in the evening, with care for the children of those who learn. ';
  const missing = BYTES - JSON.stringify(data).length;
  return { ...data, title: { ...data.title, en: words.repeat(20).slice(0, missing) } };
}

/** The number of the event with this data. */
export const numberOf = (data: { readonly version: number }): number => data.version - 1;

/** Rows per transaction when an outbox is filled. */
export const FILL = 500;

/** Both sides with a database write the same state and the same effect. */
export const benchTables = `
  create table state (id uuid primary key, revision integer not null, data jsonb not null);
  create table effect (
    id bigint generated always as identity primary key, stream_id uuid not null, sequence bigint not null, event_id uuid not null
  )`;
export const writeState = `insert into state (id, revision, data) values ($1, 1, $2)
  on conflict (id) do update set revision = state.revision + 1, data = excluded.data`;
export const writeEffect = 'insert into effect (stream_id, sequence, event_id) values ($1, $2, $3)';
/** Counts all effects, the distinct events among them, and the effects that were out of order in their stream. */
export const countEffects = `select count(*)::int as effects, count(distinct event_id)::int as events,
         (count(*) filter (where step <> 1))::int as disordered
  from (select event_id, sequence - lag(sequence, 1, 0::bigint) over (partition by stream_id order by id) as step
          from effect) as followed`;

export interface EffectCounts {
  readonly effects: number;
  readonly events: number;
  readonly disordered: number;
}

export function verifyCounts(counts: EffectCounts | undefined, expected: number): void {
  const { effects, events, disordered } = counts ?? { effects: 0, events: 0, disordered: 0 };
  if (effects === expected && events === expected && disordered === 0) return;
  throw new Error(`${expected} events had ${effects} effects of ${events} events, ${disordered} out of order.`);
}
