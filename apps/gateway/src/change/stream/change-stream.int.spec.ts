import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EventSource } from 'undici';
import type { CloudEvent } from '#contracts';
import { newId } from '#database';
import { Ending } from '#http';
import { eventually } from '#testing';
import { memberEvent, practiceEvent, testGateway, type TestGateway } from '../../../test/test-gateway.js';
import { isTaken, type ChangeFilter } from '../change.projection.js';

const practiceTopic = 'lra.practices.practice';

describe('the live stream of changes', () => {
  let gateway: TestGateway;
  const opened: (() => void)[] = [];
  beforeAll(async () => {
    gateway = await testGateway({
      env: { LRA_STREAM_HEARTBEAT: '1', LRA_TRUST_PROXY: '127.0.0.1', LRA_RATE_LIMIT: '100000' },
    });
  });
  afterEach(() => opened.splice(0).forEach((close) => close()));
  afterAll(() => gateway.close());

  const head = async (): Promise<string> => {
    for (let since = ''; ;) {
      const { next, upToDate } = (await gateway.call('GET', `/v1/changes?limit=100&since=${since}`)).body;
      if (upToDate) return next as string;
      since = next as string;
    }
  };
  const happens = async (...countries: string[]): Promise<CloudEvent> => {
    const event = practiceEvent(newId(), 'published', 1, countries.length > 0 ? countries : undefined);
    await gateway.publish(practiceTopic, event);
    return event;
  };

  /** As a browser listens, which connects again by itself. */
  const listen = async (query = '') => {
    const source = new EventSource(`${gateway.url}/v1/changes/stream?${query}`);
    opened.push(() => source.close());
    const events: CloudEvent[] = [];
    const ids: string[] = [];
    source.addEventListener('message', ({ data, lastEventId }) => {
      events.push(JSON.parse(data as string) as CloudEvent);
      ids.push(lastEventId);
    });
    await once(source, 'open');
    return { source, events, ids };
  };

  /** A connection of our own, whose bytes nobody takes until they are wanted. */
  const raw = async (path: string, headers: Record<string, string> = {}): Promise<Socket> => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    opened.push(() => socket.destroy());
    socket.on('error', () => undefined);
    const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    await once(socket, 'connect');
    return socket;
  };
  const textOf = (socket: Socket): { text: string } => {
    const told = { text: '' };
    socket.setEncoding('utf8').on('data', (chunk: string) => (told.text += chunk));
    return told;
  };

  it('gives the events after a cursor and then each new one, the same and with the same places as the change feed', async () => {
    const since = await head();
    const before = [await happens(), await happens()];
    const { events, ids } = await listen(`since=${since}`);
    await eventually(() => events.length === before.length);
    const after = [await happens('FI'), await happens('SE', 'FI')];
    await gateway.publish(practiceTopic, after[0]!); // delivered twice
    await eventually(() => events.length >= 4);
    const feed = (await gateway.call('GET', `/v1/changes?since=${since}`)).body;
    expect(events).toEqual(feed.items);
    expect(events.map(({ id }) => id)).toEqual([...before, ...after].map(({ id }) => id));
    expect((await gateway.call('GET', `/v1/changes?since=${ids[1]!}`)).body.items).toEqual(feed.items.slice(2));
    expect(ids.at(-1)).toBe(feed.next);
  });

  it.each(['', 'since='])('gives without a cursor only what is new: %j', async (query) => {
    await happens();
    const { events } = await listen(query);
    const { id } = await happens();
    await eventually(() => events.length > 0);
    expect(events.map((event) => event.id)).toEqual([id]);
  });

  it('goes on without a gap or a double for whoever was cut off, wherever that was', async () => {
    const since = await head();
    const { events } = await listen(`since=${since}`);
    const told: CloudEvent[] = [];
    for (let n = 0; n < 60; n += 1) {
      told.push(await happens());
      if (n % 12 === 5) gateway.app.getHttpServer().closeAllConnections(); // mid-way, as a proxy would
    }
    await eventually(() => events.length >= told.length, 30_000);
    expect(events.map(({ id }) => id)).toEqual(told.map(({ id }) => id));
  }, 60_000);

  it('gives what the change feed gives for every filter, from the log as well as live', async () => {
    const since = await head();
    const member = newId();
    const filters = [
      'countries=FI', 'countries=FI,DE', 'types=eu.lra-network.practice.*', 'types=eu.lra-network.member.approved.v1', 'types=*',
      'themes=employment', `member=${member.toUpperCase()}`, `member=${member}&types=eu.lra-network.practice.*&countries=FI`,
    ]; // prettier-ignore
    const live = await Promise.all(filters.map((filter) => listen(`since=${since}&${filter}`)));
    const about = (what: 'published' | 'adopted', countries: string[], more: object) => {
      const event = practiceEvent(newId(), what, 1, countries);
      return { ...event, data: { ...(event.data as object), ...more } };
    };
    const events = [
      about('published', ['FI'], { themes: ['employment'] }), about('published', ['DE', 'FI'], { ownerMemberId: member }),
      about('adopted', ['SE'], { adoptionId: newId(), adopterMemberId: member, status: 'planned' }), about('published', [], {}),
    ]; // prettier-ignore
    for (const event of events) await gateway.publish(practiceTopic, event);
    await gateway.publish('lra.network.member', memberEvent(member, 'approved', 1));
    for (const [n, filter] of filters.entries()) {
      const { items } = (await gateway.call('GET', `/v1/changes?since=${since}&${filter}&limit=100`)).body;
      await eventually(() => live[n]!.events.length >= items.length);
      const later = await listen(`since=${since}&${filter}`);
      await eventually(() => later.events.length >= items.length);
      const shown = [live[n]!.events, later.events];
      expect([filter, ...shown]).toEqual([filter, items, items]);
      expect(items.length).toBeGreaterThan(0);
    }
  });

  it('takes an event in memory exactly when the database does, whatever fields it lacks', () => {
    const event = { type: 'eu.lra-network.practice.published.v1', subject: 's', data: { countries: null } } as never;
    const none: ChangeFilter = { types: undefined, countries: undefined };
    expect(isTaken(event, none)).toBe(true);
    for (const filter of [{ countries: ['FI'] }, { themes: ['x'] }, { member: 'm' }, { types: [] }])
      expect(isTaken(event, { ...none, ...filter })).toBe(false);
  });

  it('gives signs of life, and with them how far it has read of what is not wanted', async () => {
    const socket = await raw('/v1/changes/stream?countries=MT');
    const told = textOf(socket);
    await eventually(() => told.text.includes('retry: 3000'));
    await happens('FI');
    const end = await head();
    await eventually(() => told.text.includes(`id: ${end}\n\n`));
    await eventually(() => told.text.includes(':\n\n'));
    expect(told.text).toMatch(/^HTTP\/1\.1 200 [\s\S]*content-type: text\/event-stream[\s\S]*cache-control: no-store/i);
    expect(told.text).not.toContain('data:');
  });

  it('reads no more of the log than a slow listener takes, and loses nothing for it', async () => {
    const since = await head();
    const events: CloudEvent[] = [];
    for (let n = 0; n < 3_000; n += 1) {
      const event = practiceEvent(newId(), 'published', 1);
      events.push({ ...event, data: { ...(event.data as object), title: { en: 'Long '.repeat(400) } } });
    }
    await gateway.dataSource.query(
      `insert into change (event_id, type, countries, event) select (e ->> 'id')::uuid, e ->> 'type', '{}', e from jsonb_array_elements($1::jsonb) as e`,
      [JSON.stringify(events)],
    );
    const socket = await raw(`/v1/changes/stream?since=${since}`);
    socket.pause();
    await happens(); // goes on for others meanwhile
    const quick = await listen();
    const last = await happens();
    await eventually(() => quick.events.some(({ id }) => id === last.id));
    const told = textOf(socket);
    socket.resume();
    await eventually(() => told.text.includes(last.id), 30_000);
    const ids = [...told.text.matchAll(/^data: .*?"id": ?"([^"]+)"/gm)].map(([, id]) => id);
    expect(ids.slice(0, 3_000)).toEqual(events.map(({ id }) => id));
    expect(ids.length).toBe(3_002);
  }, 60_000);

  it('refuses a cursor that is none, and one that a restore took back, before it begins', async () => {
    const at = (headers: Record<string, string>) => gateway.call('GET', '/v1/changes/stream', { headers });
    expect((await at({ 'last-event-id': 'x' })).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/Last-Event-ID' }],
    });
    const { next } = (await gateway.call('GET', '/v1/changes?limit=1')).body;
    expect((await gateway.call('GET', '/v1/changes/stream?since=x')).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/since' }],
    });
    await gateway.dataSource.query(`delete from change where position = (select min(position) from change)`);
    expect((await at({ 'last-event-id': next })).body).toMatchObject({ status: 410, code: 'changes.cursor-gone' });
  });

  it('leaves room for others: one caller has fifty at most, and each that is closed makes room', async () => {
    const from = { 'x-forwarded-for': '203.0.113.7' };
    const mine = await Promise.all(Array.from({ length: 50 }, () => raw('/v1/changes/stream', from)));
    const told = mine.map(textOf);
    await eventually(() => told.every(({ text }) => text.includes('retry:')));
    const refused = await gateway.call('GET', '/v1/changes/stream', { headers: from });
    expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([429, 'stream.too-many', '30']);
    const other = textOf(await raw('/v1/changes/stream', { 'x-forwarded-for': '203.0.113.8' }));
    await eventually(() => other.text.includes('retry:'));
    mine[0]!.destroy();
    await eventually(async () => {
      const again = textOf(await raw('/v1/changes/stream', from));
      await eventually(() => again.text.includes('HTTP/1.1'));
      return again.text.includes('200 OK');
    });
  });

  it('serves two thousand at once, each new event to all of them', async () => {
    const told: { text: string }[] = [];
    while (told.length < 2_000) {
      const from = (n: number) => ({ 'x-forwarded-for': `198.51.${n >> 8}.${n & 255}` });
      const some = Array.from({ length: 250 }, (_, n) => raw('/v1/changes/stream', from(told.length + n)));
      told.push(...(await Promise.all(some)).map(textOf));
      await eventually(() => told.every(({ text }) => text.includes('retry:')), 30_000);
    }
    const began = performance.now();
    const { id } = await happens();
    await eventually(() => told.every(({ text }) => text.includes(id)), 30_000);
    console.log(`2,000 streams: an event reached all after ${Math.round(performance.now() - began)} ms`);
  }, 90_000);

  it('ends its streams when the app shuts down, and only then', async () => {
    const socket = await raw('/v1/changes/stream');
    const told = textOf(socket);
    await eventually(() => told.text.includes('retry:'));
    const isEnded = () => told.text.endsWith('0\r\n\r\n'); // whole, not cut
    await pause(100);
    expect(isEnded()).toBe(false);
    gateway.app.get(Ending).begin();
    await eventually(isEnded);
  });
});
