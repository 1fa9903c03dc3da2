import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { topics, type PrincipalFacts } from '#contracts';
import { newId, UnitOfWork } from '#database';
import { Outbox } from '#messaging';
import { eventually } from '#testing';
import { memberEvent } from '../../test/test-gateway.js';
import { testPeople, type TestPeople } from '../../test/test-people.js';
import { personKey, gatewayRecords } from '../data-subject/gateway.records.js';
import { Principals } from './principals.js';

const affiliation = 'University of Exampleville';
const DAYS = 24 * 60;

describe('what the gateway tells of clients and persons', () => {
  let people: TestPeople;
  beforeAll(async () => {
    people = await testPeople();
  });
  afterEach(() => people.clock.reset());
  afterAll(() => people.close());

  const told = (id: string): Promise<PrincipalFacts[]> =>
    people.gateway.dataSource
      .query<{ data: PrincipalFacts }[]>(
        'select data from outbox where topic = $1 and stream_id = $2 order by sequence',
        [topics.principal, id],
      )
      .then((rows) => rows.map(({ data }) => data));
  const roles = async (id: string) => (await told(id)).map((facts) => facts.roles);
  const call = (method: 'POST' | 'DELETE', path: string, token = people.gateway.adminToken) =>
    people.gateway.call(method, path, { token });
  const look = () => people.gateway.app.get(UnitOfWork).run((tx) => people.gateway.app.get(Principals).tell(tx));
  const member = async (id: string, ...steps: Parameters<typeof memberEvent>[1][]) => {
    for (const [n, step] of steps.entries()) {
      await people.gateway.publish(topics.member, memberEvent(id, step, n + 1));
    }
  };
  const doing = () => ({
    by: 'operator',
    at: people.clock.now(),
    outbox: people.gateway.app.get(Outbox),
    dataDir: undefined,
  });
  /** In days from now, as a calendar day. */
  const dayIn = (days: number) => new Date(Date.now() + days * DAYS * 60_000).toISOString().slice(0, 10);

  describe('a client', () => {
    const client = (wanted: Parameters<TestPeople['gateway']['client']>[0]) => people.gateway.client(wanted);

    it('is told of with its roles and member, and with nothing else, in the transaction that makes it', async () => {
      const memberId = newId();
      const { clientId } = await client({ roles: ['reviewer', 'member-editor'], memberId });
      expect(await told(clientId)).toEqual([
        { id: clientId, kind: 'client', roles: ['member-editor', 'reviewer'], memberId },
      ]);
    });

    it.each<[string, (id: string, memberId: string) => Promise<unknown>, ends: boolean]>([
      ['is deleted', (id) => call('DELETE', `/v1/clients/${id}`), true],
      ['loses its member', (_, memberId) => member(memberId, 'approved', 'ended'), true],
      [
        'has a member that is suspended, which may read',
        (_, memberId) => member(memberId, 'approved', 'suspended'),
        false,
      ],
      ['gets a new secret', (id) => call('POST', `/v1/clients/${id}/rotation`), false],
      ['is looked at again', () => look(), false],
    ])('that %s', async (_, happens, ends) => {
      const memberId = newId();
      const { clientId } = await client({ roles: ['member-editor'], memberId });
      await happens(clientId, memberId);
      expect(await roles(clientId)).toEqual(ends ? [['member-editor'], []] : [['member-editor']]);
      if (ends) expect((await told(clientId)).at(-1)).toMatchObject({ memberId: null });
    });

    it('that was there before anybody was told is told of when the gateway looks', async () => {
      const { clientId } = await client({ roles: ['official'] });
      await people.gateway.dataSource.query('delete from told_principal where id = $1', [clientId]);
      await look();
      expect(await roles(clientId)).toHaveLength(2);
    });
  });

  describe('a person', () => {
    type Person = Awaited<ReturnType<TestPeople['person']>>;
    it.each<[string, (person: Person, memberId: string) => Promise<unknown>, after: string[]]>([
      ['whose invitation is withdrawn', ({ invitationId }) => call('DELETE', `/v1/invitations/${invitationId}`), []],
      ['who leaves', (person) => person.change('DELETE', `/v1/persons/${person.id}`), []],
      ['whom an operator erases', ({ id }) => call('DELETE', `/v1/persons/${id}`), []],
      [
        'who is erased from all apps',
        ({ id }) =>
          people.gateway.dataSource.transaction((tx) =>
            gatewayRecords.erase(tx, { email: undefined, names: [], keys: [personKey(id)] }, doing()),
          ),
        [],
      ],
      [
        'who has not come for years',
        () => {
          people.clock.forward(5 * 365 * DAYS);
          return people.gateway.dataSource.transaction((tx) => gatewayRecords.expire(tx, people.clock.now(), doing()));
        },
        [],
      ],
      ['whose member has ended', (_, memberId) => member(memberId, 'approved', 'ended'), []],
      [
        'whose last day is over',
        async () => {
          people.clock.forward(3 * DAYS);
          await look();
        },
        [],
      ],
      ['whose last day is not over', () => look(), ['member-editor', 'official']],
      [
        'whose member is suspended',
        (_, memberId) => member(memberId, 'approved', 'suspended'),
        ['member-editor', 'official'],
      ],
    ])('%s', async (_, happens, after) => {
      const memberId = newId();
      const person = await people.person({ roles: ['member-editor', 'official'], memberId, endsOn: dayIn(2) });
      expect(await told(person.id)).toEqual([
        { id: person.id, kind: 'person', roles: ['member-editor', 'official'], memberId },
      ]);
      await happens(person, memberId);
      expect((await roles(person.id)).at(-1)).toEqual(after);
    });

    it('who signs in again and whose mandate ends by the calendar keeps what is given without an end', async () => {
      const person = await people.person({ roles: ['reviewer'], affiliation });
      await people.invite(person.email, { roles: ['steering'], endsOn: dayIn(2) });
      await people.signIn(person.browser, person.subject);
      expect(await roles(person.id)).toEqual([['reviewer'], ['reviewer', 'steering']]);
      people.clock.forward(3 * DAYS);
      await eventually(async () => (await roles(person.id)).length === 3);
      expect((await roles(person.id)).at(-1)).toEqual(['reviewer']);
    });

    it('of another issuer is nobody once somebody has come from the present one, and not before', async () => {
      const person = await people.person({ roles: ['official'] });
      const move = (from: string, to: string, which = 'true') =>
        people.gateway.dataSource.query(`update person set issuer = $2 where issuer = $1 and ${which}`, [from, to]);
      const former = 'https://former.example';
      await move(people.issuer.url, former);
      await look();
      expect(await roles(person.id)).toEqual([['official']]);
      await move(former, people.issuer.url, `id <> '${person.id}'`);
      await look();
      expect(await roles(person.id)).toEqual([['official'], []]);
    });

    it('who is only invited is nobody yet', async () => {
      const { body } = await people.invite(people.account().email, { roles: ['official'] });
      await look();
      expect(await roles(body.id)).toEqual([]);
    });
  });

  it('is the truth in the end when several change the same person’s rights at once', async () => {
    const person = await people.person({ roles: ['reviewer'], affiliation });
    for (let round = 0; round < 5; round += 1) {
      const given = await people.invite(person.email, { roles: ['official'] });
      await people.signIn(person.browser, person.subject);
      await people.invite(person.email, { roles: ['steering'], endsOn: dayIn(9) });
      await Promise.all([
        call('DELETE', `/v1/invitations/${given.body.id}`),
        people.signIn(person.browser, person.subject),
        look(),
      ]);
      const { body } = await person.me();
      expect((await roles(person.id)).at(-1)).toEqual([...body.roles].sort());
    }
  });
});
