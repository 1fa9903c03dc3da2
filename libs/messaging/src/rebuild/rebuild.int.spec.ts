import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { CloudEvent, EventContract, SnapshotItem, Topic } from '#contracts';
import { flowDatabase, type FlowDatabase } from '../conformance/event-flow.js';
import { toMessage } from '../cloud-event.js';
import { ConsumerGroup } from '../consumer/consumer-group.js';
import { EventHandlers, type EventHandler } from '../consumer/event-handlers.js';
import { EventSchemas } from '../consumer/event-schemas.js';
import { GroupStreams } from '../consumer/group-streams.js';
import type { Message } from '../transport/transport.js';
import { applySnapshot, type Projection } from './apply-snapshot.js';

const data = { type: 'object', required: ['state'], properties: { state: { type: 'integer' } } } as const;
const changed: EventContract<{ state: number }> = {
  type: 'eu.lra-network.thing.changed.v1',
  topic: 'lra.test.thing' as Topic,
  visibility: 'public',
  summary: 'A thing changed.',
  schema: data,
};
const internal = 'eu.lra-network.thing.noted.v1';

/** The owner of a topic, in memory: streams with a public state, some of which nobody has seen. */
class Owner {
  readonly streams = new Map<string, { sequence: number; state: number | undefined }>();
  /** Everything that was sent, in order. */
  readonly sent: Message[] = [];

  happen(subject: string, isPublic: boolean): void {
    const before = this.streams.get(subject) ?? { sequence: 0, state: undefined };
    const sequence = before.sequence + 1;
    this.streams.set(subject, { sequence, state: isPublic ? sequence : before.state });
    this.sent.push(toMessage(changed.topic, eventOf(subject, sequence, isPublic ? changed.type : internal, sequence)));
  }

  page(after: string | undefined, limit: number): SnapshotItem[] {
    const ids = [...this.streams.keys()].sort().filter((id) => after === undefined || id > after);
    return ids.slice(0, limit).map((subject) => {
      const { sequence, state } = this.streams.get(subject)!;
      const event = state === undefined ? {} : { event: eventOf(subject, sequence, changed.type, state) };
      return { subject, sequence: String(sequence), ...event };
    });
  }
}

const eventOf = (subject: string, sequence: number, type: string, state: unknown): CloudEvent => ({
  specversion: '1.0', id: randomUUID(), source: '/practices', type, subject, time: '2027-01-01T00:00:00.000Z',
  datacontenttype: 'application/json', sequence: String(sequence), data: { state },
}); // prettier-ignore

describe('A snapshot of the owner', () => {
  let database: FlowDatabase;
  beforeAll(async () => {
    database = await flowDatabase();
    await database.dataSource.query(`
      create table projection (consumer_group text, id uuid, state integer, primary key (consumer_group, id));
      create table applied (n bigint generated always as identity, consumer_group text, id uuid, sequence integer, replay boolean)`);
  });
  afterAll(() => database.drop());

  /** A group with its projection; `failing` says which events its handler does not like. */
  const newGroup = (failing: (event: CloudEvent) => boolean = () => false) => {
    const { dataSource } = database;
    const group = `test.${randomUUID()}`;
    const handler: EventHandler = async (event, { tx, replay }) => {
      const { state } = event.data as { state: number };
      await tx.query('insert into applied (consumer_group, id, sequence, replay) values ($1, $2, $3, $4)', [
        group, event.subject, event.sequence, replay,
      ]); // prettier-ignore
      await tx.query(
        'insert into projection values ($1, $2, $3) on conflict (consumer_group, id) do update set state = excluded.state',
        [group, event.subject, state],
      );
      if (failing(event)) throw new Error(`does not like ${event.sequence}`);
    };
    const shared = { group, dataSource, schemas: new EventSchemas([changed]), now: () => new Date(Date.now() + 1_000) };
    const handlers = new Map([[changed.type, handler]]);
    const consumer = new ConsumerGroup({ ...shared, handlers, retrySchedule: [3_600_000] });
    const projection: Projection = {
      ...shared,
      handlers: new EventHandlers(handlers, 5_000),
      streams: new GroupStreams(group, dataSource, 5_000),
    };
    const query = <T>(sql: string) => dataSource.query<T[]>(sql, [group]);
    return {
      handle: (messages: readonly Message[]) => consumer.handle(messages),
      retry: async () => {
        while ((await consumer.retryDue()) > 0);
      },
      apply: (items: readonly SnapshotItem[]) => applySnapshot(projection, items),
      states: async () => {
        const rows = await query<{ id: string; state: number }>(
          'select id, state from projection where consumer_group = $1',
        );
        return new Map(rows.map(({ id, state }) => [id, state]));
      },
      numbers: async () => {
        const rows = await query<{ id: string; sequence: number; parked: boolean }>(
          'select stream_id as id, sequence::int, parked from consumer_stream where consumer_group = $1',
        );
        return new Map(rows.map(({ id, sequence, parked }) => [id, { sequence, parked }]));
      },
      applied: () =>
        query<{ id: string; sequence: number; replay: boolean }>(
          'select id, sequence, replay from applied where consumer_group = $1 order by n',
        ),
      waiting: () =>
        query<{ sequence: number; state: string; reason: string }>(
          'select sequence::int, state, reason from waiting_event where consumer_group = $1 order by sequence',
        ),
    };
  };

  const stateOf = (owner: Owner) =>
    new Map([...owner.streams].flatMap(([id, { state }]) => (state === undefined ? [] : [[id, state] as const])));

  it('fills a new group, also streams of which nothing is public yet, and what follows finds no gap', async () => {
    const [owner, group] = [new Owner(), newGroup()];
    const [seen, unseen] = [randomUUID(), randomUUID()];
    for (const isPublic of [false, true, true, false]) owner.happen(seen, isPublic);
    owner.happen(unseen, false);
    const old = owner.sent.length;
    expect(await group.apply(owner.page(undefined, 10))).toEqual({ applied: 2, discarded: 0, failures: [] });
    expect(await group.states()).toEqual(new Map([[seen, 3]]));
    owner.happen(seen, true);
    owner.happen(unseen, true);
    await group.handle(owner.sent.slice(old));
    expect(await group.states()).toEqual(stateOf(owner));
    expect(await group.waiting()).toEqual([]);
    expect((await group.applied()).map(({ sequence, replay }) => [sequence, replay])).toEqual([[4, true], [5, false], [2, false]]); // prettier-ignore
  });

  it('changes nothing where the group stands as far or further, however often it is applied', async () => {
    const [owner, group] = [new Owner(), newGroup()];
    const id = randomUUID();
    owner.happen(id, true);
    const stale = owner.page(undefined, 10);
    owner.happen(id, true);
    await group.handle(owner.sent);
    for (const page of [stale, owner.page(undefined, 10), stale]) {
      expect(await group.apply(page)).toEqual({ applied: 0, discarded: 0, failures: [] });
    }
    expect(await group.states()).toEqual(new Map([[id, 2]]));
    expect((await group.applied()).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('heals a parked stream: what failed gives way to the present state, and what came after it follows', async () => {
    const [owner, group] = [new Owner(), newGroup((event) => event.sequence === '2')];
    const id = randomUUID();
    for (let n = 0; n < 3; n += 1) owner.happen(id, true);
    await group.handle(owner.sent);
    expect(await group.waiting()).toMatchObject([{ sequence: 2, reason: 'handler-failed' }, { sequence: 3, reason: 'behind-parked' }]); // prettier-ignore
    const page = owner.page(undefined, 10);
    owner.happen(id, true);
    await group.handle(owner.sent.slice(-1)); // waits behind the parked one
    expect(await group.apply(page)).toEqual({ applied: 1, discarded: 2, failures: [] });
    await group.retry();
    expect(await group.waiting()).toEqual([]);
    expect(await group.numbers()).toEqual(new Map([[id, { sequence: 4, parked: false }]]));
    expect((await group.applied()).map(({ sequence, replay }) => [sequence, replay])).toEqual([[1, false], [3, true], [4, false]]); // prettier-ignore
  });

  it('is applied but for the things whose state the handler refuses or that breaks its schema, which are named', async () => {
    const owner = new Owner();
    const [bad, broken, good] = [randomUUID(), randomUUID(), randomUUID()];
    const group = newGroup((event) => event.subject === bad);
    for (const id of [bad, broken, good]) owner.happen(id, true);
    const page = owner.page(undefined, 10).map((item) =>
      item.subject === broken ? { ...item, event: eventOf(broken, 1, changed.type, 'nine') } : item,
    ); // prettier-ignore
    const { applied, failures } = await group.apply(page);
    expect(applied).toBe(1);
    expect(failures).toHaveLength(2);
    expect(failures).toEqual(
      expect.arrayContaining([
        { subject: bad, detail: 'does not like 1' },
        { subject: broken, detail: expect.stringContaining('schema-breach') },
      ]),
    );
    expect(await group.states()).toEqual(new Map([[good, 1]]));
  });

  it('leaves the projection equal to the owner, each event applied once and in order, whatever happens between its pages', async () => {
    const streams = Array.from({ length: 6 }, () => randomUUID());
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ kind: fc.constant('happen' as const), stream: fc.nat(5), isPublic: fc.boolean() }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 5 }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('again' as const), back: fc.integer({ min: 1, max: 6 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('retry' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('apply' as const) }) },
    );
    const past = fc.array(fc.record({ stream: fc.nat(5), isPublic: fc.boolean() }), { maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(past, fc.array(step, { maxLength: 30 }), async (before, steps) => {
        const [owner, group] = [new Owner(), newGroup()];
        for (const { stream, isPublic } of before) owner.happen(streams[stream]!, isPublic);
        let delivered = owner.sent.length; // what is older than the group never reaches it
        const start = delivered;
        let after: string | undefined;
        let page: SnapshotItem[] | undefined;
        const read = () => (page ??= owner.page(after, 2));
        const apply = async () => {
          if (!page) return;
          expect((await group.apply(page)).failures).toEqual([]);
          after = page.at(-1)?.subject ?? after;
          page = undefined;
        };
        const deliver = async (upTo: number) => {
          await group.handle(owner.sent.slice(delivered, upTo));
          delivered = Math.min(upTo, owner.sent.length);
        };
        for (const one of steps) {
          if (one.kind === 'happen') owner.happen(streams[one.stream]!, one.isPublic);
          else if (one.kind === 'deliver') await deliver(delivered + one.count);
          else if (one.kind === 'again')
            await group.handle(owner.sent.slice(Math.max(start, delivered - one.back), delivered));
          else if (one.kind === 'retry') await group.retry();
          else if (one.kind === 'read') read();
          else await apply();
        }
        do {
          read();
          await apply();
        } while (owner.page(after, 1).length > 0);
        await deliver(owner.sent.length);
        await group.retry();

        expect(await group.states()).toEqual(stateOf(owner));
        expect(await group.numbers()).toEqual(
          new Map([...owner.streams].map(([id, { sequence }]) => [id, { sequence, parked: false }])),
        );
        expect(await group.waiting()).toEqual([]);
        const last = new Map<string, number>();
        for (const { id, sequence } of await group.applied()) {
          expect(sequence).toBeGreaterThan(last.get(id) ?? 0);
          last.set(id, sequence);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
