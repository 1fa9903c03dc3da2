import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Email } from 'postal-mime';
import { eventContracts, practicePublished, practiceStepEvents, practiceUpdated, type CloudEvent } from '#contracts';
import { Clock, newId } from '#database';
import type { JobRun } from '#jobs';
import { eventually, mailServer, testApp, type TestApp } from '#testing';
import { practiceEvent, practiceMessage } from '../../test/practice-event.js';
import { ForgetDeliveries } from '../delivery/forget/forget-deliveries.js';
import { notificationsApp } from '../notifications.app.js';
import { CloseMailings } from './close-mailings.js';
import { digestMessages, shortType } from './digest.mail.js';

const PUBLIC = 'https://network.example';
const START = '2027-03-26T12:00:00Z';
const italian = { id: newId(), roles: ['member-editor' as const], memberId: newId() };

/** A clock that stands still until it is put to another moment. */
class SetClock extends Clock {
  private moment = new Date(START);
  override now = (): Date => this.moment;
  set(at: string): void {
    this.moment = new Date(at);
  }
}

describe('subscriptions by e-mail', () => {
  const clock = new SetClock();
  let server: Awaited<ReturnType<typeof mailServer>>;
  let app: TestApp;
  /** What network tells of members: their names. */
  const members = new Map<string, string>();
  const network = createServer(({ url = '' }, response) => {
    const name = members.get(url.split('/').at(-1)!);
    response.writeHead(name === undefined ? 404 : 200).end(JSON.stringify({ name }));
  });
  let reader = '';
  let count = 0;
  beforeAll(async () => {
    server = await mailServer();
    await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
    const networkUrl = `http://127.0.0.1:${(network.address() as AddressInfo).port}`;
    app = await testApp(notificationsApp, {
      env: { ...server.env, LRA_PUBLIC_URL: PUBLIC },
      urlOf: () => networkUrl,
      clock,
    });
  });
  afterEach(async () => {
    await app.dataSource.query('delete from subscription where address is not null');
    server.received.length = 0;
    server.state.refuseRecipient = undefined;
  });
  afterAll(async () => {
    await app.close();
    await server.close();
    await new Promise((resolve) => network.close(resolve));
  });

  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
    app.call(method, `/v1/subscriptions${path}`, body === undefined ? {} : { body });
  const ask = (overrides: object = {}) => {
    reader = `reader${(count += 1)}@city.example`;
    const body = { channel: { type: 'email', address: reader }, filter: {}, frequency: 'immediate', ...overrides };
    return call('POST', '', body);
  };
  const mailsTo = (address: string): Email[] =>
    server.received.filter(({ to }) => to.includes(address)).map(({ mail }) => mail);
  const untilMails = (address: string, most: number) =>
    eventually(() => mailsTo(address).length >= most && mailsTo(address));
  const linkIn = ({ text = '' }: Email): string => /\/subscriptions\/([\w-]+)/.exec(text)![1]!;
  const confirmed = async (overrides: object = {}) => {
    expect((await ask(overrides)).status).toBe(201);
    const [mail] = await untilMails(reader, 1);
    const token = linkIn(mail!);
    expect(await call('POST', `/confirmations/${token}`)).toMatchObject({ status: 200, body: { state: 'active' } });
    server.received.length = 0;
    return { token, address: reader };
  };
  const publish = (...events: CloudEvent[]) => app.transport.publish(events.map(practiceMessage));
  /** Lets every window that has ended be sent. */
  const close = async () => {
    const closing = app.app.get(CloseMailings);
    while (await closing.run());
  };
  const at = (moment: string) => clock.set(moment);
  /** Nothing more is on its way to anybody. */
  const untilQuiet = () =>
    eventually(async () => (await app.dataSource.query(`select from job where kind = 'mail'`)).length === 0);

  it('wait for their reader’s confirmation: following the link changes nothing, its button does, and may be pressed twice', async () => {
    at(START);
    const asked = await ask();
    expect(asked).toMatchObject({ status: 201, body: { state: 'pending' } });
    expect(asked.body).not.toHaveProperty('secret');
    const [mail] = await untilMails(reader, 1);
    const token = linkIn(mail!);
    expect((await call('GET', `/links/${token}`)).body).toMatchObject({
      state: 'pending', channel: { type: 'email', address: reader }, zone: 'Europe/Brussels',
    }); // prettier-ignore
    await publish(practiceEvent(newId(), 1));
    await close();
    await untilQuiet();
    expect(mailsTo(reader)).toHaveLength(1);
    const press = async () => (await call('POST', `/confirmations/${token}`)).body.state as string;
    expect([await press(), await press()]).toEqual(['active', 'active']);
    await close();
    expect(await untilMails(reader, 2)).toHaveLength(2);
  });

  it('tell at once, in the reader’s language, with a link that ends them by one click', async () => {
    const { address, token } = await confirmed({ language: 'it' });
    const practice = newId();
    await publish(practiceEvent(practice, 1));
    await close();
    const [mail] = await untilMails(address, 1);
    expect(mail!.subject).toBe('Nuova pratica: Vivere in Italia');
    for (const part of [mail!.text, mail!.html]) expect(part).toContain(`${PUBLIC}/it/practices/${practice}`);
    for (const part of [mail!.text, mail!.html]) expect(part).toContain(`${PUBLIC}/it/subscriptions/${token}`);
    const header = (key: string) => mail!.headers.find((one) => one.key === key)?.value;
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const oneClick = /^<(.+)>$/.exec(header('list-unsubscribe')!)![1]!;
    expect(oneClick).toBe(`${PUBLIC}/v1/subscriptions/links/${token}/unsubscription`);
    const post = () =>
      app.call('POST', new URL(oneClick).pathname, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });
    expect([(await post()).status, (await post()).status]).toEqual([204, 204]);
    expect((await call('GET', `/links/${token}`)).status).toBe(404);
    await publish(practiceEvent(practice, 2));
    await close();
    await untilQuiet();
    expect(mailsTo(address)).toHaveLength(1);
  });

  it('that would come in a pause wait for its end, also when their window had closed just before', async () => {
    at(START);
    const { address, token } = await confirmed();
    server.state.refuseRecipient = { responseCode: 450 };
    await publish(practiceEvent(newId(), 1, { title: { en: 'Kept' } }));
    await close();
    await eventually(async () => (await call('GET', `/links/${token}`)).body.lastError !== null);
    await call('POST', `/links/${token}/pause`);
    server.state.refuseRecipient = undefined;
    await app.dataSource.query(`update job set state = 'ready', due_at = $1 where kind = 'mail'`, [new Date(START)]);
    await publish(practiceEvent(newId(), 1, { title: { en: 'In the pause' } }));
    await untilQuiet();
    await close();
    expect(mailsTo(address)).toEqual([]);
    at('2027-03-26T13:00:00Z');
    await call('POST', `/links/${token}/recovery`);
    await close();
    const [mail] = await untilMails(address, 1);
    for (const title of ['Kept', 'In the pause']) expect(mail!.text).toContain(title);
    await untilQuiet();
    expect(mailsTo(address)).toHaveLength(1);
  });

  it.each([
    ['immediate', 3],
    ['daily', 2],
    ['weekly', 2],
    ['quarterly', 1],
  ])(
    'are foretold: a preview counts the events and mails that a subscription of each frequency gets: %s',
    async (frequency, mails) => {
      at(START);
      const wishes = { filter: { countries: ['MT'], text: `PRÉVIEW ${frequency}` }, frequency };
      const { address } = await confirmed(wishes);
      const preview = async (overrides = {}) => (await call('POST', '/preview', { ...wishes, ...overrides })).body;
      const one = (title: string, countries = ['MT']) =>
        practiceEvent(newId(), 1, { title: { en: `${title} ${frequency} ` }, countries });
      const last = one('The third preview');
      for (const [moment, events] of [
        ['2027-03-26T12:00:00Z', [one('A preview'), one('Another preview'), one('A preview', ['IT']), one('None')]],
        ['2027-03-26T14:00:00Z', [one('again: preview')]],
        ['2027-03-30T14:00:00Z', [last]],
      ] as const) {
        at(moment);
        await publish(...events);
        if (frequency === 'immediate') await close();
      }
      const told = await preview();
      at('2027-03-29T08:00:00Z');
      await close();
      at('2027-04-12T08:00:00Z');
      await close();
      await untilQuiet();
      expect([told.events, told.latest[0]]).toEqual([4, {
      type: last.type, subject: last.subject, time: last.time, title: { en: `The third preview ${frequency} ` }, name: null,
    }]); // prettier-ignore
      expect([mailsTo(address).length, told.mails]).toEqual([mails, mails]);
      expect(await preview({ filter: { countries: ['LU'] } })).toMatchObject({ events: 0, mails: 0, latest: [] });
      at('2027-06-29T00:00:00Z');
      expect((await preview()).events).toBe(0);
    },
  );

  it('foretell nothing of what cannot be asked for', async () => {
    const refusalOf = async (overrides: object) => {
      const { status, body } = await call('POST', '/preview', { filter: {}, frequency: 'daily', ...overrides });
      return [status, body.code, body.errors?.map(({ pointer }: { pointer: string }) => pointer)];
    };
    expect(await refusalOf({ zone: 'Europe/Nowhere' })).toEqual([422, 'request.not-valid', ['/zone']]);
    expect(await refusalOf({ frequency: 'hourly' })).toEqual([422, 'request.not-valid', ['/frequency']]);
    expect(await refusalOf({ filter: { steps: true } })).toEqual([403, 'subscription.steps', undefined]);
  });

  it('tell of each thing once, its latest first, and do not flood: what follows within minutes comes together', async () => {
    at(START);
    const { address } = await confirmed();
    const [first, second] = [newId(), newId()];
    await publish(practiceEvent(first, 1, { title: { en: 'One' } }));
    await close();
    await untilMails(address, 1);
    at('2027-03-26T12:01:00Z');
    await publish(
      { ...practiceEvent(first, 2, { title: { en: 'One, revised' } }), time: '2027-03-26T12:00:10Z' },
      { ...practiceEvent(first, 3, { title: { en: 'One, again' } }), time: '2027-03-26T12:00:20Z' },
      { ...practiceEvent(second, 1, { title: { en: 'Two' } }), time: '2027-03-26T12:00:30Z' },
    );
    await close();
    await untilQuiet();
    expect(mailsTo(address)).toHaveLength(1);
    at('2027-03-26T12:05:00Z');
    await close();
    const [, mail] = await untilMails(address, 2);
    const told = [...mail!.text!.matchAll(/^(?:New|[A-Z]\w+ v).*: .*$/gm)].map(([line]) => line);
    expect(told).toEqual(['New practice: Two', 'New version: One, again']);
  });

  describe('in digests', () => {
    it.each([
      ['daily', 'Europe/Brussels', '2027-03-27T05:59:59Z', '2027-03-27T06:00:00Z'],
      ['daily', 'Europe/Brussels', '2027-03-27T06:00:00Z', '2027-03-28T05:00:00Z'], // the day of 23 hours
      ['daily', 'Europe/Brussels', '2027-10-30T05:00:00Z', '2027-10-31T06:00:00Z'], // the day of 25 hours
      ['daily', 'Pacific/Auckland', '2027-03-26T12:00:00Z', '2027-03-26T18:00:00Z'],
      ['weekly', 'Europe/Helsinki', '2027-03-24T12:00:00Z', '2027-03-29T04:00:00Z'],
      ['quarterly', 'Europe/Brussels', '2027-03-26T12:00:00Z', '2027-04-01T05:00:00Z'],
      ['quarterly', 'Atlantic/Azores', '2027-12-31T12:00:00Z', '2028-01-01T08:00:00Z'],
    ])('a window that is %s in %s and open at %s ends at %s', async (frequency, zone, moment, end) => {
      const [{ ends }] = await app.dataSource.query('select window_end($1, $2, $3) as ends', [frequency, zone, moment]);
      expect(ends).toEqual(new Date(end));
    });

    it('comes once for each window, never empty, and after a standstill there is one', async () => {
      at(START);
      const { address } = await confirmed({ frequency: 'daily' });
      const subjects = [newId(), newId(), newId()];
      for (const [n, subject] of subjects.entries()) {
        at(`2027-03-${26 + n}T12:00:00Z`);
        await publish(practiceEvent(subject, 1));
      }
      expect(await open()).toHaveLength(3);
      at('2027-04-02T12:00:00Z');
      await close();
      const [mail] = await untilMails(address, 1);
      for (const subject of subjects) expect(mail!.text).toContain(subject);
      at('2027-04-09T12:00:00Z');
      await close();
      await untilQuiet();
      expect(mailsTo(address)).toHaveLength(1);
    });

    it('comes once when two processes close the windows at the same time', async () => {
      at(START);
      const readers = [];
      for (let n = 0; n < 4; n += 1) readers.push(await confirmed({ frequency: 'weekly' }));
      await publish(practiceEvent(newId(), 1));
      at('2027-03-29T06:00:00Z');
      await Promise.all([close(), close(), close()]);
      for (const { address } of readers) await untilMails(address, 1);
      await untilQuiet();
      for (const { address } of readers) expect(mailsTo(address)).toHaveLength(1);
    });

    const open = () => app.dataSource.query<object[]>(`select from mailing where state = 'open'`);
  });

  describe('of what an import brings', () => {
    const owner = newId();
    const updated = practiceUpdated.type;
    const brought = (importId: string, data: object = {}, type: string = practicePublished.type) => ({
      ...practiceEvent(newId(), 1, { ownerMemberId: owner, ...data, importId }),
      type,
    });
    const linesOf = ({ text = '' }: Email) =>
      text.split('\n\n').map((block) => block.replaceAll('\n', ' ')).filter((block) => /import|New practice|New version/.test(block)); // prettier-ignore

    it.each(['immediate', 'daily'])('are one line for each import, in mails that are %s, and webhooks get each', async (frequency) => {
      at(START);
      members.set(owner, 'City of Stuttgart');
      const { address } = await confirmed({ frequency });
      const [many, few, other] = [newId(), newId(), newId()];
      await publish(...Array.from({ length: 31 }, () => brought(many)));
      at('2027-03-26T12:01:00Z');
      await close();
      await publish(brought(few, { ownerMemberId: null }, updated), brought(few, { ownerMemberId: null }, updated));
      await publish(brought(other), brought(other, {}, updated), brought(newId(), { title: { en: 'Alone' } }), practiceEvent(newId(), 1));
      await untilQuiet();
      expect(mailsTo(address)).toHaveLength(0);
      at('2027-03-27T07:00:00Z');
      await close();
      const [mail] = await untilMails(address, 1);
      expect(mail!.subject).toBe('5 pieces of news from the network');
      expect(linesOf(mail!).toSorted()).toEqual([
        '2 practices, new or changed, from the import of City of Stuttgart',
        '31 new practices from the import of City of Stuttgart',
        'New practice: Alone',
        'New practice: Live in Italy',
        'New versions of 2 practices from an import',
      ]);
      expect(mail!.text).toContain(`${PUBLIC}/en/members/${owner}`);
      const [{ n }] = await app.dataSource.query('select count(*)::int as n from delivery');
      expect(n).toBe(37);
    }); // prettier-ignore

    it.each([
      ['de', '31 neue Praktiken aus dem Import von City of Stuttgart'],
      ['fr', '31 nouvelles pratiques de l’importation de City of Stuttgart'],
      ['es', '31 prácticas nuevas de la importación de City of Stuttgart'],
      ['it', '31 nuove pratiche dall’importazione di City of Stuttgart'],
      ['pl', '31 nowych praktyk z importu: City of Stuttgart'],
    ])('have words in %s', async (language, subject) => {
      at(START);
      members.set(owner, 'City of Stuttgart');
      const { address } = await confirmed({ language });
      const importId = newId();
      await publish(...Array.from({ length: 31 }, () => brought(importId)));
      at('2027-03-26T12:05:00Z');
      await close();
      expect((await untilMails(address, 1))[0]!.subject).toBe(subject);
    });
  });

  it('are forgotten, with their deliveries, once these have ended long ago; what waits is not', async () => {
    at(START);
    const { address } = await confirmed();
    await publish(practiceEvent(newId(), 1));
    await close();
    await untilMails(address, 1);
    await untilQuiet();
    await confirmed({ frequency: 'quarterly' });
    await publish(practiceEvent(newId(), 1));
    const settled = await app.dataSource.query('select state, settled_at from delivery order by id');
    expect(settled).toEqual([
      { state: 'delivered', settled_at: new Date(START) },
      ...Array(2).fill({ state: 'gathered', settled_at: null }),
    ]);
    at('2027-06-30T12:00:00Z'); // 96 days
    const forget = app.app.get(ForgetDeliveries);
    while (await forget.run({ signal: new AbortController().signal } as JobRun<null>));
    expect(await app.dataSource.query('select state from delivery')).toEqual(Array(2).fill({ state: 'gathered' }));
    expect(await app.dataSource.query('select state from mailing')).toEqual(Array(2).fill({ state: 'open' }));
  });

  it('can be paused, changed and ended by the link, and after a pause what was missed comes in one mail', async () => {
    at(START);
    const { address, token } = await confirmed();
    expect((await call('POST', `/links/${token}/pause`)).body).toMatchObject({ state: 'paused' });
    const missed = [newId(), newId()];
    for (const subject of missed) await publish(practiceEvent(subject, 1));
    at('2027-03-26T13:00:00Z');
    await close();
    await untilQuiet();
    expect(mailsTo(address)).toHaveLength(0);
    const changed = await call('PATCH', `/links/${token}`, {
      filter: { countries: ['FI'] }, frequency: 'weekly', language: 'de', zone: 'Europe/Helsinki',
    }); // prettier-ignore
    expect(changed.body).toMatchObject({
      filter: { countries: ['FI'] }, frequency: 'weekly', language: 'de', zone: 'Europe/Helsinki',
    }); // prettier-ignore
    expect((await call('POST', `/links/${token}/recovery`)).body).toMatchObject({ state: 'active' });
    await close();
    const [mail] = await untilMails(address, 1);
    for (const subject of missed) expect(mail!.text).toContain(subject);
    expect((await call('DELETE', `/links/${token}`)).status).toBe(204);
    expect((await call('DELETE', `/links/${token}`)).status).toBe(204);
  });

  it('are refused where they would be of no use, naming the field', async () => {
    const faults: [object, string][] = [
      [{ zone: 'Europe/Atlantis' }, '/zone'],
      [{ frequency: 'hourly' }, '/frequency'],
      [{ channel: { type: 'email' } }, '/channel/address'],
      [{ channel: { type: 'email', address: 'nobody' } }, '/channel/address'],
      [{ channel: { type: 'email', address: 'a@city.example', url: 'https://city.example' } }, '/channel/url'],
      [{ channel: { type: 'fax' } }, '/channel/type'],
    ];
    for (const [overrides, pointer] of faults) {
      const answer = await ask(overrides);
      expect([answer.status, answer.body.errors.map((one: { pointer: string }) => one.pointer)]).toEqual([
        422,
        [pointer],
      ]);
    }
    expect((await ask({ filter: { steps: true } })).status).toBe(403);
    const webhook = { channel: { type: 'webhook', url: 'https://city.example/events' } };
    expect((await ask(webhook)).status).toBe(401);
    expect((await call('GET', '/links/unknown')).status).toBe(404);
  });

  it('cannot be used to flood an address: few wait for its confirmation, however the address is written', async () => {
    const spellings = ['Anna@CITY.example', 'anna@city.example', 'ANNA@city.example', 'anna@City.Example'];
    const statuses = [];
    for (const address of spellings) statuses.push((await ask({ channel: { type: 'email', address } })).status);
    expect(statuses).toEqual([201, 201, 201, 409]);
  });

  it('of somebody with an account end with it, and show their owner what was sent', async () => {
    at(START);
    const body = { channel: { type: 'email', address: 'aino@city.example' }, filter: {}, frequency: 'immediate' };
    const { id } = (await app.call('POST', '/v1/subscriptions', { by: italian, body })).body;
    const [mail] = await untilMails('aino@city.example', 1);
    await call('POST', `/confirmations/${linkIn(mail!)}`);
    await publish(practiceEvent(newId(), 1));
    const log = async () => (await app.call('GET', `/v1/subscriptions/${id}/deliveries`, { by: italian })).body.items;
    expect(await log()).toMatchObject([{ state: 'gathered', attempts: [] }]);
    await close();
    await untilMails('aino@city.example', 2);
    expect(await eventually(async () => (await log())[0].state === 'delivered' && (await log()))).toMatchObject([
      { state: 'delivered', attempts: [{ number: 1, error: null }] },
    ]);
  });

  it('tell why a mail was refused', async () => {
    at(START);
    const { address, token } = await confirmed();
    server.state.refuseRecipient = { responseCode: 550 };
    await publish(practiceEvent(newId(), 1));
    await close();
    const shown = () => call('GET', `/links/${token}`);
    expect(await eventually(async () => (await shown()).body.lastError ?? false)).toMatchObject({
      code: 'mail.EENVELOPE 550',
    });
    expect(mailsTo(address)).toHaveLength(0);
    const [delivery] = await app.dataSource.query(`select state from delivery order by id desc limit 1`);
    expect(delivery).toMatchObject({ state: 'failed' });
  });

  it('leave with the person: address, log and waiting mails', async () => {
    at(START);
    const { address } = await confirmed({ frequency: 'weekly' });
    await publish(practiceEvent(newId(), 1));
    const admin = { id: 'operator', roles: ['admin' as const] };
    const erased = await app.call('POST', '/v1/data-subjects/erasure', {
      by: admin,
      body: { email: address.toUpperCase() },
    });
    expect(erased.body.places).toContainEqual({ place: 'notifications.subscription', count: 1 });
    const [left] = await app.dataSource.query(
      'select (select count(*)::int from subscription) + (select count(*)::int from mailing) + (select count(*)::int from delivery) as n',
    );
    expect(left).toEqual({ n: 0 });
  });

  it('have words in every language for every event that they can tell of', () => {
    const told = [...eventContracts.filter(({ visibility }) => visibility === 'public'), ...practiceStepEvents];
    for (const [, messages] of digestMessages.messages)
      expect(Object.keys(messages)).toEqual(
        expect.arrayContaining(told.map(({ type }) => `digest.type.${shortType(type)}`)),
      );
  });
});
