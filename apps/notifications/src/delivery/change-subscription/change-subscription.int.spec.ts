import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { eventually } from '#testing';
import { practiceEvent } from '../../../test/practice-event.js';
import { startReceiver, type Receiver } from '../../../test/receiver.js';
import { startSubscribers, type Caller, type Subscribers } from '../../../test/subscribers.js';

describe('an owner changes', () => {
  let city: Subscribers;
  let elsewhere: Receiver;
  beforeAll(async () => {
    elsewhere = await startReceiver();
    city = await startSubscribers({ LRA_RETRY_SCHEDULE: '1h,1h' });
  });
  afterEach(async () => {
    city.receiver.answer(() => undefined);
    elsewhere.answer(() => undefined);
    await city.app.dataSource.query('delete from subscription');
  });
  afterAll(async () => {
    await city.close();
    await elsewhere.close();
  });

  const change = (id: string, body: object, by: Caller = city.city) =>
    city.app.call('PATCH', `/v1/subscriptions/${id}`, { by, body });
  const read = async (id: string) => (await city.call('GET', `/v1/subscriptions/${id}`)).body;
  const places = ({ body }: Awaited<ReturnType<typeof change>>) =>
    (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]);
  const mailbox = async (): Promise<string> => {
    const channel = { type: 'email', address: `${newId()}@city.example` };
    return (await city.call('POST', '/v1/subscriptions', { channel, filter: {}, frequency: 'immediate' })).body.id;
  };
  const at = (receiver: Receiver, path: string) => receiver.events.filter((event) => event.path === path);

  describe('a webhook:', () => {
    it('its filter, for what happens from then on; what is not sent stays', async () => {
      const { id } = await city.active('/filter', { countries: ['IT'] });
      const contact = { address: 'web@city.example', language: 'fi' };
      expect((await change(id, { contact })).body).toMatchObject({ contact, filter: { countries: ['IT'] } });
      const changed = await change(id, { filter: { countries: ['FI'] }, language: 'fi' });
      expect(changed).toMatchObject({ status: 200, body: { state: 'active', contact, filter: { countries: ['FI'] } } });
      expect(await read(id)).toEqual(changed.body);
      const [italian, finnish] = [newId(), newId()];
      await city.publish(
        practiceEvent(italian, 1, { countries: ['IT'] }),
        practiceEvent(finnish, 1, { countries: ['FI'] }),
      );
      await eventually(async () => (await city.deliveries(id)).some(({ state }) => state === 'delivered'));
      expect(at(city.receiver, '/filter').map(({ body }) => body.subject)).toEqual([finnish]);
      expect((await change(id, { contact: null })).body.contact).toBeNull();
      expect((await change(id, {})).body.filter).toEqual({ countries: ['FI'] });
    });

    it('its URL: the receiver there is challenged, and what waits comes when it has answered', async () => {
      const { id } = await city.active('/before');
      city.receiver.answer(({ path }) => (path === '/before' ? { status: 503 } : undefined));
      const subject = newId();
      await city.publish(practiceEvent(subject, 1), practiceEvent(subject, 2));
      await eventually(async () => (await city.deliveries(id)).some(({ attempts }) => attempts.length === 1));
      let ready = false;
      elsewhere.answer(({ body }) => (!ready && body.challenge !== undefined ? { status: 503 } : undefined));
      const moved = await change(id, { url: elsewhere.url('/after') });
      expect(moved).toMatchObject({
        status: 200,
        body: { state: 'pending', channel: { url: elsewhere.url('/after') } },
      });
      await eventually(() => elsewhere.challenges.some(({ path }) => path === '/after'));
      expect(at(elsewhere, '/after')).toEqual([]);
      ready = true;
      await city.untilState(id, 'active');
      await eventually(() => at(elsewhere, '/after').length === 2);
      expect(at(elsewhere, '/after').map(({ body }) => body.sequence)).toEqual(['1', '2']);
      expect(await read(id)).toMatchObject({ failingSince: null, lastError: null });
    });

    it('its URL while a call is open: what the old receiver answers ends nothing, and its delivery comes again', async () => {
      const { id } = await city.active('/slow');
      city.receiver.answer(({ path }) => (path === '/slow' ? { status: 410, after: 500 } : undefined));
      await city.publish(practiceEvent(newId(), 1));
      await eventually(() => at(city.receiver, '/slow').length === 1);
      await change(id, { url: elsewhere.url('/new') });
      await eventually(() => at(elsewhere, '/new').length === 1);
      await eventually(async () => (await city.deliveries(id)).every(({ state }) => state === 'delivered'));
      expect(await read(id)).toMatchObject({ state: 'active', failingSince: null });
    });

    it('its URL while it is challenged: an answer from the old address proves nothing of the new one', async () => {
      city.receiver.answer(({ path, body }) =>
        path === '/old' ? { status: 200, after: 500, body: JSON.stringify({ challenge: body.challenge }) } : undefined,
      );
      const channel = { type: 'webhook', url: city.receiver.url('/old') };
      const { id } = (await city.call('POST', '/v1/subscriptions', { channel, filter: {}, frequency: 'immediate' }))
        .body;
      await eventually(() => city.receiver.challenges.some(({ path }) => path === '/old'));
      elsewhere.answer(({ body }) => (body.challenge === undefined ? undefined : { status: 500 }));
      await change(id, { url: elsewhere.url('/refuses') });
      await eventually(() => elsewhere.challenges.some(({ path }) => path === '/refuses'));
      await eventually(async () => (await read(id)).lastError !== null);
      expect((await read(id)).state).toBe('pending');
      elsewhere.answer(() => undefined);
      await city.untilState(id, 'active');
    });

    it('its URL after a pause and after a failure, and not at all to where it is', async () => {
      const { id } = await city.active('/states');
      await city.call('POST', `/v1/subscriptions/${id}/pause`);
      expect((await change(id, { url: city.receiver.url('/states') })).body.state).toBe('paused');
      expect((await change(id, { url: elsewhere.url('/states') })).body.state).toBe('pending');
      await city.untilState(id, 'active');
      elsewhere.answer(({ body }) => (body.challenge === undefined ? { status: 410 } : undefined));
      await city.publish(practiceEvent(newId(), 1));
      await city.untilState(id, 'failed');
      await change(id, { url: city.receiver.url('/states') });
      await city.untilState(id, 'active');
    });

    it('nothing that only a mailbox has, and no URL to which nothing is sent', async () => {
      const { id } = await city.active('/faults');
      expect(places(await change(id, { frequency: 'daily', zone: 'Europe/Helsinki' }))).toEqual([
        ['/frequency', 'channel'],
        ['/zone', 'channel'],
      ]);
      expect((await change(id, { frequency: 'immediate' })).status).toBe(200);
      expect(places(await change(id, { url: 'https://10.0.0.1/' }))).toEqual([['/url', 'webhook.refused-address']]);
      for (const url of ['nowhere', '', null, 5]) expect((await change(id, { url })).status).toBe(422);
      expect(places(await change(id, { filter: { countries: ['XX'] } }))).toEqual([['/filter/countries/0', 'country']]);
      expect(places(await change(id, { contact: { address: 'nobody' } }))).toEqual([['/contact/address', 'is-email']]);
      expect((await read(id)).channel.url).toBe(city.receiver.url('/faults'));
    });
  });

  it('a subscription by e-mail: filter, frequency, zone and language, and nothing that only a webhook has', async () => {
    const id = await mailbox();
    const wishes = { filter: { countries: ['FI'] }, frequency: 'weekly', zone: 'Europe/Helsinki', language: 'fi' };
    expect(await change(id, wishes)).toMatchObject({ status: 200, body: { ...wishes, state: 'pending' } });
    expect(places(await change(id, { zone: 'Europe/Atlantis' }))).toEqual([['/zone', 'zone']]);
    const contact = { address: 'web@city.example' };
    expect(places(await change(id, { url: elsewhere.url('/'), contact }))).toEqual([
      ['/url', 'channel'],
      ['/contact', 'channel'],
    ]);
    expect(await read(id)).toMatchObject(wishes);
  });

  it('only what is their own; an admin may, and steps need a right', async () => {
    const { id } = await city.active('/own');
    const contact = { address: 'web@city.example' };
    const stranger: Caller = { id: newId(), roles: ['steering'] };
    expect((await change(id, { contact }, stranger)).status).toBe(404);
    expect((await city.app.call('PATCH', `/v1/subscriptions/${id}`, { body: { contact } })).status).toBe(401);
    const admin: Caller = { id: newId(), roles: ['admin'] };
    expect(await change(id, { contact }, admin)).toMatchObject({ status: 200, body: { contact: null } });
    expect((await read(id)).contact).toEqual({ ...contact, language: null });
    expect((await change(id, { filter: { steps: true } })).body.filter).toEqual({ steps: true });
    const outsider: Caller = { id: newId(), roles: ['member-editor'] };
    const own = await city.active('/outsider', {}, outsider);
    expect((await change(own.id, { filter: { steps: true } }, outsider)).body.code).toBe('subscription.steps');
  });
});
