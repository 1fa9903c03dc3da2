import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { IDENTITY_HEADER, IdentitySigner, newIdentityKey } from '#identity';
import { createApp } from '#app';
import { eventually } from '#testing';
import { memberEvent, testGateway, type TestGateway } from '../../test/test-gateway.js';
import { ensureAdmin } from './bootstrap-admin.js';
import { gatewayApp } from '../gateway.app.js';
import { TokenRepository } from './token.repository.js';

const memberTopic = 'lra.network.member';

describe('credentials', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await testGateway({ env: { LRA_RATE_LIMIT: '100000' } });
  });
  afterAll(() => gateway.close());

  const me = (token: string) => gateway.call('GET', '/v1/me', { token });

  describe('the operator’s first client', () => {
    it('is made once, works, and is not shown again', async () => {
      expect(gateway.admin).toBeDefined();
      expect((await me(gateway.adminToken)).body).toMatchObject({
        kind: 'client',
        roles: ['admin'],
        memberId: null,
        grants: [],
      });
      expect(await ensureAdmin(gateway.app)).toBeUndefined();
    });

    it('follows the settings: the same values are no change, others replace the secret and end its tokens', async () => {
      const other = await testGateway({
        env: { LRA_ADMIN_CLIENT_ID: 'Órgão /1', LRA_ADMIN_CLIENT_SECRET: 'a secret: 100% & long' },
      });
      try {
        const first = (await other.askToken('Órgão /1', 'a secret: 100% & long')).body.access_token as string;
        expect(await ensureAdmin(other.app)).toBeUndefined();
        expect((await other.call('GET', '/v1/me', { token: first })).status).toBe(200);

        const env = { LRA_ADMIN_CLIENT_ID: 'operator', LRA_ADMIN_CLIENT_SECRET: 'another long secret' };
        const restarted = await createApp(gatewayApp, other.runtime(env));
        await restarted.app.close();

        await eventually(async () => (await other.call('GET', '/v1/me', { token: first })).status === 401, 5_000);
        expect((await other.askToken('Órgão /1', 'a secret: 100% & long')).status).toBe(401);
        expect((await other.askToken('operator', 'another long secret')).status).toBe(200);
      } finally {
        await other.close();
      }
    });
  });

  describe('a token request', () => {
    const post = (body: string, headers: Record<string, string> = {}) =>
      gateway.call('POST', '/v1/oauth/token', {
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });

    it('is answered with a token that nobody stores on the way', async () => {
      const { clientId, clientSecret } = gateway.admin!;
      const answer = await gateway.askToken(clientId, clientSecret);
      expect(answer.body).toEqual({
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 900,
        scope: 'admin',
      });
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it('may show the client by HTTP Basic, each half form-encoded', async () => {
      const { clientId, clientSecret } = gateway.admin!;
      const pair = `${encodeURIComponent(clientId).replaceAll('-', '%2D')}:${encodeURIComponent(clientSecret)}`;
      const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
      expect((await post('grant_type=client_credentials', { authorization })).status).toBe(200);
      const twice = await post(`grant_type=client_credentials&client_id=${clientId}&client_secret=x`, {
        authorization,
      });
      expect(twice.body).toMatchObject({ status: 400, code: 'oauth.invalid-request', error: 'invalid_request' });
      const wrong = await post('grant_type=client_credentials', {
        authorization: `Basic ${Buffer.from('a:b').toString('base64')}`,
      });
      expect(wrong.body).toMatchObject({ status: 401, code: 'oauth.invalid-client' });
      expect(wrong.headers['www-authenticate']).toContain('Basic');
    });

    it('ignores an Idempotency-Key: two requests give two tokens', async () => {
      const body = new URLSearchParams({
        grant_type: 'client_credentials', client_id: gateway.admin!.clientId, client_secret: gateway.admin!.clientSecret,
      }).toString(); // prettier-ignore
      const [first, second] = [
        await post(body, { 'idempotency-key': 'k' }),
        await post(body, { 'idempotency-key': 'k' }),
      ];
      expect(first.body.access_token).not.toBe(second.body.access_token);
    });

    it.each([
      ['no credentials', 'grant_type=client_credentials', 401, 'oauth.invalid-client'],
      ['an unknown client', 'grant_type=client_credentials&client_id=a&client_secret=b', 401, 'oauth.invalid-client'],
      [
        'a null byte in the id',
        'grant_type=client_credentials&client_id=%00&client_secret=b',
        400,
        'oauth.invalid-request',
      ],
      [
        'a bell in the secret',
        'grant_type=client_credentials&client_id=a&client_secret=%07',
        400,
        'oauth.invalid-request',
      ],
      [
        'more parameters than a form may have',
        `grant_type=client_credentials${'&a=1'.repeat(500)}`,
        400,
        'oauth.invalid-request',
      ],
      ['no grant type', 'client_id=a&client_secret=b', 400, 'oauth.invalid-request'],
      ['another grant type', 'grant_type=password&client_id=a&client_secret=b', 400, 'oauth.unsupported-grant-type'],
      ['a parameter given twice', 'grant_type=x&grant_type=y', 400, 'oauth.invalid-request'],
    ])('with %s is refused', async (_, body, status, code) => {
      const answer = await post(body);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.body).toMatchObject({ status, code });
    });

    it('is refused for some time after twenty wrong secrets, for that client alone', async () => {
      const [victim, other] = [
        await gateway.client({ roles: ['steering'] }),
        await gateway.client({ roles: ['steering'] }),
      ];
      for (let guess = 0; guess < 20; guess += 1) {
        expect((await gateway.askToken(victim.clientId, `wrong ${guess}`)).status).toBe(401);
      }
      const refused = await gateway.askToken(victim.clientId, victim.clientSecret);
      expect(refused.body).toMatchObject({ status: 429, code: 'request.too-many' });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((await gateway.askToken(other.clientId, other.clientSecret)).status).toBe(200);
    });
  });

  describe('a client', () => {
    it('is dead at once when it is rotated or deleted, with all its tokens', async () => {
      const client = await gateway.client({ roles: ['steering'] });
      const second = await gateway.tokenOf(client);
      const rotated = await gateway.call('POST', `/v1/clients/${client.clientId}/rotation`, {
        token: gateway.adminToken,
      });
      expect(rotated.body).toEqual({ clientId: client.clientId, clientSecret: expect.any(String) });
      expect([(await me(client.token)).status, (await me(second)).status]).toEqual([401, 401]);
      expect((await gateway.askToken(client.clientId, client.clientSecret)).status).toBe(401);

      const fresh = await gateway.tokenOf(rotated.body);
      expect((await me(fresh)).status).toBe(200);
      expect(
        (await gateway.call('DELETE', `/v1/clients/${client.clientId}`, { token: gateway.adminToken })).status,
      ).toBe(204);
      expect((await me(fresh)).status).toBe(401);
      expect((await gateway.askToken(client.clientId, rotated.body.clientSecret)).status).toBe(401);
      expect(
        (await gateway.call('DELETE', `/v1/clients/${client.clientId}`, { token: gateway.adminToken })).status,
      ).toBe(404);
    });

    it('that was rotated elsewhere is dead here within five seconds', async () => {
      const client = await gateway.client({ roles: ['steering'] });
      expect((await me(client.token)).status).toBe(200);
      await gateway.dataSource.query('delete from token where client::text = $1', [client.clientId]);
      await eventually(async () => (await me(client.token)).status === 401, 5_000);
    });

    it('has its secrets and tokens stored as hashes only, and expired tokens cleared away', async () => {
      const client = await gateway.client({ roles: ['steering'] });
      const dump = JSON.stringify([
        await gateway.dataSource.query('select * from client'),
        await gateway.dataSource.query(`select encode(hash, 'base64') from token`),
      ]);
      expect(dump).not.toContain(client.clientSecret);
      expect(dump).not.toContain(client.token);
      await gateway.dataSource.query(`update token set expires_at = now() where client::text = $1`, [client.clientId]);
      await eventually(async () => (await me(client.token)).status === 401, 5_000);
      expect(await gateway.app.get(TokenRepository).purge(new Date())).toBe(1);
    });

    it.each([
      ['an unknown role', { roles: ['king'] }, '/roles'],
      ['no role', { roles: [] }, '/roles'],
      ['member-editor without a member', { roles: ['member-editor'] }, '/memberId'],
      ['reviewer without member and affiliation', { roles: ['reviewer'] }, '/affiliation'],
      ['voting without a member', { roles: ['steering'], grants: ['voting'] }, '/grants'],
      ['a member that is unknown', { roles: ['member-editor'], memberId: newId() }, '/memberId'],
      ['an id that is none', { roles: ['member-editor'], memberId: 'x' }, '/memberId'],
      ['an unknown field', { roles: ['steering'], admin: true }, '/admin'],
    ])('with %s is refused at its place', async (_, body, pointer) => {
      const answer = await gateway.call('POST', '/v1/clients', {
        token: gateway.adminToken,
        body: { name: 'x', ...body },
      });
      expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer }] });
    });

    it.each(['suspended', 'ended'])('of a member that is %s is refused', async (status) => {
      const memberId = newId();
      gateway.upstream.members.set(memberId, status);
      const body = { name: 'x', roles: ['member-editor'], memberId };
      const answer = await gateway.call('POST', '/v1/clients', { token: gateway.adminToken, body });
      expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer: '/memberId', code: 'member-not-active' }] });
    });
  });

  describe('a member-editor', () => {
    const editor = async (rights: object = {}) => {
      const memberId = newId();
      return { memberId, ...(await gateway.client({ roles: ['member-editor'], memberId, ...rights })) };
    };
    const make = (token: string, body: object) =>
      gateway.call('POST', '/v1/clients', { token, body: { name: 'x', ...body } });

    it('makes, rotates and deletes clients of the own member', async () => {
      const { token, memberId } = await editor();
      const made = await make(token, { roles: ['member-editor'] });
      expect(made.status).toBe(201);
      const mine = await gateway.tokenOf(made.body);
      expect((await me(mine)).body).toMatchObject({ roles: ['member-editor'], memberId });
      expect((await gateway.call('POST', `/v1/clients/${made.body.clientId}/rotation`, { token })).status).toBe(200);
      expect((await gateway.call('DELETE', `/v1/clients/${made.body.clientId}`, { token })).status).toBe(204);
    });

    it('gets no more rights than the own, by no way', async () => {
      const { token, memberId } = await editor();
      const other = await editor();
      for (const body of [
        { roles: ['admin'] },
        { roles: ['member-editor', 'steering'] },
        { roles: ['member-editor'], memberId: other.memberId },
        { roles: ['member-editor'], grants: ['voting'] },
      ]) {
        expect((await make(token, body)).status).toBe(403);
      }
      const steering = await gateway.client({ roles: ['steering'], memberId });
      const voting = await gateway.client({ roles: ['member-editor'], memberId, grants: ['voting'] });
      for (const stronger of [steering, voting]) {
        const rotation = await gateway.call('POST', `/v1/clients/${stronger.clientId}/rotation`, { token });
        expect(rotation.body).toMatchObject({ status: 403, code: 'client.beyond-own-rights' });
        expect((await me(stronger.token)).status).toBe(200);
      }
    });

    it('neither sees nor touches the clients of others', async () => {
      const [one, other] = [await editor(), await editor()];
      const listed = await gateway.call('GET', '/v1/clients?total=true', { token: one.token });
      expect(listed.body).toMatchObject({ total: 1, items: [{ clientId: one.clientId }] });
      expect(listed.text).not.toContain('secret');
      for (const id of [other.clientId, gateway.admin!.clientId, newId(), 'no%20id', '%00']) {
        const expected = id === '%00' ? 422 : 404;
        expect((await gateway.call('POST', `/v1/clients/${id}/rotation`, { token: one.token })).status).toBe(expected);
        expect((await gateway.call('DELETE', `/v1/clients/${id}`, { token: one.token })).status).toBe(expected);
      }
      expect((await me(other.token)).status).toBe(200);
    });
  });

  it('lets other roles and anonymous callers at no clients', async () => {
    const { token } = await gateway.client({ roles: ['steering'] });
    expect((await gateway.call('GET', '/v1/clients', { token })).status).toBe(403);
    expect((await gateway.call('GET', '/v1/clients')).status).toBe(401);
    expect((await gateway.call('POST', '/v1/clients', { body: {} })).status).toBe(401);
  });

  it('believes no identity that a caller brings along', async () => {
    const signer = await IdentitySigner.fromKey(await newIdentityKey());
    const forged = await signer.sign({
      kind: 'client', id: newId(), name: 'x', roles: ['admin'], memberId: undefined, affiliation: undefined, grants: [],
    }); // prettier-ignore
    const headers = { [IDENTITY_HEADER]: forged };
    expect((await gateway.call('GET', '/v1/me', { headers })).status).toBe(401);
    await gateway.call('GET', '/v1/practices', { headers: { ...headers, 'X-LRA-Other': '1' } });
    expect(Object.keys(gateway.upstream.received.at(-1)!.headers).filter((name) => name.startsWith('x-lra'))).toEqual(
      [],
    );
    const { token } = await gateway.client({ roles: ['steering'] });
    await gateway.call('GET', '/v1/practices', { token, headers });
    const passed = gateway.upstream.received.at(-1)!.headers[IDENTITY_HEADER] as string;
    expect(await gateway.verifier.verify(passed)).toMatchObject({ kind: 'client', roles: ['steering'] });
  });

  it('lets a suspended member read but not write, and one that has ended do nothing', async () => {
    const memberId = newId();
    const { token, clientId, clientSecret } = await gateway.client({ roles: ['member-editor'], memberId });
    const write = () => gateway.call('POST', '/v1/practices', { token, body: {} });
    expect((await write()).status).toBe(200);
    await gateway.publish(memberTopic, memberEvent(memberId, 'approved', 1));
    await gateway.publish(memberTopic, memberEvent(memberId, 'suspended', 2));
    await eventually(async () => (await write()).status === 403, 5_000);
    expect((await write()).body).toMatchObject({ code: 'member.suspended' });
    expect((await gateway.call('DELETE', `/v1/clients/${clientId}`, { token })).body).toMatchObject({
      code: 'member.suspended',
    });
    expect((await me(token)).status).toBe(200);
    expect((await gateway.askToken(clientId, clientSecret)).status).toBe(200);
    await gateway.publish(memberTopic, memberEvent(memberId, 'reinstated', 3));
    await eventually(async () => (await write()).status === 200, 5_000);
    await gateway.publish(memberTopic, memberEvent(memberId, 'ended', 4));
    await eventually(async () => (await me(token)).status === 401, 5_000);
    expect((await gateway.askToken(clientId, clientSecret)).status).toBe(401);
  });

  it('makes no client for a member that network cannot be asked about', async () => {
    const alone = await testGateway({ urlOf: () => 'http://127.0.0.1:1' });
    try {
      const body = { name: 'x', roles: ['member-editor'], memberId: newId() };
      const answer = await alone.call('POST', '/v1/clients', { token: alone.adminToken, body });
      expect(answer.body).toMatchObject({ status: 503, code: 'service.away' });
      expect(answer.headers['retry-after']).toBeDefined();
    } finally {
      await alone.close();
    }
  });
});
