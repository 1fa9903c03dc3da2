import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  memberApproved,
  memberEnded,
  practicePublished,
  practiceUpdated,
  subscriptionTestType,
  topics,
} from '#contracts';
import { newId } from '#database';
import { toMessage } from '#messaging';
import { eventually, testApp, type TestApp, pagesOf, waitingAt } from '#testing';
import { practiceEvent, practiceMessage, practiceStep, principalMessage } from '../../test/practice-event.js';
import { startReceiver, verified, type Receiver } from '../../test/receiver.js';
import { notificationsApp } from '../notifications.app.js';
import { TESTS_A_MINUTE } from './try-receiver/try-receiver.js';
import { RECEIVER_LOOKUP } from '../webhook/webhook-sender.js';

const city = { id: newId(), roles: ['member-editor' as const], memberId: newId() };
const other = { id: newId(), roles: ['steering' as const] };
const admin = { id: newId(), roles: ['admin' as const] };

/** Nothing listens there. */
const AWAY = 'http://127.0.0.1:9/';

describe('subscriptions', () => {
  let notifications: TestApp;
  let receiver: Receiver;
  /** Stands in for network: it knows these members, and is away when there is no list. */
  let members: Set<string> | undefined = new Set();
  const network = createServer(({ url = '' }, response) => {
    response.statusCode = members ? (members.has(url.split('/').at(-1)!) ? 200 : 404) : 503;
    response.end('{}');
  });
  beforeAll(async () => {
    receiver = await startReceiver();
    await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
    const networkUrl = `http://127.0.0.1:${(network.address() as AddressInfo).port}`;
    notifications = await testApp(notificationsApp, {
      env: { LRA_WEBHOOK_ALLOW: `${receiver.host},${new URL(AWAY).host}` },
      urlOf: () => networkUrl,
      outside: [{ provide: RECEIVER_LOOKUP, useValue: () => Promise.resolve(['127.0.0.1']) }],
    });
  });
  afterAll(async () => {
    await notifications.close();
    await receiver.close();
    network.close();
  });

  const bodyFor = (path: string, overrides: object = {}) => ({
    channel: { type: 'webhook', url: receiver.url(path) }, filter: {}, frequency: 'immediate', ...overrides,
  }); // prettier-ignore
  const subscribe = async (path: string, overrides: object = {}, by: object = city) => {
    const answer = await notifications.call('POST', '/v1/subscriptions', { by, body: bodyFor(path, overrides) });
    expect(answer.status).toBe(201);
    return answer.body as { id: string; state: string; secret: string };
  };
  const read = async (id: string, by: object = city) =>
    (await notifications.call('GET', `/v1/subscriptions/${id}`, { by })).body;
  const untilState = (id: string, state: string, by: object = city) =>
    eventually(async () => {
      const seen = await read(id, by);
      return seen.state === state && seen;
    });

  describe('a test', () => {
    const test = (id: string, by: object = city) => notifications.call('POST', `/v1/subscriptions/${id}/test`, { by });

    it('sends one signed event and shows how the receiver responds, also when it refuses or is away', async () => {
      const { id, secret } = await subscribe('/tried');
      await untilState(id, 'active');
      const tried = await test(id);
      expect(tried).toMatchObject({ status: 200, body: { accepted: true, status: 200, error: null, detail: null } });
      const [event] = receiver.events.filter(({ path }) => path === '/tried');
      expect(verified(secret, event!)).toMatchObject({
        id: tried.body.eventId, specversion: '1.0', type: subscriptionTestType, sequence: '1', data: { id },
      }); // prettier-ignore
      receiver.answer(({ path }) => (path === '/tried' ? { status: 401, body: 'secret of the receiver' } : undefined));
      const refused = await test(id);
      expect(refused.body).toMatchObject({ accepted: false, status: 401, error: 'webhook.http-status' });
      expect(JSON.stringify(refused.body)).not.toContain('secret');
      receiver.answer(() => undefined);
      await notifications.dataSource.query('update subscription set url = $2 where id = $1', [id, AWAY]);
      expect((await test(id)).body).toMatchObject({ accepted: false, status: null, error: 'webhook.connection' });
      expect((await notifications.call('GET', `/v1/subscriptions/${id}`, { by: city })).body.lastError).toBeNull();
    });

    it('is a few times a minute for a member, and not of a subscription of another or of one that is not active', async () => {
      const tester = { id: newId(), roles: ['member-editor' as const], memberId: newId() };
      const { id } = await subscribe('/often', {}, tester);
      await eventually(async () => (await read(id, tester)).state === 'active');
      expect((await test(id, other)).status).toBe(404);
      const statuses = [];
      for (let n = 0; n <= TESTS_A_MINUTE; n += 1) statuses.push((await test(id, tester)).status);
      expect(statuses).toEqual([...Array.from({ length: TESTS_A_MINUTE }, () => 200), 429]);
      receiver.answer(({ path }) => (path === '/never' ? { status: 500 } : undefined));
      const never = await subscribe('/never');
      expect((await test(never.id)).body.code).toBe('subscription.state');
      receiver.answer(() => undefined);
    });
  });

  describe('the challenge', () => {
    it('is signed, and makes a subscription active whose receiver gives it back', async () => {
      const made = await subscribe('/right');
      expect(made).toEqual({ id: expect.any(String), state: 'pending', secret: expect.stringMatching(/^whsec_/) });
      await untilState(made.id, 'active');
      const [challenge] = receiver.challenges.filter(({ path }) => path === '/right');
      expect(verified(made.secret, challenge!)).toEqual({
        type: 'subscription.challenge',
        challenge: expect.any(String),
      });
    });

    it('is asked again after a wrong answer, and meanwhile the owner sees why', async () => {
      let wrong = true;
      receiver.answer(({ path }) =>
        path === '/wrong' && wrong ? { status: 200, body: '{"challenge":"?"}' } : undefined,
      );
      const { id } = await subscribe('/wrong');
      const seen = await eventually(async () => {
        const view = await read(id);
        return view.lastError !== null && view;
      });
      expect(seen).toMatchObject({ state: 'pending', lastError: { code: 'webhook.challenge-mismatch' } });
      wrong = false;
      expect(await untilState(id, 'active')).toMatchObject({ lastError: null });
    });

    it('reaches no address that was not opened, also behind a name', async () => {
      const { id } = await subscribe('/', { channel: { type: 'webhook', url: 'https://city.example/events' } });
      const seen = await eventually(async () => {
        const view = await read(id);
        return view.lastError !== null && view;
      });
      expect(seen).toMatchObject({ state: 'pending', lastError: { code: 'webhook.refused-address' } });
    });

    it('is over with the last attempt', async () => {
      receiver.answer(({ path }) => (path === '/silent' ? { status: 503 } : undefined));
      const { id } = await subscribe('/silent');
      await eventually(async () => (await read(id)).lastError !== null);
      await eventually(async () => {
        const [, hastened] = await notifications.dataSource.query(
          `update job set attempts = 10, due_at = now() where key = $1 and state = 'later'`,
          [id],
        );
        return hastened === 1;
      });
      expect(await untilState(id, 'failed')).toMatchObject({ lastError: { code: 'webhook.http-status' } });
      const left = () => notifications.dataSource.query<object[]>('select 1 from job where key = $1', [id]);
      await eventually(async () => (await left()).length === 0);
    });

    it('that is over waits for the owner, and for the operator', async () => {
      const waitingFor = (by: object) => waitingAt('/v1/waiting', (path) => notifications.call('GET', path, { by }));
      const failed = { 'subscription-failed': { count: 1, due: null, since: expect.any(String) } };
      for (const by of [city, admin]) expect(await waitingFor(by)).toEqual(failed);
      expect(await waitingFor(other)).toEqual({});
    });

    it('is over when the receiver says that it is gone, and begins anew by a recovery', async () => {
      let gone = true;
      receiver.answer(({ path }) => (path === '/gone' && gone ? { status: 410 } : undefined));
      const { id } = await subscribe('/gone');
      await untilState(id, 'failed');
      gone = false;
      const recovery = await notifications.call('POST', `/v1/subscriptions/${id}/recovery`, { by: city });
      expect(recovery).toMatchObject({ status: 200, body: { state: 'pending' } });
      await untilState(id, 'active');
    });
  });

  describe('who may', () => {
    it('everyone with a credential, and nobody without', async () => {
      expect((await notifications.call('POST', '/v1/subscriptions', { body: bodyFor('/x') })).status).toBe(401);
      expect((await notifications.call('GET', '/v1/subscriptions')).status).toBe(401);
      await subscribe('/x', {}, { id: newId(), roles: ['official' as const] });
    });

    it('see and change only the own ones; an admin all; others find nothing', async () => {
      const { id } = await subscribe('/own');
      for (const [method, path] of [
        ['GET', ''], ['DELETE', ''], ['POST', '/pause'], ['POST', '/recovery'], ['GET', '/deliveries'],
      ] as const) {
        expect((await notifications.call(method, `/v1/subscriptions/${id}${path}`, { by: other })).status).toBe(404);
      } // prettier-ignore
      expect((await notifications.call('GET', '/v1/subscriptions', { by: other })).body).toEqual({
        items: [],
        next: null,
        previous: null,
      });
      expect((await read(id, admin)).id).toBe(id);
      const all = (await notifications.call('GET', '/v1/subscriptions?limit=100', { by: admin })).body.items;
      expect(all.map((item: { id: string }) => item.id)).toContain(id);
      expect((await notifications.call('DELETE', `/v1/subscriptions/${id}`, { by: city })).status).toBe(204);
      expect((await notifications.call('GET', `/v1/subscriptions/${id}`, { by: city })).status).toBe(404);
    });

    it('see the webhooks of their member, but change none, and see no mailbox and no step of others', async () => {
      const [owner, colleague] = [1, 2].map(() => ({ ...city, id: newId(), memberId: city.memberId }));
      const both = { ...owner!, roles: ['member-editor' as const, 'steering' as const] };
      const { id } = await subscribe('/ours', { filter: { steps: true } }, both);
      await untilState(id, 'active', both);
      const mailbox = { channel: { type: 'email', address: 'owner@city.example' }, filter: {}, frequency: 'daily' };
      const mine = await notifications.call('POST', '/v1/subscriptions', { by: both, body: mailbox });
      const [ours, theirs] = [practiceStep(newId(), 1, city.memberId), practiceStep(newId(), 1, newId())];
      await notifications.transport.publish([principalMessage(both.id, 1, both.roles, city.memberId)]);
      await notifications.transport.publish([ours, theirs].map((event) => practiceMessage(event)));
      const seen = async (by: object) => {
        const log = await notifications.call('GET', `/v1/subscriptions/${id}/deliveries?total=true`, { by });
        const subjects = log.body.items?.map(({ subject }: { subject: string }) => subject).toSorted();
        return [(await notifications.call('GET', `/v1/subscriptions/${id}`, { by })).status, subjects, log.body.total];
      };
      const all = [ours.subject, theirs.subject].toSorted();
      expect(await seen(both)).toEqual([200, all, 2]);
      expect(await seen(colleague!)).toEqual([200, [ours.subject], 1]);
      expect(await seen({ ...colleague!, memberId: newId() })).toEqual([404, undefined, undefined]);
      expect(await seen({ ...colleague!, roles: ['reviewer'] })).toEqual([404, undefined, undefined]);
      const listed = await notifications.call('GET', '/v1/subscriptions?limit=100', { by: colleague! });
      const ids = listed.body.items.map((item: { id: string }) => item.id);
      expect([ids.includes(id), ids.includes(mine.body.id)]).toEqual([true, false]);
      expect((await notifications.call('GET', `/v1/subscriptions/${mine.body.id}`, { by: colleague! })).status).toBe(
        404,
      );
      for (const [method, path, body] of [
        ['PATCH', '', { filter: {} }], ['DELETE', ''], ['POST', '/pause'], ['POST', '/recovery', {}], ['POST', '/rotation'],
      ] as const) {
        const answer = await notifications.call(method, `/v1/subscriptions/${id}${path}`, { by: colleague!, ...(body && { body }) });
        expect([method, path, answer.status]).toEqual([method, path, 404]);
      } // prettier-ignore
    });

    it('read back what they asked for, without the secret, page by page', async () => {
      const by = { id: newId(), roles: ['official' as const] };
      const filter = { types: ['eu.lra-network.practice.*'], countries: ['IT'], themes: ['employment'], text: 'École' };
      const first = await subscribe(
        '/read',
        { filter: { ...filter, members: null, dimensions: [] }, language: 'it' },
        by,
      );
      const second = await subscribe('/read', {}, by);
      for (const { id } of [first, second]) await untilState(id, 'active', by);
      expect(await read(first.id, by)).toMatchObject({
        id: first.id, channel: { type: 'webhook', url: receiver.url('/read') }, filter, frequency: 'immediate', language: 'it',
      }); // prettier-ignore
      const page = await notifications.call('GET', '/v1/subscriptions?limit=1&total=true', { by });
      expect(page.body).toMatchObject({ items: [{ id: first.id, filter }], total: 2 });
      const next = await notifications.call('GET', `/v1/subscriptions?limit=1&cursor=${page.body.next}`, { by });
      expect(next.body).toMatchObject({ items: [{ id: second.id, filter: {} }], next: null });
      expect(JSON.stringify([page.body, next.body])).not.toContain('whsec_');
      const pages = await pagesOf((path) => notifications.call('GET', path, { by }), '/v1/subscriptions?limit=1');
      expect([pages.there.length, pages.back]).toEqual([2, pages.there]);
    });

    it.each([
      ['alone', { id: newId(), roles: ['official' as const] }, undefined],
      ['with the others of one member', { id: newId(), roles: ['member-editor' as const], memberId: newId() }, newId()],
    ])('hold a hundred at most, %s', async (_, by, colleague) => {
      await notifications.dataSource.query(
        `insert into subscription (id, owner, party, state, url, host, secret, frequency, created_at)
         select gen_random_uuid(), $1, $2, 'failed', 'https://a.example', 'a.example', '', 'immediate', now() from generate_series(1, 100)`,
        [colleague ?? by.id, 'memberId' in by ? by.memberId : by.id],
      );
      const answer = await notifications.call('POST', '/v1/subscriptions', { by, body: bodyFor('/full') });
      expect(answer).toMatchObject({ status: 409, body: { code: 'subscription.too-many' } });
    });
  });

  describe('what is not valid is refused with its place', () => {
    const webhook = (url: string) => ({ channel: { type: 'webhook', url } });
    it.each<[string, object]>([
      ['/channel/type', { channel: { type: 'fax' } }],
      ['/channel/url', webhook('http://city.example/')],
      ['/channel/url', webhook('https://127.0.0.1/')],
      ['/channel/url', webhook('https://[::ffff:169.254.169.254]/')],
      ['/channel/url', webhook('https://user:secret@city.example/')],
      ['/channel/url', webhook('javascript:alert(1)')],
      ['/channel/url', { channel: { type: 'webhook' } }],
      ['/channel', { channel: null }],
      ['/channel', { channel: 'webhook' }],
      ['/filter', { filter: null }],
      ['/filter/types/1', { filter: { types: ['*', 'eu.lra-network.practise.*'] } }],
      ['/filter/types/0', { filter: { types: ['eu.lra-network.practice.drafted.v1'] } }],
      ['/filter/types', { filter: { types: 'eu.lra-network.practice.*' } }],
      ['/filter/countries/0', { filter: { countries: ['EL'] } }],
      ['/filter/dimensions/0', { filter: { dimensions: [1] } }],
      ['/filter/themes/0', { filter: { themes: ['sport'] } }],
      ['/filter/themes', { filter: { themes: ['employment'], types: ['eu.lra-network.member.*'] } }],
      ['/filter/members/0', { filter: { members: ['tampere'] } }],
      ['/filter/text', { filter: { text: ' \u0301' } }],
      ['/filter/text', { filter: { text: '\u00ad\u0640\u3164' } }],
      ['/filter/text', { filter: { text: 7 } }],
      ['/filter/kind', { filter: { kind: 'x' } }],
      ['/frequency', { frequency: 'daily' }],
      ['/language', { language: 'klingon' }],
    ])('%s in %j', async (pointer, overrides) => {
      const answer = await notifications.call('POST', '/v1/subscriptions', {
        by: city,
        body: bodyFor('/bad', overrides),
      });
      expect(answer.status).toBe(422);
      expect(answer.body.errors.map((place: { pointer: string }) => place.pointer)).toContain(pointer);
    });

    it.each(['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-02-03', 'yesterday', 5, '9999-01-01T00:00:00Z'])(
      'since %j',
      async (since) => {
        const { id } = await subscribe('/since');
        const answer = await notifications.call('POST', `/v1/subscriptions/${id}/recovery`, {
          by: city,
          body: { since },
        });
        expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/since' }] } });
      },
    );

    it('a cursor of another list, or of none', async () => {
      for (const cursor of [
        'zzz',
        Buffer.from('["members","1"]').toString('base64url'),
        Buffer.from('["subscriptions","1"]').toString('base64url'),
      ]) {
        const answer = await notifications.call('GET', `/v1/subscriptions?cursor=${cursor}`, { by: city });
        expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/cursor' }] } });
      }
    });
  });

  it('to members ask network whether there are such: one to nobody would be silent for ever', async () => {
    const [tampere, nobody] = [newId(), newId()];
    members = new Set([tampere]);
    const ask = (...ids: string[]) =>
      notifications.call('POST', '/v1/subscriptions', { by: city, body: bodyFor('/of', { filter: { members: ids } }) });
    expect((await ask(tampere.toUpperCase(), tampere)).status).toBe(201);
    expect(await ask(tampere, nobody, tampere, nobody.toUpperCase())).toMatchObject({
      status: 422,
      body: {
        errors: ['/filter/members/1', '/filter/members/3'].map((pointer) => ({ pointer, code: 'unknown-member' })),
      },
    });
    const many = Array.from({ length: 25 }, () => newId());
    members = new Set(many);
    expect((await ask(...many)).status).toBe(201);
    members = undefined;
    expect(await ask(tampere)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  });

  it('takes of all events those that meet every part of its filter', async () => {
    const [tampere, region, silent] = [newId(), newId(), newId()];
    members = new Set([tampere, region, silent]);
    const events = {
      lodz: practiceEvent(newId(), 1, { title: { pl: 'Szkoła dla wszystkich', en: 'School for all' }, countries: ['PL'], themes: ['education-and-training'], dimensions: ['socio-economic'], ownerMemberId: null }),
      malmo: practiceEvent(newId(), 1, { title: { sv: 'Språkcafé' }, countries: ['SE', 'DK'], themes: ['language-training', 'employment'], dimensions: ['cultural', 'socio-economic'], ownerMemberId: region }),
      europe: practiceEvent(newId(), 1, { title: { en: '100% _inclusive_' }, countries: [], themes: [], dimensions: ['legal-political'], ownerMemberId: null }),
      greece: practiceEvent(newId(), 1, { title: { el: 'Πρόσφυγες και γλώσσα', tr: 'DİYARBAKIR ve Isparta', de: 'Straße', ar: 'تَعْلِيمُ اللُّغَةِ' }, countries: ['GR'], themes: [], dimensions: [], ownerMemberId: null }),
      member: { ...practiceEvent(tampere, 1), type: memberApproved.type, data: { id: tampere, name: 'City of Tampere', kind: 'municipality', country: 'FI', countries: ['FI'], status: 'approved', effectiveOn: '2026-01-01', href: '/' } },
    }; // prettier-ignore
    const cases: [object, (keyof typeof events)[]][] = [
      [{}, ['lodz', 'malmo', 'europe', 'greece', 'member']],
      [{ types: ['*'] }, ['lodz', 'malmo', 'europe', 'greece', 'member']],
      [{ types: ['eu.lra-network.practice.*'] }, ['lodz', 'malmo', 'europe', 'greece']],
      [{ types: ['eu.lra-network.member.*', practiceUpdated.type] }, ['member']],
      [{ types: [memberEnded.type] }, []],
      [{ types: [practicePublished.type], countries: ['DK', 'FI'] }, ['malmo']],
      [{ countries: ['FI', 'PL'] }, ['lodz', 'member']],
      [{ dimensions: ['socio-economic'] }, ['lodz', 'malmo']],
      [{ themes: ['employment', 'education-and-training'], countries: ['PL'] }, ['lodz']],
      [{ members: [region, tampere.toUpperCase()] }, ['malmo', 'member']],
      [{ members: [silent] }, []],
      [{ text: 'SZKOLA' }, ['lodz']],
      [{ text: 'spràkCAFE' }, ['malmo']],
      [{ text: 'for  ALL' }, ['lodz']],
      [{ text: 'wszystkich School' }, []],
      [{ text: '0%' }, ['europe']],
      [{ text: '_i' }, ['europe']],
      [{ text: 'ΠΡΟΣ' }, ['greece']],
      [{ text: 'ΠΡΌΣΦΥΓΕΣ  ΚΑΙ' }, ['greece']],
      [{ text: 'πρόσφυγεσ' }, ['greece']],
      [{ text: 'diyarbakır' }, ['greece']],
      [{ text: 'ISPARTA' }, ['greece']],
      [{ text: 'ıspar\u00adta' }, ['greece']],
      [{ text: 'STRASSE' }, ['greece']],
      [{ text: 'تعليم' }, ['greece']],
      [{ text: 'tampere', types: ['eu.lra-network.*'] }, ['member']],
    ];
    const subscriptions = await Promise.all(cases.map(async ([filter]) => (await subscribe('/match', { filter })).id));
    const { member, ...practices } = events;
    await notifications.transport.publish([
      ...Object.values(practices).map(practiceMessage),
      toMessage(topics.member, member),
    ]);
    for (const [index, [filter, expected]] of cases.entries()) {
      const { body } = await notifications.call('GET', `/v1/subscriptions/${subscriptions[index]}/deliveries`, {
        by: city,
      });
      const ids = body.items.map((item: { eventId: string }) => item.eventId).sort();
      expect({ filter, ids }).toEqual({ filter, ids: expected.map((name) => events[name].id).sort() });
    }
  });
});
