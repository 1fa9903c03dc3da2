import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Email } from 'postal-mime';
import { Clock, newId } from '#database';
import { eventually, mailServer, testApp, type TestApp } from '#testing';
import { practiceEvent, practiceMessage } from '../../../test/practice-event.js';
import { startReceiver, type Receiver } from '../../../test/receiver.js';
import { notificationsApp } from '../../notifications.app.js';

const PUBLIC = 'https://network.example';
const city = { id: newId(), roles: ['member-editor' as const], memberId: newId() };
const admin = { id: newId(), roles: ['admin' as const] };
const HOUR_MS = 3_600_000;

/** A clock that stands still until it is put forward. */
class SetClock extends Clock {
  private moment = new Date('2027-03-01T12:00:00Z');
  override now = (): Date => this.moment;
  pass(ms: number): void {
    this.moment = new Date(this.moment.getTime() + ms);
  }
}

describe('the contact of a webhook', () => {
  const clock = new SetClock();
  let server: Awaited<ReturnType<typeof mailServer>>;
  let receiver: Receiver;
  let app: TestApp;
  let contact = '';
  let count = 0;
  let reply: { status: number } | undefined;
  beforeAll(async () => {
    [server, receiver] = [await mailServer(), await startReceiver()];
    const env = {
      ...server.env,
      LRA_PUBLIC_URL: PUBLIC,
      LRA_WEBHOOK_ALLOW: receiver.host,
      LRA_RETRY_SCHEDULE: Array(50).fill('1h').join(),
      LRA_WEBHOOK_PAUSES: '10ms',
    };
    app = await testApp(notificationsApp, { env, clock });
    receiver.answer(({ body }) => (body.challenge === undefined ? reply : undefined));
  });
  afterEach(async () => {
    await app.dataSource.query('delete from subscription');
    await app.dataSource.query('delete from endpoint_health');
    reply = undefined;
  });
  afterAll(async () => {
    await app.close();
    await receiver.close();
    await server.close();
  });

  const call = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, by: object = city) =>
    app.call(method, `/v1/subscriptions${path}`, { by, ...(body ? { body } : {}) });
  const subscribe = async (language?: string): Promise<string> => {
    contact = `web${(count += 1)}@city.example`;
    const made = await call('POST', '', {
      channel: { type: 'webhook', url: receiver.url('/events?token=secret') },
      filter: {},
      frequency: 'immediate',
      contact: { address: contact, ...(language && { language }) },
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    await eventually(async () => (await call('GET', `/${id}`)).body.state === 'active');
    return id;
  };
  const publish = () => app.transport.publish([practiceMessage(practiceEvent(newId(), 1))]);
  const attempts = async (): Promise<number> =>
    (await app.dataSource.query('select coalesce(sum(attempts), 0)::int as n from delivery'))[0].n;
  /** Another attempt of what waits, so much later. */
  const attemptAfter = async (ms: number) => {
    clock.pass(ms);
    const before = await attempts();
    await app.dataSource.query(
      `update delivery set next_attempt_at = $1::timestamptz - interval '1 second' where state = 'pending'`,
      [clock.now()],
    );
    await eventually(async () => (await attempts()) === before + 1);
  };
  const mails = (): Email[] => server.received.filter(({ to }) => to.includes(contact)).map(({ mail }) => mail);
  const untilMails = (most: number) => eventually(() => mails().length >= most && mails());
  const untilQuiet = () =>
    eventually(async () => (await app.dataSource.query(`select from job where kind = 'mail'`)).length === 0);
  const failing = async (language?: string) => {
    const id = await subscribe(language);
    reply = { status: 500 };
    await publish();
    await eventually(async () => (await attempts()) === 1);
    await attemptAfter(HOUR_MS);
    await untilMails(1);
    return id;
  };

  it('is told once that it fails, which one, since when and why, and once that it works again', async () => {
    const id = await failing();
    for (let n = 0; n < 2; n += 1) await attemptAfter(HOUR_MS);
    reply = undefined;
    await attemptAfter(HOUR_MS);
    await untilMails(2);
    await untilQuiet();
    const [told, recovered, ...more] = mails();
    expect(more).toEqual([]);
    expect(told!.subject).toBe(`Your webhook at ${receiver.host} is failing`);
    const text = told!.text!.replaceAll(/\s+/g, ' ');
    expect(text).toContain(receiver.url('/events.'));
    expect(text).toContain('Since Monday, 1 March 2027 at 13:00');
    expect(text).toContain('status 500');
    expect(text).toContain(`${PUBLIC}/en/work/integrations/webhooks/${id}`);
    expect(text).not.toContain('secret');
    expect(recovered!.subject).toBe(`Your webhook at ${receiver.host} works again`);
  });

  it('is told nothing of a failure that soon passes', async () => {
    await subscribe();
    reply = { status: 500 };
    await publish();
    await eventually(async () => (await attempts()) === 1);
    await attemptAfter(60_000);
    reply = undefined;
    await attemptAfter(60_000);
    await untilQuiet();
    expect(mails()).toEqual([]);
  });

  it('is told at once that it is disabled: by a receiver that is gone', async () => {
    const id = await subscribe('de');
    reply = { status: 410 };
    await publish();
    const [mail] = await untilMails(1);
    expect(mail!.subject).toBe(`Ihr Webhook bei ${receiver.host} ist abgeschaltet`);
    expect(mail!.text).toContain('410');
    expect((await call('GET', `/${id}`)).body.state).toBe('failed');
    await untilQuiet();
    expect(mails()).toHaveLength(1);
  });

  it('is told once that it is disabled: by five days of attempts', async () => {
    const id = await failing();
    for (let day = 0; day < 4; day += 1) await attemptAfter(24 * HOUR_MS);
    expect((await call('GET', `/${id}`)).body.state).toBe('active');
    await attemptAfter(24 * HOUR_MS);
    await untilMails(2);
    await untilQuiet();
    expect(mails().map(({ subject }) => subject!.split(' ').at(-1))).toEqual(['failing', 'disabled']);
  });

  it('is told in the same transaction: what is rolled back was never told, and is told later', async () => {
    await subscribe();
    reply = { status: 500 };
    await publish();
    await eventually(async () => (await attempts()) === 1);
    await app.dataSource.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'full'; end $$;
       create trigger refuse before insert on job for each row when (new.kind = 'mail') execute function refuse()`,
    );
    clock.pass(HOUR_MS);
    const calls = receiver.events.length;
    await app.dataSource.query('update delivery set next_attempt_at = $1', [clock.now()]);
    await eventually(() => receiver.events.length > calls && receiver.openNow() === 0);
    const [row] = await app.dataSource.query('select failing_told from subscription');
    expect([row.failing_told, await attempts()]).toEqual([false, 1]);
    await app.dataSource.query('drop trigger refuse on job; drop function refuse()');
    await app.dataSource.query('update delivery set claim = null, claimed_until = null');
    await attemptAfter(0);
    await untilMails(1);
    await untilQuiet();
    expect(mails()).toHaveLength(1);
  });

  it('is shown to the owner alone', async () => {
    const id = await subscribe('fi');
    expect((await call('GET', `/${id}`)).body.contact).toEqual({ address: contact, language: 'fi' });
    expect((await call('GET', '')).body.items[0].contact).toEqual({ address: contact, language: 'fi' });
    for (const path of [`/${id}`, '?limit=100']) {
      expect(JSON.stringify((await call('GET', path, undefined, admin)).body)).not.toContain(contact);
    }
    expect((await call('GET', `/${id}`, undefined, { ...admin, id: newId(), roles: ['steering'] })).status).toBe(404);
  });

  it('is found and erased on request, in whatever spelling; the webhook goes on', async () => {
    const id = await subscribe();
    const search = { by: admin, body: { email: contact.toUpperCase() } };
    const found = await app.call('POST', '/v1/data-subjects/search', search);
    const place = 'notifications.subscription (contact)';
    expect(found.body.places).toContainEqual({ place, count: 1, keys: [id] });
    const erased = await app.call('POST', '/v1/data-subjects/erasure', search);
    expect(erased.body.places).toContainEqual({ place, count: 1 });
    expect((await call('GET', `/${id}`)).body).toMatchObject({ state: 'active', contact: null });
    reply = { status: 410 };
    await publish();
    await eventually(async () => (await call('GET', `/${id}`)).body.state === 'failed');
    await untilQuiet();
    expect(mails()).toEqual([]);
  });

  it('needs an address and a language that are known, and a webhook', async () => {
    const channel = { type: 'webhook', url: receiver.url('/') };
    const ask = async (contact: unknown, overrides: object = {}) => {
      const { status, body } = await call('POST', '', {
        channel,
        filter: {},
        frequency: 'immediate',
        contact,
        ...overrides,
      });
      return [status, ...(body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer)];
    };
    expect(await ask({})).toEqual([422, '/contact/address']);
    expect(await ask({ address: 'nobody' })).toEqual([422, '/contact/address']);
    expect(await ask({ address: 'web@city.example', language: 'klingon' })).toEqual([422, '/contact/language']);
    expect(await ask('web@city.example')).toEqual([422, '/contact']);
    const mailbox = { channel: { type: 'email', address: 'aino@city.example' } };
    expect(await ask({ address: 'web@city.example' }, mailbox)).toEqual([422, '/contact']);
  });
});
