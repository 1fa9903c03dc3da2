import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, Opened } from '#testing';
import { Client, receiver, subscribe, System, withOneMember } from '../system.js';
import { firstOf, outOfOrder, wholeFeed } from './order.js';
import { Chance } from './random.js';
import { writePractices } from './writers.js';

const PRACTICES = Number(process.env['LRA_FAULT_PRACTICES'] ?? 2_000) / 4;
const SPREAD_MS = (Number(process.env['LRA_FAULT_SPREAD_S'] ?? 110) * 1_000) / 3;
const KILLS = 4;

describe('one process under kill -9', () => {
  const opened = new Opened();
  const chance = Chance.fromEnvironment();
  let hook: Awaited<ReturnType<typeof receiver>>;
  let system: System;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    system = await opened.add(
      System.start({
        LRA_WEBHOOK_ALLOW: hook.allow,
        LRA_RETRY_SCHEDULE: '200ms,500ms,1s,2s,5s,5s,5s,5s',
      }),
      (one) => one.destroy(),
    );
  }, 90_000);
  afterAll(() => opened.close(), 60_000);

  it('brings every committed change to everyone once, in order', async () => {
    const { city, steering } = await withOneMember(system);
    await subscribe(city, hook.url, ['eu.lra-network.practice.*']);
    const writing = writePractices({ city, steering, practices: PRACTICES, writers: 8, over: SPREAD_MS });
    for (let n = 0; n < KILLS; n += 1) {
      await pause(chance.between(3_000, 8_000));
      await system.kill();
      await system.up();
    }
    const { written, surprises } = await writing;
    expect(surprises).toEqual([]);
    expect(new Set(written).size).toBe(PRACTICES);

    const wanted = written.length + Math.ceil(PRACTICES / 4);
    const feed = await eventually(async () => {
      const events = await wholeFeed(new Client(system), 'eu.lra-network.practice.*');
      return events.length >= wanted && events;
    }, 60_000);
    expect(feed).toHaveLength(wanted);
    expect(new Set(feed.map(({ id }) => id)).size).toBe(wanted);
    expect(outOfOrder(feed)).toEqual([]);
    const delivered = () => new Set(hook.deliveries.map(({ event }) => event.id as string));
    await eventually(() => feed.every(({ id }) => delivered().has(id)), 90_000);
    expect(outOfOrder(firstOf(hook.deliveries.map(({ event }) => event)))).toEqual([]);
  });
});
