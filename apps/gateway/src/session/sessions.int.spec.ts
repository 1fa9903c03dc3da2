import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { IDENTITY_HEADER } from '#identity';
import { createApp } from '#app';
import { Browser, eventually } from '#testing';
import { gatewayApp } from '../gateway.app.js';
import { memberEvent } from '../../test/test-gateway.js';
import { testPeople, type TestPeople } from '../../test/test-people.js';

interface TriedRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
}

const memberTopic = 'lra.network.member';

describe('a session', () => {
  let people: TestPeople;
  beforeAll(async () => {
    people = await testPeople();
  });
  afterEach(() => people.clock.reset());
  afterAll(() => people.close());

  const editor = () => people.person({ roles: ['member-editor'], memberId: newId() });

  it('ends after an hour without use, and after twelve hours with it', async () => {
    const [idle, busy] = [await editor(), await editor()];
    people.clock.forward(59);
    expect((await busy.me()).status).toBe(200);
    people.clock.forward(2);
    expect((await idle.me()).status).toBe(401);
    for (let hours = 1; hours < 12; hours += 0.5) {
      expect((await busy.me()).status).toBe(200);
      people.clock.forward(30);
    }
    expect((await busy.me()).status).toBe(401);
  });

  it('is like none when it has ended: what is public stays readable', async () => {
    const { browser } = await editor();
    people.clock.forward(24 * 60);
    expect((await browser.send('GET', `${people.gateway.url}/v1/practices`)).status).toBe(200);
    expect((await browser.send('GET', `${people.gateway.url}/v1/session`)).body).toMatchObject({
      code: 'identity.missing',
    });
  });

  it('changes nothing without the token that only a page of this host can read (CSRF)', async () => {
    const [one, other] = [await editor(), await editor()];
    const post = (headers: Record<string, string>, method = 'POST') =>
      one.browser.send(method, `${people.gateway.url}/v1/practices`, { headers, body: '{}' });
    const refused: Record<string, string>[] = [
      {},
      { 'x-csrf-token': '' },
      { 'x-csrf-token': 'guessed' },
      { 'x-csrf-token': other.csrfToken },
      { 'x-csrf-token': one.csrfToken, 'sec-fetch-site': 'cross-site' },
      { 'x-csrf-token': one.csrfToken, 'sec-fetch-site': 'same-site' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ];
    for (const headers of refused) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        expect((await post(headers, method)).body).toMatchObject({ status: 403, code: 'session.csrf' });
      }
    }
    expect((await post({ 'x-csrf-token': one.csrfToken })).status).toBe(200);
    expect((await post({ 'x-csrf-token': one.csrfToken, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect(people.gateway.upstream.received.filter(({ method }) => method !== 'GET')).toHaveLength(2);
  });

  describe('on the page of the documentation', () => {
    /** What the page does with each call that one tries there, as its own script has it. */
    async function tried(browser: Browser, method: string, path: string, headers: Record<string, string> = {}) {
      const { url } = people.gateway;
      const page: { requestInterceptor?: (request: object) => Promise<TriedRequest> } = {};
      const script = (await browser.send('GET', `${url}/docs/start.js`)).text;
      const asked = async (address: string) => {
        const { status, body } = await browser.send('GET', url + address);
        return { ok: status < 400, json: () => Promise.resolve(body as unknown) };
      };
      runInNewContext(script, { SwaggerUIBundle: (options: object) => Object.assign(page, options), fetch: asked });
      const request = await page.requestInterceptor!({ method, url: url + path, headers });
      return browser.send(method, request.url, {
        headers: request.headers,
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
    }

    it('is enough to try every call, also those that change something', async () => {
      const { browser } = await editor();
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        expect([method, (await tried(browser, method, '/v1/practices')).status]).toEqual([method, 200]);
      }
    });

    it('gives way to a token that was entered there, and without both nothing is sent along', async () => {
      const { browser } = await editor();
      const { token } = await people.gateway.client({ roles: ['steering'] });
      expect((await tried(browser, 'POST', '/v1/practices', { Authorization: `Bearer ${token}` })).status).toBe(200);
      const { headers } = people.gateway.upstream.received.at(-1)!;
      expect(await people.gateway.verifier.verify(headers[IDENTITY_HEADER] as string)).toMatchObject({
        kind: 'client',
      });
      expect((await tried(new Browser(), 'POST', '/v1/practices')).status).toBe(401);
    });
  });

  it('does not keep its browser from what anybody may send: a form without the token is nobody’s', async () => {
    const { browser, csrfToken } = await editor();
    const url = `${people.gateway.url}/v1/subscriptions`;
    const identity = async (headers: Record<string, string>) => {
      expect((await browser.send('POST', url, { headers, body: '{}' })).status).toBe(200);
      return people.gateway.upstream.received.at(-1)!.headers[IDENTITY_HEADER];
    };
    expect(await identity({})).toBeUndefined();
    expect(await identity({ 'x-csrf-token': csrfToken })).toBeDefined();
  });

  it('gives way to a bearer token, which needs no such token', async () => {
    const { browser } = await editor();
    const { token } = await people.gateway.client({ roles: ['steering'] });
    const headers = { authorization: `Bearer ${token}` };
    expect((await browser.send('GET', `${people.gateway.url}/v1/me`, { headers })).body).toMatchObject({
      kind: 'client',
    });
    const url = `${people.gateway.url}/v1/practices`;
    expect((await browser.send('POST', url, { headers, body: '{}' })).status).toBe(200);
  });

  it('is none of a client: there is nothing to show or to end', async () => {
    const { token } = await people.gateway.client({ roles: ['steering'] });
    expect((await people.gateway.call('GET', '/v1/session', { token })).status).toBe(404);
    expect((await people.gateway.call('POST', '/v1/session/sign-out', { token })).status).toBe(404);
  });

  it('lets a person of a suspended member read and leave, and one of an ended member do nothing', async () => {
    const memberId = newId();
    const person = await people.person({ roles: ['member-editor'], memberId });
    const write = () => person.change('POST', '/v1/practices', {});
    await people.gateway.publish(memberTopic, memberEvent(memberId, 'approved', 1));
    await people.gateway.publish(memberTopic, memberEvent(memberId, 'suspended', 2));
    await eventually(async () => (await write()).status === 403, 5_000);
    expect((await write()).body).toMatchObject({ code: 'member.suspended' });
    expect((await person.me()).status).toBe(200);
    expect((await person.change('POST', '/v1/session/sign-out')).status).toBe(200);

    expect((await people.signIn(person.browser, person.subject)).status).toBe(200);
    await people.gateway.publish(memberTopic, memberEvent(memberId, 'ended', 3));
    await eventually(async () => (await person.me()).status === 401, 5_000);
    expect((await people.signIn(person.browser, person.subject)).body).toMatchObject({ code: 'sign-in.not-invited' });
  });

  it('has within five seconds the rights that another instance gave or took', async () => {
    const person = await people.person({ roles: ['official'] });
    expect((await person.me()).body.roles).toEqual(['official']);
    const by = (sql: string) => people.gateway.dataSource.query(sql, [person.invitationId]);
    await by(`update invitation set roles = '{reviewer}', affiliation = 'University of Exampleville' where id = $1`);
    await eventually(async () => (await person.me()).body.roles[0] === 'reviewer', 5_000);
    await by(`delete from invitation where id = $1`);
    await eventually(async () => (await person.me()).status === 401, 5_000);
  });

  it('loses the role steering when the mandate is over', async () => {
    const person = await people.person({ roles: ['steering'], endsOn: '2099-12-31' });
    await people.invite(person.email, { roles: ['reviewer'], affiliation: 'University of Exampleville' });
    await people.signIn(person.browser, person.subject);
    expect((await person.me()).body.roles).toEqual(['reviewer', 'steering']);
    await people.gateway.dataSource.query(`update invitation set ends_on = current_date - 2 where id = $1`, [
      person.invitationId,
    ]);
    await eventually(async () => (await person.me()).body.roles.length === 1, 5_000);
    expect((await person.me()).body.roles).toEqual(['reviewer']);
  });

  it('survives a restart, but not a change to another issuer: there the same subject is somebody else', async () => {
    const person = await people.person({ roles: ['official'] });
    const cookie = `lra-session=${person.browser.cookie('lra-session')!}`;
    const rolesAt = async (env: Record<string, string>) => {
      const { app } = await createApp({ ...gatewayApp, prepare: undefined }, people.gateway.runtime(env));
      try {
        const answer = await app.inject({ method: 'GET', url: '/v1/me', headers: { cookie } });
        return answer.statusCode;
      } finally {
        await app.close();
      }
    };
    expect(await rolesAt({ OIDC_ISSUER: people.issuer.url, OIDC_CLIENT_ID: 'x' })).toBe(200);
    expect(await rolesAt({ OIDC_ISSUER: 'https://other.example', OIDC_CLIENT_ID: 'x' })).toBe(401);
    expect(await rolesAt({})).toBe(401);
  });

  it('is bound to the host by __Host- and Secure where the public reaches it by https', async () => {
    const behindProxy = await testPeople({ LRA_PUBLIC_URL: 'https://network.example' });
    try {
      const begun = await behindProxy.gateway.call('GET', '/v1/session/sign-in');
      expect(begun.headers['set-cookie']).toMatch(
        /^__Host-lra-sign-in=[\w-]+\.[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(String(begun.headers['location'])).toContain(
        encodeURIComponent('https://network.example/v1/session/callback'),
      );
    } finally {
      await behindProxy.close();
    }
  });
});
