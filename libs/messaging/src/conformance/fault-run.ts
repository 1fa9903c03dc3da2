import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '#testing';
import type { Relay } from '../outbox/relay.js';
import type { Message, Transport } from '../transport/transport.js';
import { EventFlow, streams, type FlowDatabase, type MakeTransport } from './event-flow.js';
import { Chance, GROUPS, STREAMS, type Step } from './random-schedule.js';

/** Short, so that the lease of a frozen relay expires before the schedule ends. */
const LEASE = { leaseMs: 120, pollMs: 20, batch: 10 };
const MOST_RELAYS = 3;
const LONGEST_PAUSE_MS = 20;
/** How long the system may take to become idle after the last fault has ended. */
const REST_WITHIN_MS = 15_000;

/** The expected state at the end, whatever happened: kept in memory, from the appends alone. */
class Model {
  readonly effects: Record<string, number[]> = {};
  /** How far each stream goes. A group takes those too of which it hears nothing. */
  readonly heads: Record<string, number> = {};
  poison = 0;

  append(stream: string, isHeard: boolean): void {
    const sequence = (this.heads[stream] ?? 0) + 1;
    this.heads[stream] = sequence;
    if (isHeard) (this.effects[stream] ??= []).push(sequence);
  }
}

/** The channel of one relay's messages, which can be held. */
interface Link {
  readonly relay: Relay;
  hold: { readonly where: 'before sending' | 'before marking'; readonly until: Promise<void> } | undefined;
  thaw: () => void;
}

/** Runs a schedule on real outbox, relays, transport and groups, and returns the differences from the model at its end. */
export class FaultRun {
  private readonly flow: EventFlow;
  private readonly model = new Model();
  private readonly ids = streams(STREAMS);
  private readonly groups = ['first', 'second'].slice(0, GROUPS);
  private readonly failing = new Set<string>();
  private links: Link[] = [];
  private breaks: { times: number; taken: 'nothing' | 'half' | 'all' } = { times: 0, taken: 'nothing' };
  private crashesAfterCommit = 0;
  private crashesBeforeCommit = 0;

  constructor(
    private readonly on: FlowDatabase,
    makeTransport: MakeTransport,
    private readonly chance: Chance,
  ) {
    this.flow = new EventFlow(on, makeTransport);
    this.flow.failing = async (group, { subject }, tx) => {
      if (this.failing.has(`${group}/${subject}`)) throw new Error('the handler fails');
      if (this.crashesBeforeCommit-- > 0) await tx.query('select pg_terminate_backend(pg_backend_pid())');
    };
    this.flow.committed = () => {
      if (this.crashesAfterCommit-- > 0) throw new Error('the consumer has ended');
    };
  }

  /** What the database contains and what it should contain; equal unless a promise was broken. */
  async outcome(schedule: readonly Step[]): Promise<{ actual: unknown; expected: unknown }> {
    try {
      await this.flow.start(...this.groups);
      await this.startRelay();
      for (const step of schedule) {
        await this.take(step);
        await pause(this.chance.below(LONGEST_PAUSE_MS));
      }
      await this.endFaults();
      await this.comeToRest();
      return {
        actual: await Promise.all(this.groups.map((group) => this.resultOf(group))),
        expected: this.groups.map(() => {
          const { effects, heads, poison } = this.model;
          return { effects, positions: heads, poison, waiting: [] };
        }),
      };
    } finally {
      this.thaw();
      await this.flow.stop();
    }
  }

  private async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'append': {
        const ids = step.streams.map((n) => this.ids[n]!);
        await this.flow.append(ids, step.isHeard ? this.flow.counted : this.flow.unheard);
        for (const id of ids) this.model.append(id, step.isHeard);
        return;
      }
      case 'start relay':
        if (this.links.length < MOST_RELAYS) await this.startRelay();
        return;
      case 'stop relay': {
        const [link] = this.links.splice(step.relay, 1);
        link?.thaw();
        await link?.relay.stop();
        return;
      }
      case 'freeze relay': {
        const link = this.links[step.relay];
        if (!link || link.hold) return;
        const until = new Promise<void>((resolve) => (link.thaw = resolve));
        link.hold = { where: step.where, until };
        return;
      }
      case 'thaw relays':
        this.thaw();
        return;
      case 'break transport':
        this.breaks = { times: step.times, taken: step.taken };
        return;
      case 'crash after commit':
        this.crashesAfterCommit = step.times;
        return;
      case 'crash before commit':
        this.crashesBeforeCommit = step.times;
        return;
      case 'fail handler':
        this.failing.add(`${this.groups[step.group]}/${this.ids[step.stream]}`);
        return;
      case 'heal handlers':
        this.failing.clear();
        return;
      case 'retry':
        for (const group of this.groups) await this.flow.retryLater(group);
        return;
      case 'lose marks':
        await this.on.dataSource.query(`update outbox set published_at = null where shard % 2 = $1`, [
          this.chance.below(2),
        ]);
        return;
      case 'send again':
        await this.sendAgain(step.count);
        return;
      case 'poison':
        await this.poison(step.kind);
        return;
      case 'restart':
        this.thaw();
        this.links = [];
        await this.flow.stop();
        await this.flow.start(...this.groups);
        await this.startRelay();
        return;
    }
  }

  private async startRelay(): Promise<void> {
    // The link exists before its relay, which sends through it from the start.
    const link: { -readonly [K in keyof Link]?: Link[K] } = { hold: undefined, thaw: () => undefined };
    const under = this.flow.transport;
    const transport: Transport = {
      publish: async (messages) => {
        if (link.hold?.where === 'before sending') await link.hold.until;
        await this.publish(under, messages);
        if (link.hold?.where === 'before marking') await link.hold.until;
      },
      subscribe: (subscription) => under.subscribe(subscription),
      unsubscribe: (group) => under.unsubscribe(group),
      close: () => under.close(),
    };
    link.relay = await this.flow.startRelay(LEASE, transport);
    this.links.push(link as Link);
  }

  private async publish(under: Transport, messages: readonly Message[]): Promise<void> {
    if (this.breaks.times <= 0) return under.publish(messages);
    this.breaks = { ...this.breaks, times: this.breaks.times - 1 };
    const { taken } = this.breaks;
    const end = taken === 'nothing' ? 0 : taken === 'half' ? Math.ceil(messages.length / 2) : messages.length;
    if (end > 0) await under.publish(messages.slice(0, end));
    throw new Error(`the transport broke when it had taken ${taken}`);
  }

  private thaw(): void {
    for (const link of this.links) {
      link.hold = undefined;
      link.thaw();
    }
  }

  /** Messages of the outbox out of order: old ones again, and some ahead of their predecessors. */
  private async sendAgain(count: number): Promise<void> {
    const rows = await this.on.dataSource.query<
      { event_id: string; stream_id: string; sequence: string; type: string }[]
    >('select event_id, stream_id, sequence, type from outbox order by id desc limit 60');
    if (rows.length === 0) return;
    const messages = Array.from({ length: count }, () => {
      const { event_id, stream_id, sequence, type } = this.chance.of(rows);
      return this.flow.message(stream_id, Number(sequence), { id: event_id, type });
    });
    await this.untilSent(messages);
  }

  private async poison(kind: 'unparseable' | 'schema breach'): Promise<void> {
    const [nowhere] = streams(1) as [string];
    const message = this.flow.message(nowhere, 1, kind === 'schema breach' ? { data: { n: 'many' } } : {});
    await this.untilSent([kind === 'unparseable' ? { ...message, value: Buffer.from([0xff, 0xfe]) } : message]);
    this.model.poison += 1;
  }

  private async untilSent(messages: readonly Message[]): Promise<void> {
    await eventually(() => this.flow.transport.publish(messages).then(() => true));
  }

  private async endFaults(): Promise<void> {
    this.failing.clear();
    this.breaks = { times: 0, taken: 'nothing' };
    this.crashesAfterCommit = 0;
    this.crashesBeforeCommit = 0;
    this.thaw();
    await this.startRelay();
  }

  /** Retries and redrives until nothing waits, as the schedule and an operator would. */
  private async comeToRest(): Promise<void> {
    const { effects, heads, poison } = this.model;
    const countOf = (sequences: Record<string, number[]>) => Object.values(sequences).flat().length;
    await eventually(async () => {
      for (const group of this.groups) {
        for (const { id } of await this.given(group)) await this.flow.group(group).redrive(id);
        await this.flow.retryLater(group);
      }
      const results = await Promise.all(this.groups.map((group) => this.resultOf(group)));
      const hasAll = results.every(
        (result) =>
          result.waiting.length === 0 &&
          result.poison >= poison &&
          countOf(result.effects) >= countOf(effects) &&
          Object.entries(heads).every(([stream, head]) => result.positions[stream] === head),
      );
      return hasAll && (await this.flow.unmarked()) === 0;
    }, REST_WITHIN_MS).catch(() => undefined); // the comparison shows what is missing then
  }

  /** Dead letters whose handlers failed at every attempt. */
  private given(group: string): Promise<{ id: string }[]> {
    return this.on.dataSource.query(
      `select id from waiting_event where consumer_group = $1 and state = 'dead' and reason = 'handler-failed'`,
      [this.flow.idOf(group)],
    );
  }

  private async resultOf(group: string) {
    const waiting = await this.flow.waiting(group);
    const isPoison = ({ state, reason }: (typeof waiting)[number]) =>
      state === 'dead' && (reason === 'not-an-event' || reason === 'schema-breach');
    return {
      effects: await this.flow.effects(group),
      positions: await this.flow.positions(group, this.ids),
      poison: waiting.filter(isPoison).length,
      waiting: waiting.filter((one) => !isPoison(one)),
    };
  }
}
