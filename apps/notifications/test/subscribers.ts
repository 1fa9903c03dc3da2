import { newId } from '#database';
import { eventually, testApp, type TestApp } from '#testing';
import type { CloudEvent } from '#contracts';
import { notificationsApp } from '../src/notifications.app.js';
import { practiceMessage } from './practice-event.js';
import { startReceiver, type Receiver } from './receiver.js';

/** Whoever calls: a principal's id and rights. */
export interface Caller {
  readonly id: string;
  readonly roles: readonly ('member-editor' | 'steering' | 'admin')[];
  readonly memberId?: string;
}

/** A delivery as its log shows it. */
export interface LoggedDelivery {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: string;
  readonly nextAttemptAt: string | null;
  readonly attempts: readonly {
    readonly number: number;
    readonly at: string;
    readonly status: number | null;
    readonly error: string | null;
    readonly response: string | null;
  }[];
}

/** The app with one receiver, and what tests do as the city that subscribes. */
export interface Subscribers {
  readonly app: TestApp;
  readonly receiver: Receiver;
  readonly city: Caller;
  call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, by?: Caller): ReturnType<TestApp['call']>;
  /** A subscription whose receiver has answered the challenge. */
  active(path: string, filter?: object, by?: Caller): Promise<{ id: string; secret: string }>;
  /** The subscription, once it is in this state. */

  untilState(id: string, state: string): Promise<any>;
  deliveries(id: string, query?: string): Promise<LoggedDelivery[]>;
  publish(...events: CloudEvent[]): Promise<void>;
  close(): Promise<void>;
}

export async function startSubscribers(env: Record<string, string>): Promise<Subscribers> {
  const receiver = await startReceiver();
  const app = await testApp(notificationsApp, { env: { LRA_WEBHOOK_ALLOW: '127.0.0.0/8', ...env } });
  const city: Caller = { id: newId(), roles: ['member-editor'], memberId: newId() };
  const call: Subscribers['call'] = (method, path, body, by = city) =>
    app.call(method, path, { by, ...(body ? { body } : {}) });
  const untilState: Subscribers['untilState'] = (id, state) =>
    eventually(async () => {
      const { body } = await call('GET', `/v1/subscriptions/${id}`, undefined, { id: newId(), roles: ['admin'] });
      return body.state === state && body;
    });
  return {
    app,
    receiver,
    city,
    call,
    untilState,
    active: async (path, filter = {}, by = city) => {
      const channel = { type: 'webhook', url: path.startsWith('http') ? path : receiver.url(path) };
      const made = await call('POST', '/v1/subscriptions', { channel, filter, frequency: 'immediate' }, by);
      await untilState(made.body.id, 'active');
      return made.body;
    },
    deliveries: async (id, query = '') =>
      (await call('GET', `/v1/subscriptions/${id}/deliveries?limit=100${query}`)).body.items,
    publish: (...events) => app.transport.publish(events.map(practiceMessage)),
    close: async () => {
      await app.close();
      await receiver.close();
    },
  };
}
