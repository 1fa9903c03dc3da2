import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { practiceFound, savedSearchDeleted, topics, type CloudEvent } from '#contracts';
import { newId } from '#database';
import { IDENTITY_HEADER } from '#identity';
import { toMessage } from '#messaging';
import { eventually, testApp, type TestApp } from '#testing';
import { practiceEvent, practiceMessage, principalMessage } from '../../test/practice-event.js';
import { notificationsApp } from '../notifications.app.js';
import { DeliveryRepository } from './delivery.repository.js';
import { ForgetDeliveries } from './forget/forget-deliveries.js';

const city = { id: newId(), roles: ['member-editor' as const] };
const other = { id: newId(), roles: ['member-editor' as const] };

describe('a subscription that names a saved search', () => {
  let app: TestApp;
  let practices: Server;
  /** What practices answers, and what it was asked. */
  let answer = 204;
  const asked: { method?: string; url?: string; isSigned: boolean }[] = [];
  beforeAll(async () => {
    practices = createServer(({ method, url, headers }, response) => {
      asked.push({ method: method!, url: url!, isSigned: headers[IDENTITY_HEADER] !== undefined });
      response.writeHead(answer).end();
    });
    await new Promise<void>((resolve) => practices.listen(0, '127.0.0.1', resolve));
    app = await testApp(notificationsApp, {
      env: { LRA_WEBHOOK_ALLOW: '127.0.0.0/8' },
      urlOf: () => `http://127.0.0.1:${(practices.address() as AddressInfo).port}`,
    });
  });
  afterEach(async () => {
    answer = 204;
    await app.dataSource.query('delete from subscription');
  });
  afterAll(async () => {
    await app.close();
    practices.close();
  });

  const webhook = { type: 'webhook', url: 'http://127.0.0.1:1/hook' };
  const ask = (filter: object, by: object = city, channel: object = webhook) =>
    app.call('POST', '/v1/subscriptions', { by, body: { channel, filter, frequency: 'immediate' } });
  /** A paused subscription: what it wants is queued, and stays. */
  const subscribed = async (filter: object, by = city): Promise<string> => {
    const { status, body } = await ask(filter, by);
    expect(status).toBe(201);
    await app.dataSource.query(`update subscription set state = 'paused' where id = $1`, [body.id]);
    return body.id as string;
  };
  const found = ({ id, subject }: CloudEvent, sequence: number, ...searches: [string, string?][]): CloudEvent => ({
    ...practiceEvent(subject, sequence),
    type: practiceFound.type,
    data: { eventId: id, searches: searches.map(([search, owner = city.id]) => ({ id: search, owner })) },
  });
  const publish = (...events: CloudEvent[]) => app.transport.publish(events.map(practiceMessage));
  const queued = async (id: string) =>
    (await app.dataSource.query<{ event: string }[]>('select event_id as event from delivery where subscription_id = $1 order by sequence, id', [id])).map(({ event }) => event); // prettier-ignore
  const deleted = (id: string) =>
    app.transport.publish([toMessage(topics.savedSearch, { ...practiceEvent(id, 1), type: savedSearchDeleted.type, data: { id } })]); // prettier-ignore

  it('receives what the search finds, of that what passes the rest of its filter, and nothing else', async () => {
    const search = newId();
    const [all, swedish] = [await subscribed({ savedSearch: search }), await subscribed({ savedSearch: search, countries: ['SE'] })]; // prettier-ignore
    const [subject, alone] = [newId(), newId()];
    const [first, second] = [practiceEvent(subject, 1), practiceEvent(subject, 3, { countries: ['SE'] })];
    await publish(first, found(first, 2, [search]), second, found(second, 4, [search]), practiceEvent(subject, 5));
    await publish(practiceEvent(alone, 1));
    expect(await queued(all)).toEqual([first.id, second.id]);
    expect(await queued(swedish)).toEqual([second.id]);
  });

  it('receives it once, whichever of the two comes first, and however often', async () => {
    const search = newId();
    const id = await subscribed({ savedSearch: search });
    const deliveries = app.app.get(DeliveryRepository, { strict: false });
    const keep = (event: CloudEvent) => app.dataSource.transaction((tx) => deliveries.keep(tx, event, new Date()));
    const join = ({ data }: CloudEvent) => app.dataSource.transaction((tx) => deliveries.keepFound(tx, data as never, new Date())); // prettier-ignore
    const [one, two] = [practiceEvent(newId(), 1), practiceEvent(newId(), 1)];
    for (let times = 0; times < 2; times += 1) {
      await keep(one);
      await join(found(one, 2, [search]));
      await join(found(two, 2, [search]));
      await keep(two);
    }
    expect((await queued(id)).sort()).toEqual([one.id, two.id].sort());
  });

  it('queues what is found later in its place of the subject: due no sooner than what goes before, no later than what follows', async () => {
    const search = newId();
    const id = await subscribed({ savedSearch: search });
    const deliveries = app.app.get(DeliveryRepository, { strict: false });
    const subject = newId();
    const events = [1, 3, 5].map((sequence) => practiceEvent(subject, sequence));
    const at = (minute: number) => new Date(Date.UTC(2099, 0, 1, 0, minute));
    const join = (n: number, now: Date) =>
      app.dataSource.transaction((tx) => deliveries.keepFound(tx, found(events[n]!, 0, [search]).data as never, now));
    for (const event of events) await app.dataSource.transaction((tx) => deliveries.keep(tx, event, at(0)));
    await join(0, at(1));
    await join(2, at(5));
    await join(1, at(9));
    const due = await app.dataSource.query<{ at: Date }[]>(
      'select next_attempt_at as at from delivery where subscription_id = $1 order by sequence',
      [id],
    );
    expect(due.map(({ at: time }) => time)).toEqual([at(1), at(5), at(5)]);
  });

  it('receives nothing that another owner’s search finds, whatever its id, and nothing from before it', async () => {
    const search = newId();
    const event = practiceEvent(newId(), 1);
    await publish(event);
    const id = await subscribed({ savedSearch: search });
    await publish(found(event, 2, [search]));
    const next = practiceEvent(newId(), 1);
    await publish(next, found(next, 2, [search, other.id]));
    expect(await queued(id)).toEqual([]);
  });

  it('recovers what was found while it had failed', async () => {
    const search = newId();
    const id = await subscribed({ savedSearch: search });
    await app.dataSource.query(`update subscription set state = 'failed' where id = $1`, [id]);
    const [event, unfound] = [practiceEvent(newId(), 1), practiceEvent(newId(), 1)];
    await publish(event, found(event, 2, [search]), unfound);
    expect(await queued(id)).toEqual([]);
    const since = { since: '2020-01-01T00:00:00Z' };
    expect((await app.call('POST', `/v1/subscriptions/${id}/recovery`, { by: city, body: since })).status).toBe(200);
    const isRecovering = async () =>
      (await app.call('GET', `/v1/subscriptions/${id}`, { by: city })).body.recoveringSince !== null;
    await eventually(async () => !(await isRecovering()));
    expect(await queued(id)).toEqual([event.id]);
  });

  it('gathers it for a mailbox', async () => {
    const search = newId();
    const { body } = await ask({ savedSearch: search }, city, { type: 'email', address: 'aino@city.example' });
    await app.dataSource.query(`update subscription set state = 'paused' where id = $1`, [body.id]);
    const event = practiceEvent(newId(), 1);
    await publish(event, found(event, 2, [search]));
    const states = await app.dataSource.query('select state from delivery where subscription_id = $1', [body.id]);
    expect(states).toEqual([{ state: 'gathered' }]);
  });

  it('asks practices as its owner, and is refused at its field otherwise', async () => {
    const savedSearch = newId();
    const refusal = async (...args: Parameters<typeof ask>) => {
      const { status, body } = await ask(...args);
      return [status, body.errors?.[0]?.pointer, body.errors?.[0]?.code];
    };
    asked.length = 0;
    await subscribed({ savedSearch });
    expect(asked).toEqual([{ method: 'PUT', url: `/v1/saved-searches/${savedSearch}/following`, isSigned: true }]);
    const field = '/filter/savedSearch';
    answer = 404;
    expect(await refusal({ savedSearch })).toEqual([422, field, 'unknown-saved-search']);
    answer = 409;
    expect(await refusal({ savedSearch })).toEqual([422, field, 'never-matches']);
    answer = 500;
    expect((await ask({ savedSearch })).status).toBe(503);
    answer = 204;
    const mailbox = { type: 'email', address: 'aino@city.example' };
    const anonymous = await app.call('POST', '/v1/subscriptions', { body: { channel: mailbox, filter: { savedSearch }, frequency: 'daily' } }); // prettier-ignore
    expect(anonymous).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: field, code: 'saved-search-owner' }] },
    });
    expect(await refusal({ savedSearch: 'mine' })).toEqual([422, field, 'is-uuid']);
    expect(await refusal({ savedSearch, types: ['eu.lra-network.member.*'] })).toEqual([422, field, 'never-matches']);
  });

  it('says when its search was deleted, and no other can be made of it', async () => {
    const savedSearch = newId();
    const id = await subscribed({ savedSearch });
    const view = async () => (await app.call('GET', `/v1/subscriptions/${id}`, { by: city })).body;
    expect(await view()).toMatchObject({ filter: { savedSearch }, searchDeletedAt: null });
    await deleted(savedSearch);
    expect(await view()).toMatchObject({ filter: { savedSearch }, searchDeletedAt: expect.any(String) });
    expect(await ask({ savedSearch })).toMatchObject({ status: 422, body: { errors: [{ code: 'unknown-saved-search' }] } }); // prettier-ignore
  });

  it('keeps its search when its reader changes the rest by the link of a mail, who can end but not replace it', async () => {
    const savedSearch = newId();
    const { body } = await ask({ savedSearch }, city, { type: 'email', address: 'aino@city.example' });
    const [{ token }] = await app.dataSource.query<[{ token: string }]>('select token from subscription where id = $1', [body.id]); // prettier-ignore
    const change = (filter: object) => app.call('PATCH', `/v1/subscriptions/links/${token}`, { body: { filter } });
    expect((await change({ countries: ['SE'] })).body.filter).toEqual({ countries: ['SE'], savedSearch });
    expect((await change({ savedSearch })).body.filter).toEqual({ savedSearch });
    expect(await change({ savedSearch: newId() })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/filter/savedSearch' }] } }); // prettier-ignore
    expect(await change({ types: ['eu.lra-network.member.*'] })).toMatchObject({ status: 422, body: { errors: [{ code: 'never-matches' }] } }); // prettier-ignore
    expect((await change({ savedSearch: null })).body.filter).toEqual({});
  });

  it('leaves nothing behind when its owner ends, nor longer than the log is kept', async () => {
    const kept = async () => (await app.dataSource.query<unknown[]>('select from event_search')).length;
    await app.dataSource.query('delete from event_search');
    const search = newId();
    await subscribed({ savedSearch: search });
    const event = practiceEvent(newId(), 1);
    await publish(event, found(event, 2, [search], [newId()]));
    expect(await kept()).toBe(1);
    await app.transport.publish([principalMessage(city.id, 1, [])]);
    expect(await kept()).toBe(0);

    const theirs = await subscribed({ savedSearch: search }, other);
    const next = practiceEvent(newId(), 1);
    await publish(next, found(next, 2, [search, other.id]));
    await app.call('DELETE', `/v1/subscriptions/${theirs}`, { by: other });
    await deleted(search);
    await app.dataSource.query(`update event_search set received_at = '2020-01-01'`);
    await app.dataSource.query(`update event set received_at = '2020-01-01'`);
    await app.dataSource.query(`update deleted_search set at = '2020-01-01'`);
    await app.app.get(ForgetDeliveries, { strict: false }).run({ signal: new AbortController().signal } as never);
    expect(await kept()).toBe(0);
    expect(await app.dataSource.query('select from deleted_search')).toEqual([]);
  });
});
