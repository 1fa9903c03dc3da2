import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IDENTITY_HEADER, IdentitySigner, newIdentityKey, roles, type Principal } from '#identity';
import { admit, Client, completeSheet, System, withOneMember } from './system.js';

const operator: Principal = {
  kind: 'client', id: '01995d3c-0000-7000-8000-000000000000', name: 'x', roles: ['admin', 'steering'], memberId: undefined,
  affiliation: undefined, grants: ['voting'],
}; // prettier-ignore

describe('nobody gains rights', () => {
  let system: System;
  let own: Awaited<ReturnType<typeof withOneMember>>;
  let other: string;

  beforeAll(async () => {
    system = await System.start();
    own = await withOneMember(system);
    other = await admit(system, own.steering, 'City of Oulu');
  }, 120_000);
  afterAll(() => system.destroy(), 60_000);

  const asked = async (body: object) => {
    const { status, body: answer } = await own.city.post('/v1/clients', { name: 'x', ...body });
    return [status, answer.code] as const;
  };

  it.each(roles.filter((role) => role !== 'member-editor'))(
    'a member makes no client with the role %s',
    async (role) => {
      for (const wanted of [[role], ['member-editor', role]])
        expect(await asked({ roles: wanted })).toEqual([403, 'client.role-not-yours']);
    },
  );

  it('a member makes no client of another member', async () => {
    expect(await asked({ roles: ['member-editor'], memberId: other })).toEqual([403, 'client.other-member']);
  });

  it('a member gives no client a grant', async () => {
    expect(await asked({ roles: ['member-editor'], grants: ['voting'] })).toEqual([403, 'client.grant-not-yours']);
  });

  it('another member’s clients do not exist for a member', async () => {
    const made = await own.admin.post('/v1/clients', { name: 'theirs', roles: ['member-editor'], memberId: other });
    const path = `/v1/clients/${made.body.clientId}`;
    expect((await own.city.post(`${path}/rotation`)).status).toBe(404);
    expect((await own.city.send('DELETE', path)).status).toBe(404);
    const theirs = await Client.signedIn(system, made.body);
    expect((await theirs.get('/v1/me')).status).toBe(200);
  });

  it('a member cannot get the secret of its own client with more rights', async () => {
    const made = await own.admin.post('/v1/clients', {
      name: 'voter',
      roles: ['member-editor', 'reviewer'],
      memberId: own.memberId,
      grants: ['voting'],
    });
    const path = `/v1/clients/${made.body.clientId}`;
    expect((await own.city.post(`${path}/rotation`)).body).toMatchObject({
      status: 403,
      code: 'client.beyond-own-rights',
    });
    expect((await own.city.send('DELETE', path)).body).toMatchObject({ status: 403, code: 'client.beyond-own-rights' });
  });

  it('a member does not take a member from the body or the fact sheet of a practice', async () => {
    const sheet = { ...completeSheet('Theirs'), ownerMemberId: other };
    expect((await own.city.post('/v1/practices', sheet)).status).toBe(422);
  });

  it('an identity that an outside caller sends is dropped: without a token it is nobody', async () => {
    const forged = { [IDENTITY_HEADER]: await (await IdentitySigner.fromKey(await newIdentityKey())).sign(operator) };
    for (const name of [IDENTITY_HEADER, IDENTITY_HEADER.toUpperCase()]) {
      const headers = { [name]: forged[IDENTITY_HEADER] };
      const nobody = new Client(system);
      expect((await nobody.send('GET', '/v1/me', { headers })).status).toBe(401);
      expect((await nobody.send('GET', '/v1/membership-applications', { headers })).status).toBe(401);
      // A bad identity that reached an app would get 401 even on a public route.
      expect((await nobody.send('GET', '/v1/members', { headers })).status).toBe(200);
    }
  });

  it('an identity that an outside caller sends is dropped: with a token it is who the token says', async () => {
    const forged = await (await IdentitySigner.fromKey(await newIdentityKey())).sign(operator);
    const headers = { [IDENTITY_HEADER]: forged };
    expect((await own.city.send('GET', '/v1/me', { headers })).body.roles).toEqual(['member-editor']);
    expect((await own.city.send('GET', '/v1/membership-applications', { headers })).status).toBe(403);
  });

  it('an identity is no token', async () => {
    const client = new Client(system);
    client.token = await (await IdentitySigner.fromKey(await newIdentityKey())).sign(operator);
    expect((await client.get('/v1/me')).body).toMatchObject({ status: 401, code: 'identity.invalid' });
  });

  it.each([
    ['rotated', (path: string) => own.admin.post(`${path}/rotation`)],
    ['deleted', (path: string) => own.admin.send('DELETE', path)],
  ])('the token and the secret of a %s client are dead', async (_, end) => {
    const made = await own.admin.post('/v1/clients', { name: 'short-lived', roles: ['steering'] });
    const client = await Client.signedIn(system, made.body);
    expect((await client.get('/v1/membership-applications')).status).toBe(200);
    expect((await end(`/v1/clients/${made.body.clientId}`)).status).toBeLessThan(300);
    expect((await client.get('/v1/membership-applications')).body).toMatchObject({
      status: 401,
      code: 'identity.invalid',
    });
    await expect(Client.signedIn(system, made.body)).rejects.toThrow('oauth.invalid-client');
  });
});
