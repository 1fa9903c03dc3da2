import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '#contracts';
import { newId } from '#database';
import { eventually, testApp, type TestApp, pagesOf } from '#testing';
import { practiceEvent, practiceMessage, practiceStep } from '../../test/practice-event.js';
import { startReceiver, verified, type Receiver } from '../../test/receiver.js';
import { notificationsApp } from '../notifications.app.js';

const city = { id: newId(), roles: ['member-editor' as const] };

describe('deliveries', () => {
  let notifications: TestApp;
  let receiver: Receiver;
  let bystander: Receiver;
  beforeAll(async () => {
    [receiver, bystander] = [await startReceiver(), await startReceiver()];
    const env = {
      LRA_WEBHOOK_ALLOW: `${receiver.host}, ${bystander.host}`,
      LRA_RETRY_SCHEDULE: '50ms,100ms',
      LRA_WEBHOOK_PAUSES: '50ms',
    };
    notifications = await testApp(notificationsApp, { env });
  });
  afterEach(() => {
    receiver.answer(() => undefined);
  });
  afterAll(async () => {
    await notifications.close();
    await Promise.all([receiver.close(), bystander.close()]);
  });

  const publish = (...events: CloudEvent[]) => notifications.transport.publish(events.map(practiceMessage));
  const subscribe = async (path: string, filter: object = {}, at = receiver) => {
    const body = { channel: { type: 'webhook', url: at.url(path) }, filter, frequency: 'immediate' };
    const answer = await notifications.call('POST', '/v1/subscriptions', { by: city, body });
    return answer.body as { id: string; secret: string };
  };
  const untilState = (id: string, state: string) =>
    eventually(
      async () => (await notifications.call('GET', `/v1/subscriptions/${id}`, { by: city })).body.state === state,
    );
  const active = async (path: string, filter: object = {}, at = receiver) => {
    const subscription = await subscribe(path, filter, at);
    await untilState(subscription.id, 'active');
    return subscription;
  };
  const act = (id: string, action: string, body?: object) =>
    notifications.call('POST', `/v1/subscriptions/${id}/${action}`, { by: city, ...(body ? { body } : {}) });
  const deliveries = async (id: string) =>
    (await notifications.call('GET', `/v1/subscriptions/${id}/deliveries?limit=100`, { by: city })).body.items as {
      id: string; eventId: string; state: string; nextAttemptAt: string | null; attempts: { number: number; status: number | null; error: string | null }[];
    }[]; // prettier-ignore
  const at = (path: string) => receiver.events.filter((event) => event.path === path);
  const untilReceived = (path: string, count: number) => eventually(() => at(path).length >= count);
  const untilSettled = (id: string) =>
    eventually(async () => {
      const rows = await deliveries(id);
      return rows.length > 0 && rows.every(({ state }) => state !== 'pending') && rows;
    });

  it('are signed, carry the event as the change feed shows it, and come in the order of each subject, one at a time', async () => {
    const { id, secret } = await active('/order');
    const subjects = [newId(), newId(), newId()];
    const events = [1, 2, 3, 4].flatMap((sequence) => subjects.map((subject) => practiceEvent(subject, sequence)));
    receiver.answer(() => ({ status: 204, after: 5 }));
    await publish(...events);
    await untilReceived('/order', events.length);
    for (const subject of subjects) {
      const bodies = at('/order')
        .filter(({ body }) => body.subject === subject)
        .map((call) => verified(secret, call));
      expect(bodies).toEqual(events.filter((event) => event.subject === subject));
    }
    expect(receiver.openAtOnce.get('/order')).toBe(1);
    expect(at('/order').every(({ headers, body }) => headers['webhook-id'] === body.id)).toBe(true);
    const rows = await untilSettled(id);
    expect(rows).toHaveLength(events.length);
    expect(rows[0]).toMatchObject({ state: 'delivered', attempts: [{ number: 1, status: 204, error: null }] });
    const get = (path: string) => notifications.call('GET', path, { by: city });
    const { there, back } = await pagesOf(get, `/v1/subscriptions/${id}/deliveries?limit=5`);
    expect([there.flat(), back]).toEqual([rows, there]);
  });

  it('have the media type of the challenge: a receiver that is strict about one gets all or nothing', async () => {
    receiver.answer(({ headers }) => (headers['content-type'] === 'application/json' ? undefined : { status: 415 }));
    const { id } = await active('/strict');
    const subject = newId();
    await publish(practiceEvent(subject, 1), practiceEvent(subject, 2));
    expect(await untilSettled(id)).toEqual([
      expect.objectContaining({ state: 'delivered' }),
      expect.objectContaining({ state: 'delivered' }),
    ]);
    const types = [...receiver.challenges, ...receiver.events]
      .filter(({ path }) => path === '/strict')
      .map(({ headers }) => headers['content-type']);
    expect(new Set(types).size).toBe(1);
  });

  it('are listed by the state, the type and the time that are asked for', async () => {
    const { id } = await active('/log');
    const subject = newId();
    const [published, updated] = [practiceEvent(subject, 1), practiceEvent(subject, 2)];
    await publish(published);
    await untilSettled(id);
    await notifications.dataSource.query(
      `update delivery set created_at = '2020-01-05T12:00:00Z' where subscription_id = $1`,
      [id],
    );
    await publish(updated);
    await eventually(async () => (await untilSettled(id)).length === 2);
    const asked = async (query: string) => {
      const log = await notifications.call('GET', `/v1/subscriptions/${id}/deliveries?total=true&${query}`, { by: city });
      const found = log.body.items?.map(({ eventId }: { eventId: string }) => eventId);
      return log.status === 200 ? [found, log.body.total] : [log.status, log.body.errors[0].pointer ?? log.body.errors[0].parameter];
    }; // prettier-ignore
    expect(await asked('state=delivered')).toEqual([[updated.id, published.id], 2]);
    expect(await asked('state=failed')).toEqual([[], 0]);
    expect(await asked(`type=${published.type}`)).toEqual([[published.id], 1]);
    expect(await asked('type=eu.lra-network.practice.*')).toEqual([[updated.id, published.id], 2]);
    expect(await asked('until=2020-01-05T12:00:00Z')).toEqual([[], 0]);
    expect(await asked('since=2020-01-05T12:00:00Z&until=2020-01-05T12:00:01Z')).toEqual([[published.id], 1]);
    for (const query of ['type=cities', 'since=yesterday', 'until=2027-02-30T00:00:00Z', 'type='])
      expect([query, (await asked(query))[0]]).toEqual([query, 422]);
  });

  it('wait for the challenge: what happened before it was answered is kept', async () => {
    let ready = false;
    receiver.answer(({ body }) => (!ready && body.type === 'subscription.challenge' ? { status: 503 } : undefined));
    const { id } = await subscribe('/kept');
    const subject = newId();
    await publish(practiceEvent(subject, 1), practiceEvent(subject, 2));
    expect(await deliveries(id)).toMatchObject([
      { state: 'pending', attempts: [] },
      { state: 'pending', attempts: [] },
    ]);
    ready = true;
    await untilReceived('/kept', 2);
    expect(at('/kept').map(({ body }) => body.sequence)).toEqual(['1', '2']);
  });

  it('are tried again by the schedule under the same id, while later events of the subject wait and others go on', async () => {
    const { id } = await active('/retry');
    const [slow, quick] = [newId(), newId()];
    let failures = 2;
    receiver.answer(({ path, body }) =>
      path === '/retry' && body.subject === slow && failures-- > 0 ? { status: 500 } : undefined,
    );
    const events = [practiceEvent(slow, 1), practiceEvent(slow, 2), practiceEvent(quick, 1)];
    await publish(...events);
    await untilReceived('/retry', 5);
    const slowCalls = at('/retry').filter(({ body }) => body.subject === slow);
    expect(slowCalls.map(({ headers }) => headers['webhook-id'])).toEqual([
      events[0]!.id,
      events[0]!.id,
      events[0]!.id,
      events[1]!.id,
    ]);
    expect(new Set(slowCalls.slice(0, 3).map(({ text }) => text)).size).toBe(1);
    expect(at('/retry').findIndex(({ body }) => body.subject === quick)).toBeLessThan(3);
    const rows = await untilSettled(id);
    expect(rows.find(({ eventId }) => eventId === events[0]!.id)).toMatchObject({
      state: 'delivered',
      attempts: [
        { number: 1, status: 500, error: 'webhook.http-status' },
        { number: 2, status: 500 },
        { number: 3, status: 200, error: null },
      ],
    });
  });

  it('have failed after the last try, let the next one of the subject go on, and can be sent again', async () => {
    const { id } = await active('/failed');
    const subject = newId();
    const [bad, good] = [practiceEvent(subject, 1), practiceEvent(subject, 2)];
    let broken = true;
    receiver.answer(({ body }) => (broken && body.id === bad.id ? { status: 500 } : undefined));
    await publish(bad, good);
    const rows = await untilSettled(id);
    expect(rows.map(({ eventId, state, attempts }) => [eventId, state, attempts.length])).toEqual([
      [good.id, 'delivered', 1],
      [bad.id, 'failed', 3],
    ]);
    broken = false;
    const missed = rows[1]!.id;
    expect(
      (
        await notifications.call('POST', `/v1/deliveries/${missed}/redelivery`, {
          by: { id: newId(), roles: ['steering'] },
        })
      ).status,
    ).toBe(404);
    const again = await notifications.call('POST', `/v1/deliveries/${missed}/redelivery`, { by: city });
    expect(again).toMatchObject({ status: 202, body: { id: missed, state: 'pending' } });
    expect(await untilSettled(id)).toMatchObject([
      { state: 'delivered' },
      { id: missed, state: 'delivered', attempts: { length: 4 } },
    ]);
    expect(at('/failed').at(-1)!.headers['webhook-id']).toBe(bad.id);
  });

  it('are one for an event that comes twice', async () => {
    const { id } = await active('/twice');
    const event = practiceEvent(newId(), 1);
    await publish(event);
    await publish(event, event);
    await untilSettled(id);
    await publish(practiceEvent(event.subject, 2));
    await untilReceived('/twice', 2);
    expect(at('/twice').map(({ body }) => body.sequence)).toEqual(['1', '2']);
  });

  it('rest while the subscription is paused, and go on after its recovery', async () => {
    const { id } = await active('/paused');
    expect(await act(id, 'pause')).toMatchObject({ status: 200, body: { state: 'paused' } });
    expect(await act(id, 'pause')).toMatchObject({ status: 409, body: { code: 'subscription.state' } });
    const subject = newId();
    await publish(practiceEvent(subject, 1), practiceEvent(subject, 2));
    expect(await deliveries(id)).toMatchObject([{ attempts: [] }, { attempts: [] }]);
    expect(await act(id, 'recovery')).toMatchObject({ status: 200, body: { state: 'active' } });
    await untilReceived('/paused', 2);
    expect(at('/paused').map(({ body }) => body.sequence)).toEqual(['1', '2']);
  });

  it('end with a receiver that says it is gone; a recovery brings back all that was missed since then', async () => {
    const { id } = await active('/gone');
    const since = new Date().toISOString();
    const subject = newId();
    let gone = true;
    receiver.answer(({ path }) => (gone && path === '/gone' ? { status: 410 } : undefined));
    await publish(practiceEvent(subject, 1), practiceEvent(subject, 2));
    await untilState(id, 'failed');
    await publish(practiceEvent(subject, 3));
    expect((await notifications.call('GET', `/v1/subscriptions/${id}`, { by: city })).body.lastError.code).toBe(
      'webhook.gone',
    );
    expect(at('/gone')).toHaveLength(1);
    gone = false;
    expect(await act(id, 'recovery', { since })).toMatchObject({ status: 200, body: { state: 'pending' } });
    await untilReceived('/gone', 4);
    expect(at('/gone').map(({ body }) => body.sequence)).toEqual(['1', '1', '2', '3']);
    expect(receiver.openAtOnce.get('/gone')).toBe(1);
  });

  describe('a recovery', () => {
    let patient: TestApp;
    beforeAll(async () => {
      const env = { LRA_WEBHOOK_ALLOW: receiver.host, LRA_RETRY_SCHEDULE: '1d,1d' };
      patient = await testApp(notificationsApp, {
        env,
      });
    });
    afterAll(() => patient.close());

    const call = async (method: 'GET' | 'POST', path: string, body?: object) =>
      (await patient.call(method, path, { by: city, ...(body ? { body } : {}) })).body;
    const activeHere = async (path: string) => {
      const channel = { type: 'webhook', url: receiver.url(path) };
      const { id } = await call('POST', '/v1/subscriptions', { channel, filter: {}, frequency: 'immediate' });
      await eventually(async () => (await call('GET', `/v1/subscriptions/${id}`)).state === 'active');
      return id as string;
    };
    const publishHere = (...events: CloudEvent[]) => patient.transport.publish(events.map(practiceMessage));
    const rowsOf = async (id: string) =>
      (await call('GET', `/v1/subscriptions/${id}/deliveries`)).items as {
        state: string;
        attempts: object[];
        nextAttemptAt: string | null;
      }[];
    const sequencesAt = (path: string) => at(path).map(({ body }) => body.sequence);

    it('sends at once what waits for its next try, in order and each once, however long the pause would be', async () => {
      const id = await activeHere('/away');
      let away = true;
      receiver.answer(({ path }) => (away && path === '/away' ? { status: 503 } : undefined));
      const subject = newId();
      await publishHere(...[1, 2, 3].map((n) => practiceEvent(subject, n)));
      await eventually(async () => (await rowsOf(id)).some(({ attempts }) => attempts.length === 1));
      // What waits behind the first one is not due before it.
      const waiting = (await rowsOf(id)).map(({ nextAttemptAt }) => nextAttemptAt);
      expect(new Set(waiting).size).toBe(1);
      away = false;
      await call('POST', `/v1/subscriptions/${id}/recovery`, {});
      await eventually(async () => (await rowsOf(id)).every(({ state }) => state === 'delivered'));
      expect(sequencesAt('/away')).toEqual(['1', '1', '2', '3']);
    });

    it('counts for what is being tried just then: the attempt that was begun before puts nothing off', async () => {
      const id = await activeHere('/begun');
      let calls = 0;
      receiver.answer(({ path }) => {
        if (path !== '/begun') return undefined;
        calls += 1;
        return calls > 1 ? undefined : { status: 503, after: 400 };
      });
      await publishHere(practiceEvent(newId(), 1));
      await eventually(() => calls === 1);
      await call('POST', `/v1/subscriptions/${id}/recovery`, {});
      await eventually(async () => (await rowsOf(id)).every(({ state }) => state === 'delivered'));
      expect(calls).toBe(2);
    });

    it('looks at all events since then, page by page, and sends nothing before the last page; what is sent again is marked', async () => {
      const [id, other] = [await activeHere('/paged'), await activeHere('/beside')];
      const set = (columns: string) =>
        patient.dataSource.query(`update subscription set ${columns} where id = $1`, [id]);
      await set(`state = 'failed'`);
      const missed = practiceEvent(newId(), 1);
      await publishHere(missed);
      // More than two pages of what it does not want.
      await set(`types = '{${missed.type}}'`);
      await patient.dataSource.query(
        `insert into event (id, subject, sequence, type, time, received_at, countries, dimensions, themes, members, body, is_step)
         select uuidv7(), gen_random_uuid(), 1, 'eu.lra-network.practice.updated.v1', now(), now(), '{}', '{}', '{}', '{}', body, false
           from event, generate_series(1, 2100) where id = $1`,
        [missed.id],
      );
      const late = practiceEvent(newId(), 1);
      await publishHere(late);
      await set(`state = 'active', recovering_since = '2020-01-01'`);
      const next = { ...practiceEvent(late.subject, 2), type: missed.type };
      await publishHere(next);
      await eventually(() => at('/beside').some(({ body }) => body.id === next.id));
      expect(at('/paged')).toEqual([]);
      expect((await call('POST', `/v1/subscriptions/${id}/recovery`, { since: '2020-01-01T00:00:00Z' })).recoveringSince).toBe('2020-01-01T00:00:00.000Z'); // prettier-ignore
      await eventually(() => at('/paged').length === 3);
      const heard = at('/paged').map(({ body }) => body.id as string);
      expect(heard.filter((one) => one !== missed.id)).toEqual([late.id, next.id]);
      expect(heard).toContain(missed.id);
      await eventually(async () => (await call('GET', `/v1/subscriptions/${id}`)).recoveringSince === null);
      const rows = (await call('GET', `/v1/subscriptions/${id}/deliveries`)).items as { eventId: string; replayedAt: string | null }[]; // prettier-ignore
      expect(rows.filter(({ replayedAt }) => replayedAt !== null).map(({ eventId }) => eventId).toSorted()).toEqual([missed.id, late.id].toSorted()); // prettier-ignore
      await call('DELETE' as 'GET', `/v1/subscriptions/${other}`);
    });

    it('with a moment also sends what was given up after it, of an event before it as well', async () => {
      const id = await activeHere('/given-up');
      let away = true;
      receiver.answer(({ path }) => (away && path === '/given-up' ? { status: 503 } : undefined));
      const subject = newId();
      await publishHere(practiceEvent(subject, 1), practiceEvent(subject, 2));
      await eventually(async () => (await rowsOf(id)).some(({ attempts }) => attempts.length === 1));
      const since = new Date();
      for (const attempts of [2, 3]) {
        await patient.dataSource.query(
          `update delivery set next_attempt_at = now() where subscription_id = $1 and state = 'pending'`,
          [id],
        );
        await publishHere(practiceEvent(newId(), 1)); // wakes
        await eventually(async () => (await rowsOf(id)).some((row) => row.attempts.length >= attempts));
      }
      await eventually(async () => (await rowsOf(id)).some(({ state }) => state === 'failed'));
      await eventually(async () => (await rowsOf(id)).every(({ attempts }) => attempts.length > 0));
      away = false;
      await call('POST', `/v1/subscriptions/${id}/recovery`, { since });
      await eventually(async () => (await rowsOf(id)).every(({ state }) => state === 'delivered'));
      const sent = at('/given-up').filter(({ body }) => body.subject === subject);
      expect(sent.slice(-2).map(({ body }) => body.sequence)).toEqual(['1', '2']);
    });
  });

  it('are left to whoever claimed them until the lease ends, and then sent by another', async () => {
    const { id } = await active('/lease');
    await act(id, 'pause');
    const subject = newId();
    await publish(practiceEvent(subject, 1), practiceEvent(subject, 2));
    const [lease] = await notifications.dataSource.query(
      `with claimed as (
         update delivery set claim = gen_random_uuid(), claimed_until = clock_timestamp() + interval '700 milliseconds'
          where subscription_id = $1 and sequence = 1 returning claimed_until
       ) select claimed_until as until from claimed`,
      [id],
    );
    await act(id, 'recovery');
    await untilReceived('/lease', 2);
    expect(at('/lease').map(({ body }) => body.sequence)).toEqual(['1', '2']);
    const first = Number(at('/lease')[0]!.headers['webhook-timestamp']);
    expect(first).toBeGreaterThanOrEqual(Math.floor(lease.until.getTime() / 1000));
  });

  it('of a host that is slow are five at once and leave room for others', async () => {
    await active('/slow', { countries: ['MT'] });
    await active('/slower', { countries: ['MT'] });
    await active('/quick', { countries: ['CY'] }, bystander);
    let slow = true;
    receiver.answer(({ path }) => (slow && path.startsWith('/slow') ? { status: 200, after: 500 } : undefined));
    await publish(...Array.from({ length: 8 }, () => practiceEvent(newId(), 1, { countries: ['MT'] })));
    await publish(practiceEvent(newId(), 1, { countries: ['CY'] }));
    await eventually(() => bystander.events.length === 1);
    expect([...at('/slow'), ...at('/slower')].length).toBeLessThanOrEqual(5);
    slow = false;
    await untilReceived('/slow', 8);
    await untilReceived('/slower', 8);
    expect(receiver.busiest()).toBeLessThanOrEqual(6); // five deliveries and a challenge
  });

  it('tell the steps of work to the owner and the steering committee who ask for them, and to nobody else', async () => {
    const [mine, theirs] = [newId(), newId()];
    const editor = (memberId: string) => ({ id: newId(), roles: ['member-editor' as const], memberId });
    const secretary = { id: newId(), roles: ['steering' as const] };
    const wish = async (by: object, path: string, filter: object) => {
      const body = { channel: { type: 'webhook', url: receiver.url(path) }, filter, frequency: 'immediate' };
      const { status } = await notifications.call('POST', '/v1/subscriptions', { by, body });
      expect(status).toBe(201);
      const isActive = async () =>
        (await notifications.call('GET', '/v1/subscriptions?limit=100', { by })).body.items.every(
          ({ state }: { state: string }) => state === 'active',
        );
      await eventually(isActive);
    };
    await wish(editor(mine), '/steps/owner', { steps: true });
    await wish(editor(theirs), '/steps/other', { steps: true });
    await wish(secretary, '/steps/all', { steps: true, types: ['eu.lra-network.practice.submitted.v1'] });
    await wish(secretary, '/steps/not-asked', {});
    const subject = newId();
    await publish(practiceStep(subject, 1, mine), practiceEvent(subject, 2, { ownerMemberId: mine }));
    await untilReceived('/steps/owner', 2);
    await untilReceived('/steps/all', 1);
    await untilReceived('/steps/other', 1);
    await untilReceived('/steps/not-asked', 1);
    const typesAt = (path: string) => at(path).map(({ body }) => body.type.split('.')[3]);
    expect(typesAt('/steps/owner')).toEqual(['submitted', 'updated']);
    expect(typesAt('/steps/all')).toEqual(['submitted']);
    expect(typesAt('/steps/other')).toEqual(['updated']);
    expect(typesAt('/steps/not-asked')).toEqual(['updated']);
    const by = { id: newId(), roles: ['official' as const] };
    const body = {
      channel: { type: 'webhook', url: receiver.url('/x') },
      filter: { steps: true },
      frequency: 'immediate',
    };
    expect((await notifications.call('POST', '/v1/subscriptions', { by, body })).status).toBe(403);
  });

  it('are forgotten with the subscription', async () => {
    const { id } = await active('/deleted');
    receiver.answer(({ path }) => (path === '/deleted' ? { status: 500 } : undefined));
    await publish(practiceEvent(newId(), 1));
    await untilReceived('/deleted', 1);
    expect((await notifications.call('DELETE', `/v1/subscriptions/${id}`, { by: city })).status).toBe(204);
    const left = await notifications.dataSource.query('select 1 from delivery where subscription_id = $1', [id]);
    expect(left).toEqual([]);
  });
});
