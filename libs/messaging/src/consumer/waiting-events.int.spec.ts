import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { CloudEvent, EventContract, Topic } from '#contracts';
import { openDataSource, setUpAppDatabase } from '#database';
import { emptyDatabase, eventually } from '#testing';
import { toMessage } from '../cloud-event.js';
import { MessagingTables1764000000000 } from '../messaging-tables.migration.js';
import { StreamOrigin1764000000020 } from '../restore/stream-origin.migration.js';
import { Operations1764000000004 } from '../operations/operation-audit.js';
import type { Message } from '../transport/transport.js';
import { ConsumerGroup } from './consumer-group.js';
import type { EventContext } from './event-handlers.js';
import { EventSchemas } from './event-schemas.js';

const HOUR = 3_600_000;

const contractOf = (n: 'integer' | 'string'): EventContract => ({
  type: 'eu.lra-network.test.counted.v1', topic: 'lra.test' as Topic, visibility: 'internal', summary: 'Counted.',
  schema: { type: 'object', required: ['n'], properties: { n: { type: n } } },
}); // prettier-ignore

function message(stream: string, sequence: number, change: Partial<CloudEvent> = {}): Message {
  return toMessage('lra.test', {
    specversion: '1.0', id: randomUUID(), source: '/test', type: 'eu.lra-network.test.counted.v1', subject: stream,
    time: new Date().toISOString(), datacontenttype: 'application/json', sequence: String(sequence), data: { n: 1 },
    ...change,
  }); // prettier-ignore
}

/** Something that a handler waits for until the test opens it. */
function gate() {
  let open!: () => void;
  let enter!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const entered = new Promise<void>((resolve) => (enter = resolve));
  return { opened, open, entered, enter };
}

type Handle = (event: CloudEvent, context: EventContext) => Promise<void>;

describe('What waits in a group', () => {
  let dataSource: DataSource;
  let drop: () => Promise<void>;
  let ahead = 0;
  /** Called before each effect; a test makes it fail or wait. */
  let handling: Handle;
  /** Called when an event is given up. */
  let givingUp: Handle;
  let group: ConsumerGroup;

  const member = (
    options: { schedule?: number[]; withinMs?: number; schema?: 'integer' | 'string'; onWaiting?: () => void } = {},
  ): ConsumerGroup =>
    new ConsumerGroup({
      group: 'test.group',
      handlers: new Map([
        [
          'eu.lra-network.test.counted.v1',
          async (event: CloudEvent, context: EventContext) => {
            await context.tx.query('insert into effect (stream_id, sequence) values ($1, $2)', [
              event.subject,
              event.sequence,
            ]);
            await handling(event, context);
          },
        ],
      ]),
      givenUp: new Map([
        ['eu.lra-network.test.counted.v1', (event: CloudEvent, context: EventContext) => givingUp(event, context)],
      ]),
      dataSource,
      schemas: new EventSchemas([contractOf(options.schema ?? 'integer')]),
      retrySchedule: options.schedule ?? [HOUR, HOUR],
      now: () => new Date(Date.now() + ahead),
      ...(options.withinMs ? { handlerWithinMs: options.withinMs } : {}),
      ...(options.onWaiting ? { onWaiting: options.onWaiting } : {}),
    });

  beforeAll(async () => {
    Logger.overrideLogger(['fatal']);
    const empty = await emptyDatabase();
    const database = await setUpAppDatabase(empty.url, 'practices');
    dataSource = await openDataSource(database, {
      entities: [],
      migrations: [MessagingTables1764000000000, Operations1764000000004, StreamOrigin1764000000020],
    });
    await dataSource.query(
      'create table effect (id bigint generated always as identity, stream_id uuid, sequence bigint)',
    );
    drop = async () => {
      await dataSource.destroy();
      await empty.drop();
    };
  });
  beforeEach(() => {
    ahead = 0;
    handling = () => Promise.resolve();
    givingUp = () => Promise.resolve();
    group = member();
  });
  afterEach(async () => {
    await group.stop();
    await dataSource.query('truncate inbox, consumer_stream, waiting_event, effect');
  });
  afterAll(() => drop());

  const effects = async (stream: string): Promise<number[]> => {
    const rows = await dataSource.query<{ n: number }[]>(
      'select sequence::int as n from effect where stream_id = $1 order by id',
      [stream],
    );
    return rows.map(({ n }) => n);
  };

  interface Row {
    id: string;
    state: string;
    sequence: number | null;
    reason: string;
    detail: string;
    attempts: number;
    isTimed: boolean;
  }
  const waiting = (): Promise<Row[]> =>
    dataSource.query(
      `select id, state, sequence::int as sequence, reason, detail, attempts, next_attempt_at is not null as "isTimed"
         from waiting_event where state <> 'discarded' order by sequence nulls last, created_at`,
    );
  const only = async (): Promise<Row> => {
    const [row, ...others] = await waiting();
    expect(others).toEqual([]);
    return row!;
  };

  /** A stream whose second event fails: the first is applied, the others up to `last` wait. */
  async function failing(last: number, schedule?: number[]): Promise<string> {
    const stream = randomUUID();
    if (schedule) group = member({ schedule });
    handling = (event) => Promise.reject(new Error(event.sequence === '2' ? 'no room' : 'not reached'));
    const before = handling;
    handling = (event, context) => (event.sequence === '1' ? Promise.resolve() : before(event, context));
    await group.handle(Array.from({ length: last }, (_, n) => message(stream, n + 1)));
    return stream;
  }

  const succeed = () => (handling = () => Promise.resolve());

  describe('redriven', () => {
    it('is applied when the handler is healed, and the whole stream behind it goes on in order', async () => {
      const stream = await failing(30);
      succeed();
      const [first] = await waiting();
      expect(await group.redrive(first!.id)).toEqual({ outcome: 'applied' });
      // Where its turn ends before the stream does, the rest is due at once.
      await eventually(async () => (await group.retryDue()) === 0 && (await waiting()).length === 0);
      expect(await effects(stream)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
      await group.handle([message(stream, 31)]);
      expect(await effects(stream)).toHaveLength(31);
    });

    it('is tried when its retries are used up, and then the stream behind it goes on', async () => {
      const stream = await failing(4);
      for (let attempt = 0; attempt < 2; attempt += 1) {
        ahead += 2 * HOUR;
        await group.retryDue();
      }
      const [dead, ...behind] = await waiting();
      expect(dead).toMatchObject({
        state: 'dead',
        sequence: 2,
        reason: 'handler-failed',
        detail: 'no room',
        attempts: 5,
      });
      expect(behind).toMatchObject([
        { state: 'parked', sequence: 3, reason: 'behind-parked' },
        { state: 'parked', sequence: 4, reason: 'behind-parked' },
      ]);
      succeed();
      ahead += 100 * HOUR;
      await group.retryDue();
      expect(await effects(stream)).toEqual([1]);

      expect(await group.redrive(dead!.id)).toEqual({ outcome: 'applied' });
      expect(await effects(stream)).toEqual([1, 2, 3, 4]);
      expect(await waiting()).toEqual([]);
    });

    it('that fails again stays where it was, with one more attempt, and so does the stream', async () => {
      const stream = await failing(3);
      const [before] = await waiting();
      expect(await group.redrive(before!.id)).toEqual({ outcome: 'failed', detail: 'no room' });
      expect(await waiting()).toMatchObject([
        { id: before!.id, state: 'parked', attempts: before!.attempts + 1, isTimed: true },
        { sequence: 3, reason: 'behind-parked' },
      ]);
      expect(await effects(stream)).toEqual([1]);
    });

    it('waits when an earlier event of its stream waits, and is not tried', async () => {
      const stream = await failing(3);
      const [, behind] = await waiting();
      succeed();
      expect(await group.redrive(behind!.id)).toEqual({ outcome: 'waiting', detail: 'sequence 3 waits for 2' });
      expect(await effects(stream)).toEqual([1]);
    });

    it('is nothing when there is no such event', async () => {
      expect(await group.redrive(randomUUID())).toBeUndefined();
      expect(await group.discard(randomUUID())).toBeUndefined();
    });

    it('has its effect once when redriven twice, and tried by itself, at the same time on several members', async () => {
      const stream = await failing(10);
      const [first] = await waiting();
      const others = [member(), member()] as const;
      ahead += 2 * HOUR;
      handling = () => dataSource.query('select pg_sleep(0.02)');
      const outcomes = await Promise.all([
        group.retryDue(),
        others[0].redrive(first!.id),
        others[1].redrive(first!.id),
        group.redrive(first!.id),
        others[0].retryDue(),
      ]);
      await eventually(async () => (await waiting()).length === 0);
      expect(outcomes.flatMap((one) => (typeof one === 'object' ? [one.outcome] : []))).toHaveLength(3);
      expect(await effects(stream)).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
    });

    it('is written down in the transaction of its effect', async () => {
      const stream = await failing(2);
      succeed();
      const row = await only();
      await expect(group.redrive(row.id, () => Promise.reject(new Error('no audit')))).rejects.toThrow('no audit');
      expect(await effects(stream)).toEqual([1]);
    });

    describe('after it broke its schema', () => {
      const breach = (stream: string, sequence: number) => message(stream, sequence, { data: { n: 'many' } });

      it('fails again while the schema is the same', async () => {
        await group.handle([breach(randomUUID(), 1)]);
        const { id, attempts } = await only();
        expect(attempts).toBe(1);
        expect(await group.redrive(id)).toEqual({ outcome: 'failed', detail: 'data/n must be integer' });
        expect(await only()).toMatchObject({ id, state: 'dead', reason: 'schema-breach', attempts: 2 });
      });

      it('lets its stream wait at the gap, and is applied with all behind it by a build with a mended schema', async () => {
        const stream = randomUUID();
        await group.handle([message(stream, 1), breach(stream, 2), message(stream, 3), message(stream, 4)]);
        expect(await effects(stream)).toEqual([1]);
        const [dead] = await waiting();
        expect(dead).toMatchObject({ state: 'dead', sequence: 2, reason: 'schema-breach' });
        const mended = member({ schema: 'string' });
        expect(await mended.redrive(dead!.id)).toEqual({ outcome: 'applied' });
        expect(await effects(stream)).toEqual([1, 2, 3, 4]);
        expect(await waiting()).toEqual([]);
      });

      it('is a duplicate when the stream has gone past its number', async () => {
        const stream = randomUUID();
        await group.handle([breach(stream, 1), message(stream, 1), message(stream, 2)]);
        const { id } = await only();
        expect(await member({ schema: 'string' }).redrive(id)).toMatchObject({ outcome: 'duplicate' });
        expect(await effects(stream)).toEqual([1, 2]);
        expect(await waiting()).toEqual([]);
      });

      it('stands in line when the stream has not come to its number', async () => {
        const stream = randomUUID();
        await group.handle([breach(stream, 2)]);
        const mended = member({ schema: 'string' });
        expect(await mended.redrive((await only()).id)).toEqual({
          outcome: 'waiting',
          detail: 'sequence 2 waits for 1',
        });
        expect(await only()).toMatchObject({ state: 'parked', reason: 'gap', sequence: 2 });
        await group.handle([message(stream, 1)]);
        await group.retryDue();
        expect(await effects(stream)).toEqual([1, 2]);
      });

      it('holds its stream when it is readable now but its handler fails, and is released by the next redrive', async () => {
        const stream = randomUUID();
        await group.handle([breach(stream, 1), message(stream, 2)]);
        const mended = member({ schema: 'string' });
        handling = () => Promise.reject(new Error('not yet'));
        const [dead] = await waiting();
        expect(await mended.redrive(dead!.id)).toEqual({ outcome: 'failed', detail: 'not yet' });
        expect((await waiting())[0]).toMatchObject({ state: 'dead', reason: 'handler-failed', sequence: 1 });
        succeed();
        expect(await mended.redrive(dead!.id)).toEqual({ outcome: 'applied' });
        expect(await effects(stream)).toEqual([1, 2]);
      });
    });
  });

  describe('given up', () => {
    it('lets its stream go on past it when it is the stream’s own event', async () => {
      const stream = await failing(4);
      const [first] = await waiting();
      succeed();
      expect(await group.discard(first!.id)).toEqual({ outcome: 'discarded' });
      expect(await effects(stream)).toEqual([1, 3, 4]);
      expect(await waiting()).toEqual([]);
      await group.handle([message(stream, 2), message(stream, 5)]);
      expect(await effects(stream)).toEqual([1, 3, 4, 5]);
    });

    it.each([
      ['failed', async () => (await failing(2), undefined)],
      ['breaks its schema', () => group.handle([message(randomUUID(), 1, { data: {} })])],
    ])('tells who would have taken it, in the same transaction, when it %s', async (_, happens) => {
      await happens();
      const [first] = await waiting();
      givingUp = () => Promise.reject(new Error('not yet'));
      await expect(group.discard(first!.id)).rejects.toThrow('not yet');
      expect((await waiting()).map(({ id }) => id)).toContain(first!.id);
      const told: string[] = [];
      givingUp = async ({ subject }, { tx }) => {
        told.push(subject);
        await tx.query('insert into effect (stream_id, sequence) values ($1, 100)', [subject]);
      };
      succeed();
      expect(await group.discard(first!.id)).toEqual({ outcome: 'discarded' });
      expect(await effects(told[0]!)).toContain(100);
      expect(await group.discard(first!.id)).toBeUndefined();
      expect(told).toHaveLength(1);
    });

    it('is refused for what only waits for another event', async () => {
      const stream = await failing(3);
      const [, behind] = await waiting();
      expect(await group.discard(behind!.id)).toMatchObject({ outcome: 'waiting' });
      await group.handle([message(randomUUID(), 7)]);
      const gap = (await waiting()).find(({ reason }) => reason === 'gap');
      expect(await group.discard(gap!.id)).toMatchObject({ outcome: 'waiting' });
      expect(await effects(stream)).toEqual([1]);
      expect(await waiting()).toHaveLength(3);
    });

    it('is removed when it was no event, and does not come back when it is sent again', async () => {
      const unreadable = { ...message(randomUUID(), 1), value: Buffer.from('{') };
      await group.handle([unreadable]);
      const { id } = await only();
      expect(await group.discard(id)).toEqual({ outcome: 'discarded' });
      await group.handle([unreadable]);
      expect(await waiting()).toEqual([]);
      expect(await group.redrive(id)).toBeUndefined();
    });

    it('closes the gap of a schema breach, whether later events wait already or come later', async () => {
      for (const isLate of [false, true]) {
        const stream = randomUUID();
        const later = [message(stream, 3), message(stream, 4)];
        await group.handle([message(stream, 1), message(stream, 2, { data: {} }), ...(isLate ? [] : later)]);
        const [dead] = await waiting();
        expect(await group.discard(dead!.id)).toEqual({ outcome: 'discarded' });
        if (isLate) {
          await group.handle(later);
          await group.retryDue();
        }
        expect(await effects(stream)).toEqual([1, 3, 4]);
        expect(await waiting()).toEqual([]);
      }
    });

    it('costs the stream nothing when the broken message only bore the number of an event yet to come', async () => {
      const stream = randomUUID();
      await group.handle([message(stream, 1), message(stream, 2, { data: {} })]);
      await group.discard((await only()).id);
      await group.handle([message(stream, 2), message(stream, 3)]);
      expect(await effects(stream)).toEqual([1, 2, 3]);
    });
  });

  describe('tried by itself', () => {
    it('is a dead letter with reason and attempts when the schedule is used up', async () => {
      await failing(2, [HOUR]);
      expect(await only()).toMatchObject({ state: 'parked', attempts: 3, isTimed: true });
      ahead += 2 * HOUR;
      await group.retryDue();
      expect(await only()).toMatchObject({
        state: 'dead', attempts: 4, reason: 'handler-failed', detail: 'no room', isTimed: false,
      }); // prettier-ignore
    });

    it('tells when it was parked and when it is due, so that nobody has to look for it by the clock', async () => {
      let told = 0;
      group = member({ onWaiting: () => (told += 1) });
      expect(await group.untilRetry()).toBeUndefined();
      handling = () => Promise.reject(new Error('no room'));
      await group.handle([message(randomUUID(), 1)]);
      expect(told).toBe(1);
      ahead += HOUR - 60_000;
      expect(await group.untilRetry()).toBeGreaterThan(0);
      expect(await group.untilRetry()).toBeLessThanOrEqual(60_000);
      ahead += 60_000;
      expect(await group.untilRetry()).toBe(0);
      succeed();
      await group.retryDue();
      expect(told).toBe(2);
      expect(await group.untilRetry()).toBeUndefined();
    });

    it('does not make its stream due while an earlier event of it waits for its time', async () => {
      await failing(3);
      await dataSource.query(`update waiting_event set next_attempt_at = now() - interval '1 s' where sequence = 3`);
      expect(await group.untilRetry()).toBe(0);
      await group.retryDue();
      expect(await group.untilRetry()).toBeGreaterThan(HOUR / 2);
      expect(await waiting()).toMatchObject([
        { sequence: 2, isTimed: true },
        { sequence: 3, isTimed: false },
      ]);
    });

    it('goes on when what came behind a failed event is then found to wait for one that was missing', async () => {
      const stream = randomUUID();
      handling = () => Promise.reject(new Error('no room'));
      group = member({ schedule: [HOUR] });
      await group.handle([message(stream, 1)]);
      await group.handle([message(stream, 3)]); // overtook the second
      succeed();
      ahead += 2 * HOUR;
      await group.retryDue();
      expect(await waiting()).toMatchObject([{ sequence: 3, isTimed: false }]);
      await group.handle([message(stream, 2)]);
      expect(await group.untilRetry()).toBe(0);
      await group.retryDue();
      expect(await waiting()).toEqual([]);
      expect(await effects(stream)).toEqual([1, 2, 3]);
    });

    it('keeps its place when a dead letter is sent again: it is neither tried nor doubled', async () => {
      const stream = randomUUID();
      handling = () => Promise.reject(new Error('never'));
      group = member({ schedule: [HOUR] });
      const first = message(stream, 1);
      await group.handle([first]);
      ahead += 2 * HOUR;
      await group.retryDue();
      succeed();
      await group.handle([first, message(stream, 2)]);
      ahead += 2 * HOUR;
      await group.retryDue();
      expect(await effects(stream)).toEqual([]);
      expect(await waiting()).toMatchObject([
        { state: 'dead', sequence: 1 },
        { state: 'parked', sequence: 2 },
      ]);
    });

    it('does not hold the other streams up when its handler is slow', async () => {
      const slow = randomUUID();
      const quick = Array.from({ length: 12 }, () => randomUUID());
      handling = () => Promise.reject(new Error('not now'));
      for (const stream of [slow, ...quick]) await group.handle([message(stream, 1)]);
      const held = gate();
      handling = async ({ subject }) => {
        if (subject !== slow) return;
        held.enter();
        await held.opened;
      };
      ahead += 2 * HOUR;
      const first = group.retryDue();
      await held.entered;
      await eventually(async () => (await waiting()).length === 1);
      // What becomes due while it is still in hand is not held up either.
      const late = randomUUID();
      await dataSource.query(
        `insert into waiting_event (id, consumer_group, state, stream_id, sequence, topic, key, headers, value, reason,
                                    detail, attempts, next_attempt_at)
         select $1::uuid, consumer_group, state, $1::uuid, sequence, topic, key,
                headers || jsonb_build_object('ce_subject', $2::text, 'ce_id', $3::text),
                value, reason, detail, attempts, next_attempt_at from waiting_event`,
        [late, late, randomUUID()],
      );
      // The places of the others may be free a moment later than their effects are seen.
      await eventually(async () => {
        await group.retryDue();
        return (await effects(late)).length > 0;
      });
      expect(await effects(late)).toEqual([1]);
      held.open();
      await first;
      expect(await effects(slow)).toEqual([1]);
    });

    it('goes on after a crash in the middle of a stream: the next event is due at once', async () => {
      const stream = await failing(5);
      ahead += 2 * HOUR;
      // The stop comes while the third event is applied: its process releases nothing more.
      let stopping: Promise<void> | undefined;
      handling = ({ sequence }) => {
        if (sequence === '3') stopping = group.stop();
        return Promise.resolve();
      };
      await group.retryDue();
      await stopping;
      expect(await effects(stream)).toEqual([1, 2, 3]);
      await member().retryDue();
      expect(await effects(stream)).toEqual([1, 2, 3, 4, 5]);
    });
  });

  it('is parked when its handler does not end in time, its transaction cannot write any more, and the batch goes on', async () => {
    const [stuck, other] = [randomUUID(), randomUUID()];
    const late = gate();
    group = member({ withinMs: 300 });
    const afterwards: Promise<unknown>[] = [];
    handling = ({ subject }, { tx }) => {
      if (subject !== stuck) return Promise.resolve();
      const writing = late.opened.then(() =>
        tx.query('insert into effect (stream_id, sequence) values ($1, 99)', [stuck]),
      );
      afterwards.push(writing);
      return writing.then(() => undefined);
    };
    await group.handle([message(stuck, 1), message(other, 1), message(stuck, 2)]);
    late.open();
    await Promise.allSettled(afterwards);
    expect(await effects(other)).toEqual([1]);
    expect(await effects(stuck)).toEqual([]);
    expect(await waiting()).toMatchObject([
      { sequence: 1, reason: 'handler-failed', detail: 'the handler did not end within 300 ms', attempts: 1 },
      { sequence: 2, reason: 'behind-parked' },
    ]);
    succeed();
    ahead += 2 * HOUR;
    await group.retryDue();
    expect(await effects(stuck)).toEqual([1, 2]);
  });

  it('is counted', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const unknown = message(one, 2, { type: 'eu.lra-network.test.unheard.v1' });
    const first = message(one, 1);
    await group.handle([first, first, unknown, message(one, 3), message(one, 9, { data: {} })]);
    expect(group.counts).toMatchObject({ applied: 3, duplicates: 1, unknownTypes: 1, parked: 0, dead: 1 });
    handling = () => Promise.reject(new Error('no'));
    await group.handle([message(other, 1), message(other, 2)]);
    expect(group.counts).toMatchObject({ applied: 3, parked: 2, dead: 1 });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      ahead += 2 * HOUR;
      await group.retryDue();
    }
    expect(group.counts).toMatchObject({ applied: 3, parked: 2, dead: 2 });
  });
});
