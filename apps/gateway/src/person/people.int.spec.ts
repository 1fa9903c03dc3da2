import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { Browser } from '#testing';
import { testPeople, type TestPeople } from '../../test/test-people.js';

const affiliation = 'University of Exampleville';

describe('people', () => {
  let people: TestPeople;
  beforeAll(async () => {
    people = await testPeople();
  });
  afterEach(() => people.clock.reset());
  afterAll(() => people.close());

  const client = (rights: Partial<Principal> & { roles: Principal['roles'] }) => people.gateway.client(rights);
  const call = (method: 'GET' | 'DELETE', path: string, token: string) => people.gateway.call(method, path, { token });
  const rowsOf = (sql: string, ...parameters: unknown[]) =>
    people.gateway.dataSource.query<Record<string, unknown>[]>(sql, parameters);

  describe('an invitation', () => {
    it('answers with nothing of the person, and repeats that for an Idempotency-Key', async () => {
      const { email } = people.account();
      const post = () =>
        people.gateway.call('POST', '/v1/invitations', {
          token: people.gateway.adminToken,
          headers: { 'idempotency-key': 'once' },
          body: { email, roles: ['official'] },
        });
      const made = await post();
      expect(made.status).toBe(201);
      expect(made.body).toEqual({ id: expect.any(String), expiresAt: expect.any(String) });
      expect((await post()).body).toEqual(made.body);
      expect(JSON.stringify(await rowsOf('select * from idempotency_key'))).not.toContain(email);
    });

    it('is found by the address in any case of its letters, is redeemed once, and forgets the address', async () => {
      const { subject, email } = people.account();
      const { body } = await people.invite(email.toUpperCase(), { roles: ['official'] });
      const listed = await call('GET', '/v1/invitations?limit=100', people.gateway.adminToken);
      expect(listed.body.items).toContainEqual(expect.objectContaining({ id: body.id, state: 'open', email }));
      expect((await people.signIn(new Browser(), subject)).body).toMatchObject({ roles: ['official'] });
      const [row] = await rowsOf('select * from invitation where id = $1', body.id);
      expect(row).toMatchObject({ email: null, person_id: expect.any(String) });
      expect(JSON.stringify(await rowsOf('select * from person'))).not.toContain(email);

      const other = people.account({ email });
      expect((await people.signIn(new Browser(), other.subject)).body).toMatchObject({ code: 'sign-in.not-invited' });
    });

    it('waits thirty days', async () => {
      const { subject, email } = people.account();
      await people.invite(email, { roles: ['official'] });
      people.clock.forward(31 * 24 * 60);
      expect((await people.signIn(new Browser(), subject)).body).toMatchObject({ code: 'sign-in.not-invited' });
    });

    it('adds to the rights that its person has', async () => {
      const person = await people.person({ roles: ['reviewer'], affiliation });
      const memberId = newId();
      await people.invite(person.email, { roles: ['member-editor'], memberId, grants: ['voting'] });
      const landed = await people.signIn(person.browser, person.subject);
      expect(landed.body).toMatchObject({
        id: person.id, roles: ['member-editor', 'reviewer'], memberId, affiliation, grants: ['voting'],
      }); // prettier-ignore
    });

    it('lets nobody act for two members', async () => {
      const memberId = newId();
      const person = await people.person({ roles: ['member-editor'], memberId });
      await people.invite(person.email, { roles: ['member-editor'], memberId: newId() });
      expect((await people.signIn(person.browser, person.subject)).body).toMatchObject({ memberId });
    });

    it.each([
      ['no role', { roles: [] }, '/roles'],
      ['an unknown role', { roles: ['public'] }, '/roles'],
      ['member-editor without a member', { roles: ['member-editor'] }, '/memberId'],
      ['a reviewer of nowhere', { roles: ['reviewer'] }, '/affiliation'],
      ['voting without a member', { roles: ['official'], grants: ['voting'] }, '/grants'],
      ['steering without an end', { roles: ['steering'] }, '/endsOn'],
      ['an end that is over', { roles: ['steering'], endsOn: '2020-01-01' }, '/endsOn'],
      ['an end that is no day', { roles: ['steering'], endsOn: '2030-02-30' }, '/endsOn'],
      ['no address', { roles: ['official'], email: 'nobody' }, '/email'],
      ['an unknown field', { roles: ['official'], person: 'x' }, '/person'],
    ])('with %s is refused at its place', async (_, body, pointer) => {
      const answer = await people.gateway.call('POST', '/v1/invitations', {
        token: people.gateway.adminToken,
        body: { email: 'somebody@people.example', ...body },
      });
      expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer }] });
    });

    it('for a member that is unknown or ended is refused', async () => {
      people.gateway.upstream.members.set(newId(), 'approved');
      const ended = newId();
      people.gateway.upstream.members.set(ended, 'ended');
      for (const memberId of [ended, newId()]) {
        const answer = await people.gateway.call('POST', '/v1/invitations', {
          token: people.gateway.adminToken,
          body: { email: 'somebody@people.example', roles: ['member-editor'], memberId },
        });
        expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer: '/memberId' }] });
      }
    });
  });

  describe('nobody gives more than is theirs to give', () => {
    it('a member-editor: the role member-editor of the own member', async () => {
      const memberId = newId();
      const { token } = await client({ roles: ['member-editor'], memberId });
      const person = await people.person({ roles: ['member-editor'], memberId });
      const other = newId();
      const refused: [object, string][] = [
        [{ roles: ['admin'] }, 'invitation.role-not-yours'],
        [{ roles: ['member-editor', 'steering'], endsOn: '2099-12-31' }, 'invitation.role-not-yours'],
        [{ roles: ['official'] }, 'invitation.role-not-yours'],
        [{ roles: ['reviewer'], affiliation }, 'invitation.role-not-yours'],
        [{ roles: ['member-editor'], grants: ['voting'] }, 'invitation.grant-not-yours'],
        [{ roles: ['member-editor'], memberId: other }, 'invitation.other-member'],
      ];
      for (const [wanted, code] of refused) {
        const body = { email: 'friend@people.example', ...wanted };
        expect((await people.gateway.call('POST', '/v1/invitations', { token, body })).body).toMatchObject({
          status: 403,
          code,
        });
        expect((await person.change('POST', '/v1/invitations', body)).body).toMatchObject({ status: 403, code });
      }
      const friend = people.account();
      expect(
        (await person.change('POST', '/v1/invitations', { email: friend.email, roles: ['member-editor'] })).status,
      ).toBe(201);
      expect((await people.signIn(new Browser(), friend.subject)).body).toMatchObject({
        roles: ['member-editor'], memberId, grants: [],
      }); // prettier-ignore
    });

    it('the steering committee: editors, reviewers and officials; not itself, operators or votes', async () => {
      const { token } = await client({ roles: ['steering'] });
      const invite = (wanted: object) =>
        people.gateway.call('POST', '/v1/invitations', { token, body: { email: 'friend@people.example', ...wanted } });
      const memberId = newId();
      people.gateway.upstream.members.set(memberId, 'approved');
      for (const wanted of [
        { roles: ['member-editor'], memberId },
        { roles: ['reviewer'], affiliation },
        { roles: ['official'] },
      ]) {
        expect((await invite(wanted)).status).toBe(201);
      }
      for (const wanted of [{ roles: ['admin'] }, { roles: ['steering'], endsOn: '2099-12-31' }]) {
        expect((await invite(wanted)).body).toMatchObject({ status: 403, code: 'invitation.role-not-yours' });
      }
      const voting = await invite({ roles: ['member-editor'], memberId, grants: ['voting'] });
      expect(voting.body).toMatchObject({ status: 403, code: 'invitation.grant-not-yours' });
      expect((await invite({ roles: ['member-editor'] })).body).toMatchObject({ errors: [{ pointer: '/memberId' }] });
    });

    it('other roles and who has none: nothing', async () => {
      const [reviewer, official] = [
        await client({ roles: ['reviewer'], affiliation }),
        await client({ roles: ['official'] }),
      ];
      const body = { email: 'friend@people.example', roles: ['member-editor'] };
      for (const token of [reviewer.token, official.token]) {
        expect((await people.gateway.call('POST', '/v1/invitations', { token, body })).status).toBe(403);
        expect((await call('GET', '/v1/invitations', token)).status).toBe(403);
        expect((await call('GET', '/v1/persons', token)).status).toBe(403);
      }
      expect((await people.gateway.call('POST', '/v1/invitations', { body })).status).toBe(401);
      expect((await people.gateway.call('GET', '/v1/persons')).status).toBe(401);
    });

    it('and no member binds to itself who has rights from elsewhere', async () => {
      const reviewer = await people.person({ roles: ['reviewer'], affiliation });
      const newcomer = people.account();
      const { token } = await client({ roles: ['member-editor'], memberId: newId() });
      await people.invite(reviewer.email, { roles: ['member-editor'] }, token);
      await people.invite(newcomer.email, { roles: ['member-editor'] }, token);
      await people.invite(newcomer.email, { roles: ['official'] });
      expect((await people.signIn(reviewer.browser, reviewer.subject)).body).toMatchObject({
        roles: ['reviewer'],
        memberId: null,
      });
      expect((await people.signIn(new Browser(), newcomer.subject)).body).toMatchObject({
        roles: ['official'],
        memberId: null,
      });
    });
  });

  describe('taking rights back', () => {
    it('ends them at once', async () => {
      const person = await people.person({ roles: ['official'] });
      await call('DELETE', `/v1/invitations/${person.invitationId}`, people.gateway.adminToken);
      expect((await person.me()).status).toBe(401);
    });

    it('is for who might give them: others see none of it, or are refused', async () => {
      const memberId = newId();
      const own = await client({ roles: ['member-editor'], memberId });
      const foreign = await client({ roles: ['member-editor'], memberId: newId() });
      const steering = await client({ roles: ['steering'] });
      const voter = await people.person({ roles: ['member-editor'], memberId, grants: ['voting'] });
      const editor = await people.person({ roles: ['member-editor'], memberId });
      for (const [what, id, code] of [
        ['invitations', voter.invitationId, 'invitation.beyond-own-rights'],
        ['persons', voter.id, 'person.beyond-own-rights'],
      ] as const) {
        expect((await call('DELETE', `/v1/${what}/${id}`, own.token)).body).toMatchObject({ status: 403, code });
      }
      for (const { token } of [foreign, steering]) {
        for (const path of [`invitations/${editor.invitationId}`, `persons/${editor.id}`, `persons/${newId()}`]) {
          expect((await call('DELETE', `/v1/${path}`, token)).status).toBe(404);
        }
      }
      expect((await call('DELETE', '/v1/persons/none', own.token)).status).toBe(422);
      for (const person of [voter, editor]) expect((await person.me()).status).toBe(200);
      expect((await call('DELETE', `/v1/invitations/${editor.invitationId}`, own.token)).status).toBe(204);
      expect((await editor.me()).status).toBe(401);
    });
  });

  describe('lists', () => {
    it('show an administrator everybody, and others the own', async () => {
      const memberId = newId();
      const own = await client({ roles: ['member-editor'], memberId });
      const editor = await people.person({ roles: ['member-editor'], memberId }, { name: 'Dora Example' });
      await people.invite('waiting@people.example', { roles: ['member-editor'] }, own.token);
      const persons = await call('GET', '/v1/persons?total=true', own.token);
      expect(persons.body).toEqual({
        items: [
          {
            id: editor.id, name: 'Dora Example', roles: ['member-editor'], memberId, affiliation: null, grants: [],
            createdAt: expect.any(String), signedInAt: expect.any(String),
          },
        ],
        next: null,
        previous: null,
        total: 1,
      }); // prettier-ignore
      const invitations = await call('GET', '/v1/invitations?total=true&limit=1', own.token);
      expect(invitations.body).toMatchObject({
        total: 2,
        items: [{ state: 'redeemed', email: null, personId: editor.id }],
      });
      const rest = await call('GET', `/v1/invitations?cursor=${invitations.body.next}`, own.token);
      expect(rest.body).toMatchObject({ next: null, items: [{ state: 'open', email: 'waiting@people.example' }] });
      const [waiting] = rest.body.items;
      const only = (query: string) => call('GET', `/v1/${query}`, own.token);
      expect((await only('invitations?state=open')).body.items).toEqual([waiting]);
      expect((await only('invitations?state=redeemed')).body.items).toEqual(invitations.body.items);
      expect((await only(`invitations?id=${waiting.id},${newId()}`)).body.items).toEqual([waiting]);
      expect((await only(`persons?id=${editor.id}`)).body.items).toEqual(persons.body.items);
      expect((await only(`persons?id=${newId()}`)).body.items).toEqual([]);
      const all = await call('GET', '/v1/persons?total=true', people.gateway.adminToken);
      expect(all.body.total).toBe(Number((await rowsOf('select count(*) from person'))[0]!['count']));
      const secretariat = await client({ roles: ['steering'] });
      expect((await call('GET', '/v1/persons?total=true', secretariat.token)).body.total).toBe(0);
    });
  });

  describe('erasing a person', () => {
    it('ends all sessions and leaves nothing of them', async () => {
      const person = await people.person({ roles: ['official'] }, { name: 'Emil Example' });
      expect((await call('DELETE', `/v1/persons/${person.id}`, people.gateway.adminToken)).status).toBe(204);
      expect((await person.me()).status).toBe(401);
      for (const table of ['person', 'invitation', 'session']) {
        const rows = JSON.stringify(await rowsOf(`select * from ${table}`));
        for (const trace of ['Emil Example', person.email, person.id]) expect(rows).not.toContain(trace);
      }
      expect((await people.signIn(person.browser, person.subject)).body).toMatchObject({ code: 'sign-in.not-invited' });
    });

    it('can be done by that person, and for the own member by its editor', async () => {
      const memberId = newId();
      const [one, other] = [
        await people.person({ roles: ['official'] }),
        await people.person({ roles: ['member-editor'], memberId }),
      ];
      expect((await one.change('DELETE', `/v1/persons/${other.id}`)).status).toBe(404);
      expect((await one.change('DELETE', `/v1/persons/${one.id}`)).status).toBe(204);
      expect((await one.me()).status).toBe(401);
      const { token } = await client({ roles: ['member-editor'], memberId });
      expect((await call('DELETE', `/v1/persons/${other.id}`, token)).status).toBe(204);
      expect((await other.me()).status).toBe(401);
    });
  });

  it('whose time is over are cleared away', async () => {
    const { email } = people.account();
    const { body } = await people.invite(email, { roles: ['official'] });
    const person = await people.person({ roles: ['official'] });
    people.clock.forward(31 * 24 * 60);
    await people.purge();
    expect(await rowsOf('select 1 from session')).toEqual([]);
    expect(await rowsOf('select 1 from invitation where id = $1', body.id)).toEqual([]);
    expect(await rowsOf('select 1 from invitation where id = $1', person.invitationId)).toHaveLength(1);
  });
});
