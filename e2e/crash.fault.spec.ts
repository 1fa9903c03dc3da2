import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, Opened } from '#testing';
import { Client, completeSheet, receiver, subscribe, System, withOneMember, type Delivery } from './system.js';
import { wholeFeed } from './faults/order.js';

/** How many practices the writers publish before and while the process is killed. */
const WANTED = 60;
const WRITERS = 6;

describe('kill -9 under load, embedded', () => {
  const opened = new Opened();
  let hook: Awaited<ReturnType<typeof receiver>>;
  let system: System;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    system = await opened.add(
      System.start({ LRA_WEBHOOK_ALLOW: hook.allow, LRA_RETRY_SCHEDULE: '100ms,500ms,1s,2s,5s' }),
      (one) => one.destroy(),
    );
  }, 90_000);
  afterAll(() => opened.close(), 60_000);

  it('brings every published practice to the webhook and the feed, per practice in order, duplicates under the same id', async () => {
    const { city, steering } = await withOneMember(system);
    await subscribe(city, hook.url, ['eu.lra-network.practice.*']);
    const published: string[] = [];
    let killed = false;
    const write = async (writer: number) => {
      for (let n = 0; !killed; n += 1) {
        const id = await publishTwice(city, steering, `Practice ${writer}-${n}`).catch(() => undefined);
        if (id !== undefined) published.push(id);
      }
    };
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
    await eventually(() => published.length >= WANTED, 60_000);
    await system.kill();
    killed = true;
    await Promise.all(writers);
    await system.up();

    const all = new Set(published);
    await eventually(() => [...all].every((id) => typesOf(hook.deliveries, id).length >= 2), 60_000);
    for (const id of all) {
      const events = firstDeliveries(hook.deliveries, id);
      expect(events.map((event) => event.type.split('.').at(-2))).toEqual(['published', 'updated']);
      expect(Number(events[1].sequence)).toBeGreaterThan(Number(events[0].sequence));
    }
    for (const { event, text } of hook.deliveries) {
      expect(hook.deliveries.filter((other) => other.event.id === event.id).every((other) => other.text === text)).toBe(
        true,
      );
    }
    const feed = await wholeFeed(new Client(system), 'eu.lra-network.practice.*');
    expect(new Set(feed.map((event) => event.id)).size).toBe(feed.length);
    for (const id of all) {
      expect(feed.filter((event) => event.subject === id).map((event) => event.type.split('.').at(-2))).toEqual([
        'published',
        'updated',
      ]);
    }
  }, 180_000);
});

async function publishTwice(city: Client, steering: Client, title: string): Promise<string | undefined> {
  const created = await city.post('/v1/practices', completeSheet(title));
  const path = `/v1/practices/${created.body.id}`;
  const first = await publish(city, steering, path, created.etag);
  const revised = await city.send('PUT', path, {
    body: completeSheet(`${title}, again`),
    headers: { 'if-match': first },
  });
  const second = await publish(city, steering, path, revised.etag);
  return second ? (created.body.id as string) : undefined;
}

async function publish(city: Client, steering: Client, path: string, etag: string): Promise<string> {
  const submitted = await city.post(`${path}/submission`, {}, { 'if-match': etag });
  const published = await steering.post(`${path}/publication`, {}, { 'if-match': submitted.etag });
  return published.status === 200 ? published.etag : '';
}

const typesOf = (deliveries: readonly Delivery[], id: string) =>
  firstDeliveries(deliveries, id).map((event) => event.type as string);

/** Each event of a practice once, in order of first arrival. */
function firstDeliveries(deliveries: readonly Delivery[], id: string): any[] {
  const seen = new Map<string, any>();
  for (const { event } of deliveries) if (event.subject === id && !seen.has(event.id)) seen.set(event.id, event);
  return [...seen.values()];
}
