import { afterEach, describe, expect, it } from '@jest/globals';
import { readSettings } from '#config';
import { newId, type AppDatabase } from '#database';
import { appContent, appModule, type AppRuntime } from '#app';
import { createHttpApp } from '#http';
import { InProcessTransport } from '#messaging';
import { eventually, testDatabase, testIdentity } from '#testing';
import { practiceEvent, practiceMessage } from '../../test/practice-event.js';
import { startReceiver } from '../../test/receiver.js';
import { notificationsApp } from '../notifications.app.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** One instance of the app on a database that outlives it. */
async function startInstance(database: AppDatabase, identity: AppRuntime['identity'], env: Record<string, string>) {
  const transport = new InProcessTransport();
  const runtime: AppRuntime = {
    settings: readSettings(env), database, transport, identity, urlOf: (app) => `http://${app}.invalid`,
  }; // prettier-ignore
  const app = await createHttpApp(appModule(notificationsApp.module, runtime), { bodyLimit: 10_000 });
  await app.init();
  transport.start();
  return {
    app,
    publish: (...events: Parameters<typeof practiceMessage>[0][]) => transport.publish(events.map(practiceMessage)),
    stop: async () => {
      await app.close();
      await transport.close();
    },
  };
}

async function setUp() {
  const receiver = await startReceiver();
  const fresh = await testDatabase('notifications', appContent(notificationsApp.module));
  const identity = await testIdentity();
  cleanups.push(
    () => fresh.drop(),
    () => receiver.close(),
    () => identity.close(),
  );
  const env = { LRA_WEBHOOK_ALLOW: receiver.host, LRA_RETRY_SCHEDULE: Array(50).fill('300ms').join() };
  const start = async () => {
    const instance = await startInstance(fresh.database, identity.verifier, env);
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= instance.stop());
    cleanups.push(stop);
    return { ...instance, stop };
  };
  const subscribe = async ({ app }: Awaited<ReturnType<typeof start>>) => {
    const headers = await identity.as({ id: 'city', roles: ['member-editor'] });
    const payload = { channel: { type: 'webhook', url: receiver.url('/') }, filter: {}, frequency: 'immediate' };
    const made = await app.inject({ method: 'POST', url: '/v1/subscriptions', headers, payload });
    const { id } = made.json<{ id: string }>();
    await eventually(async () => {
      const seen = await app.inject({ method: 'GET', url: `/v1/subscriptions/${id}`, headers });
      return seen.json<{ state: string }>().state === 'active';
    });
  };
  return { receiver, start, subscribe };
}

describe('after a restart', () => {
  it('what was left is delivered in order, and nothing is delivered twice that was taken', async () => {
    const { receiver, start, subscribe } = await setUp();
    const before = await start();
    await subscribe(before);
    const [subject, taken] = [newId(), newId()];
    receiver.answer(({ body }) => (body.subject === subject ? { status: 503 } : undefined));
    await before.publish(practiceEvent(taken, 1), practiceEvent(subject, 1), practiceEvent(subject, 2));
    await eventually(() => receiver.events.length >= 3);
    await before.stop();
    const calls = receiver.events.length;
    receiver.answer(() => undefined);
    await start();
    await eventually(() => receiver.events.length >= calls + 2);
    expect(receiver.events.slice(calls).map(({ body }) => [body.subject, body.sequence])).toEqual([
      [subject, '1'],
      [subject, '2'],
    ]);
  });

  it('a call that was open at the stop has been finished and is not repeated', async () => {
    const { receiver, start, subscribe } = await setUp();
    const before = await start();
    await subscribe(before);
    const subject = newId();
    receiver.answer(() => ({ status: 200, after: 300 }));
    await before.publish(practiceEvent(subject, 1), practiceEvent(subject, 2));
    await eventually(() => receiver.events.length === 1);
    await before.stop();
    receiver.answer(() => undefined);
    await start();
    await eventually(() => receiver.events.length >= 2);
    expect(receiver.events.map(({ body }) => body.sequence)).toEqual(['1', '2']);
  });
});

describe('two instances', () => {
  it('share the deliveries: each is sent once, of each subject one at a time and in order', async () => {
    const { receiver, start, subscribe } = await setUp();
    const [first] = [await start(), await start()];
    await subscribe(first);
    const subjects = Array.from({ length: 6 }, () => newId());
    receiver.answer(() => ({ status: 200, after: 5 }));
    await first.publish(
      ...[1, 2, 3, 4, 5].flatMap((sequence) => subjects.map((subject) => practiceEvent(subject, sequence))),
    );
    await eventually(() => receiver.events.length >= 30);
    expect(receiver.events).toHaveLength(30);
    expect(receiver.openAtOnce.get('/')).toBe(1);
    expect(receiver.busiest()).toBeLessThanOrEqual(5);
    for (const subject of subjects) {
      const sequences = receiver.events.filter(({ body }) => body.subject === subject).map(({ body }) => body.sequence);
      expect(sequences).toEqual(['1', '2', '3', '4', '5']);
    }
  });
});
