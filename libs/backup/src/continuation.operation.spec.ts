import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { apps, type App } from '#config';
import { happened, practicePublished, type CloudEvent } from '#contracts';
import { Clock, newId, openDataSource, setUpAppDatabase, type AppDatabase } from '#database';
import { withFoundationTables } from '#app';
import { ConsumerGroup, EventSchemas, Outbox, Relay, type Message } from '#messaging';
import { emptyDatabase, eventually } from '#testing';
import { makeBackup } from './backup.js';
import { restoreBackup, type AppContents, type Restored } from './restore.js';

const content = withFoundationTables({ entities: [], migrations: [] });
const contents: AppContents = { gateway: content, practices: content, network: content, notifications: content };
const GROUP = 'gateway.change-log';

/** One life of a network: an owner that writes, a topic that keeps what was sent, and a group that takes it. */
class Life {
  readonly applied: CloudEvent[] = [];
  readonly group: ConsumerGroup;
  failing: string | undefined;
  private readonly outbox = new Outbox(new Clock());

  constructor(
    readonly owner: DataSource,
    readonly reader: DataSource,
  ) {
    this.group = new ConsumerGroup({
      group: GROUP,
      handlers: new Map([[practicePublished.type, (event) => this.apply(event)]]),
      dataSource: reader,
      schemas: new EventSchemas(),
      retrySchedule: [1, 1, 1],
      now: () => new Date(),
    });
  }

  private apply(event: CloudEvent): Promise<void> {
    if (event.subject === this.failing) return Promise.reject(new Error('made to fail'));
    this.applied.push(event);
    return Promise.resolve();
  }

  write(...ids: string[]): Promise<void> {
    const facts = (id: string) => ({ id, version: 1, title: { en: 'A practice' }, countries: ['FI'], dimensions: [], themes: [], ownerMemberId: null, href: `/v1/practices/${id}` }); // prettier-ignore
    return this.owner.transaction(
      (tx) =>
      this.outbox.append(tx, ids.map((id) => happened(practicePublished, id, facts(id)))), // prettier-ignore
    );
  }

  /** Sends what waits, by the relay itself; returns what went out. */
  async send(database: AppDatabase, take: (messages: readonly Message[]) => Promise<void>): Promise<Message[]> {
    const sent: Message[] = [];
    const transport = {
      publish: async (messages: readonly Message[]) => {
        await take(messages);
        sent.push(...messages);
      },
      subscribe: () => Promise.resolve(),
      unsubscribe: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const relay = new Relay(this.owner, database, transport);
    await relay.start();
    await eventually(async () => {
      const [row] = await this.owner.query<{ n: number }[]>('select count(*)::int as n from outbox where published_at is null'); // prettier-ignore
      return row?.n === 0;
    });
    await relay.stop();
    return sent;
  }
}

describe('streams after a restore to an older moment', () => {
  let folder: string;
  const ends: (() => Promise<void>)[] = [];
  let n = 0;
  let url: string;
  let databases: Record<App, AppDatabase>;
  let life: Life;

  beforeAll(async () => {
    Logger.overrideLogger(['fatal']);
    folder = await mkdtemp(join(tmpdir(), 'lra-continuation-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    await begin();
    for (const app of apps) await (await openDataSource(databases[app], contents[app])).destroy();
    life = await open();
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function begin(): Promise<void> {
    const made = await emptyDatabase();
    ends.push(() => made.drop());
    url = made.url;
    databases = {} as Record<App, AppDatabase>;
    for (const app of apps) databases[app] = await setUpAppDatabase(url, app);
  }

  async function open(): Promise<Life> {
    const [owner, reader] = [await openDataSource(databases.practices, content), await openDataSource(databases.gateway, content)]; // prettier-ignore
    ends.push(() => owner.destroy(), () => reader.destroy()); // prettier-ignore
    return new Life(owner, reader);
  }

  const nobody = () => Promise.resolve();
  const send = (of: Life, take: (messages: readonly Message[]) => Promise<void> = (messages) => of.group.handle(messages)) =>
    of.send(databases.practices, take); // prettier-ignore

  async function backup(): Promise<string> {
    const file = join(folder, `${(n += 1)}.backup`);
    await makeBackup({ url, file, release: '1' });
    return file;
  }

  /** Everything is gone; a server is filled from the file, and the apps start on it. */
  async function restored(file: string): Promise<{ life: Life; told: Restored }> {
    const made = await emptyDatabase();
    ends.push(() => made.drop());
    url = made.url;
    const told = await restoreBackup({ file, url, contents });
    for (const app of apps) databases[app] = await setUpAppDatabase(url, app);
    return { life: await open(), told };
  }

  const numbers = (events: readonly CloudEvent[], id: string) =>
    events.filter(({ subject }) => subject === id).map(({ sequence }) => BigInt(sequence));

  it('drops what a topic still holds of the lost time, of streams that the backup knows and of others', async () => {
    const [known, born] = [newId(), newId()];
    await life.write(known);
    await send(life);
    const file = await backup();
    await life.write(known, known, born, born);
    const lost = await send(life);
    expect(lost).toHaveLength(4);

    const { life: next } = await restored(file);
    await next.group.handle(lost);
    expect(next.applied).toEqual([]);
    expect(next.group.counts).toMatchObject({ duplicates: 4, parked: 0, dead: 0 });
  });

  it('goes on without gap or double effect, also when lost events come in between, and numbers only rise', async () => {
    const [known, unborn] = [newId(), newId()];
    await life.write(known, known);
    await send(life);
    const file = await backup();
    await life.write(known, known, known);
    const lost = await send(life);

    const { life: next } = await restored(file);
    await next.write(known, unborn);
    const sent = await send(next, async (messages) => {
      await next.group.handle(lost); // the broker brings both, in any order
      await next.group.handle(messages);
    });
    await next.group.handle(lost);
    expect(next.group.counts).toMatchObject({ applied: 2, parked: 0, dead: 0 });
    expect(sent).toHaveLength(4); // the two of before the backup too: whoever had them drops them
    await next.write(known, unborn, unborn);
    await send(next);
    for (const id of [known, unborn]) {
      const had = numbers(next.applied, id);
      expect(had.map((number) => number - had[0]!)).toEqual(had.map((_, at) => BigInt(at)));
      expect(had[0]).toBeGreaterThan(5n); // above everything the lost life has said
    }
    expect(new Set(next.applied.map(({ id }) => id)).size).toBe(5);
  });

  it('sends again what a group had not taken yet when the backup was made, though the broker had it', async () => {
    const id = newId();
    await life.write(id);
    await send(life);
    await life.write(id, id);
    await send(life, nobody); // sent and marked; the group is away
    const { life: next, told } = await restored(await backup());
    expect(told.missed).toEqual([]);
    await send(next);
    expect(next.applied).toHaveLength(2);
    expect(next.group.counts).toMatchObject({ applied: 2, duplicates: 1, parked: 0 });
  });

  it('keeps what waited: it is tried again, and what is behind it follows', async () => {
    const id = newId();
    life.failing = id;
    await life.write(id, id);
    await send(life);
    expect(life.applied).toEqual([]);
    const { life: next } = await restored(await backup());
    await eventually(async () => {
      await next.group.retryDue();
      return next.applied.length === 2;
    });
    await next.write(id);
    await send(next);
    expect(next.applied).toHaveLength(3);
    const waiting = await next.reader.query<unknown[]>('select from waiting_event');
    expect(waiting).toEqual([]);
  });

  it('says what was missed and cannot be sent again, and has just those streams filled', async () => {
    const [whole, behind, unseen] = [newId(), newId(), newId()];
    await life.write(whole, behind);
    await send(life);
    await life.write(behind, unseen, whole);
    await send(life, nobody);
    // The group was away for longer than the outbox keeps what was sent.
    await life.owner.query('delete from outbox where stream_id = any($1)', [[behind, unseen]]);
    const { life: next, told } = await restored(await backup());
    expect(told.missed).toEqual([{ group: GROUP, streams: 2, isFilled: true }]);
    const jobs = await next.reader.query('select consumer_group as "group", state, streams from rebuild');
    expect(jobs).toEqual([{ group: GROUP, state: 'running', streams: [behind, unseen].sort() }]);
    await send(next);
    expect(next.applied.map(({ subject }) => subject)).toEqual([whole]);
  });

  it('stands a second restore of the same file: numbers rise again', async () => {
    const id = newId();
    await life.write(id);
    await send(life);
    const file = await backup();
    const first = await restored(file);
    await first.life.write(id, id);
    const lost = await send(first.life);
    const second = await restored(file);
    await second.life.group.handle(lost);
    expect(second.life.applied).toEqual([]);
    await second.life.write(id);
    await send(second.life);
    expect(second.life.applied).toHaveLength(1);
    expect(BigInt(second.life.applied[0]!.sequence)).toBeGreaterThan(BigInt(lost.at(-1)!.headers['ce_sequence']!));
  });
});
