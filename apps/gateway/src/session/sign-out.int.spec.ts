import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { Browser, eventually } from '#testing';
import { CLIENT_ID } from '../../test/test-issuer.js';
import { testPeople, type TestPeople } from '../../test/test-people.js';

const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };

describe('signing out', () => {
  let people: TestPeople;
  beforeAll(async () => {
    people = await testPeople();
  });
  afterEach(() => people.clock.reset());
  afterAll(() => people.close());

  it('ends the session here and says where to end that of the issuer', async () => {
    const person = await people.person({ roles: ['official'] });
    const secret = person.browser.cookie('lra-session')!;
    expect((await person.browser.send('POST', `${people.gateway.url}/v1/session/sign-out`)).body).toMatchObject({
      code: 'session.csrf',
    });
    const left = await person.change('POST', '/v1/session/sign-out');
    const atIssuer = new URL(left.body.issuerSignOut);
    expect(atIssuer.origin).toBe(people.issuer.url);
    expect(Object.fromEntries(atIssuer.searchParams)).toEqual({
      client_id: CLIENT_ID,
      post_logout_redirect_uri: `${people.gateway.url}/`,
    });
    expect(person.browser.cookie('lra-session')).toBeUndefined();
    person.browser.plant('lra-session', secret);
    expect((await person.me()).status).toBe(401);
  });

  it('at the issuer ends the session here too (back-channel logout)', async () => {
    const person = await people.person({ roles: ['official'] });
    const elsewhere = new Browser(); // another session of the issuer, and of its person here
    await people.signIn(elsewhere, person.subject);
    const end = new URL('/session/end', people.issuer.url);
    end.searchParams.set('client_id', CLIENT_ID);
    const page = await person.browser.follow('GET', end.href);
    const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(page.text)!;
    const confirm = new URLSearchParams({ xsrf: xsrf!, logout: 'yes' });
    await person.browser.send('POST', `${people.issuer.url}/session/end/confirm`, { body: confirm });
    await eventually(async () => (await person.me()).status === 401, 5_000);
    expect((await elsewhere.send('GET', `${people.gateway.url}/v1/me`)).status).toBe(200);
  });

  describe('by a logout token', () => {
    const post = (body: string, type = 'application/x-www-form-urlencoded') =>
      people.gateway.call('POST', '/v1/session/back-channel-logout', { headers: { 'content-type': type }, body });
    const send = (token: string) => post(`logout_token=${token}`);
    const seconds = () => Math.floor(people.clock.now().getTime() / 1000);
    const claims = (subject: string, more: Record<string, unknown> = {}) => ({
      iss: people.issuer.url, aud: CLIENT_ID, iat: seconds(), exp: seconds() + 120, jti: newId(), sub: subject,
      events: EVENTS, ...more,
    }); // prettier-ignore
    const logoutType = { typ: 'logout+jwt' };

    it('ends all sessions of its subject, once: a replayed one is refused', async () => {
      const person = await people.person({ roles: ['official'] });
      const token = await people.issuer.sign(claims(person.subject), logoutType);
      const answer = await send(token);
      expect([answer.status, answer.headers['cache-control'], answer.text]).toEqual([200, 'no-store', '']);
      expect((await person.me()).status).toBe(401);

      await people.signIn(person.browser, person.subject);
      expect((await send(token)).body).toMatchObject({ status: 400, code: 'oauth.invalid-request' });
      expect((await person.me()).status).toBe(200);
    });

    it.each([
      ['of its own', { typ: 'logout+jwt' }],
      ['of its own, in full', { typ: 'application/logout+jwt' }],
      ['in capitals', { typ: 'LOGOUT+JWT' }],
      ['of any JWT', { typ: 'JWT' }],
      ['of any JWT in small letters', { typ: 'jwt' }],
      ['that is not said', {}],
    ])('ends the session with a type %s', async (_, header) => {
      const person = await people.person({ roles: ['official'] });
      const token = await people.issuer.sign(claims(person.subject, { aud: [CLIENT_ID, 'another client'] }), header);
      expect((await send(token)).status).toBe(200);
      expect((await person.me()).status).toBe(401);
    });

    it('that is forged is refused, whoever tries, and ends nothing', async () => {
      const person = await people.person({ roles: ['official'] });
      const good = claims(person.subject);
      const { privateKey } = await generateKeyPair('RS256');
      const forger = (header: object) =>
        new SignJWT(good).setProtectedHeader({ alg: 'RS256', ...logoutType, ...header });
      const signed = (more: Record<string, unknown>, header: object = logoutType) =>
        people.issuer.sign(claims(person.subject, more), header);
      const forged: Record<string, string> = {
        'another key': await forger({}).sign(privateKey),
        'another key under the known name': await forger({ kid: 'test key' }).sign(privateKey),
        'no signature': new UnsecuredJWT(good).encode(),
        'a secret that the client knows': await new SignJWT(good)
          .setProtectedHeader({ alg: 'HS256', ...logoutType })
          .sign(Buffer.from('secret of the gateway under test')),
        'the type of an access token': await signed({}, { typ: 'at+jwt' }),
        'the type of a proof': await signed({}, { typ: 'dpop+jwt' }),
        'a type that only begins well': await signed({}, { typ: 'logout+jwt2' }),
        'an empty type': await signed({}, { typ: '' }),
        'a type that is no text': await signed({}, { typ: 7 }),
        'the type of any, and a nonce': await signed({ nonce: 'n' }, { typ: 'JWT' }),
        'no type, and no event': await signed({ events: undefined }, {}),
        'another audience': await signed({ aud: 'another client' }),
        'another issuer': await signed({ iss: 'https://evil.example' }),
        'no event': await signed({ events: undefined }),
        'another event': await signed({ events: { 'https://evil.example/event': {} } }),
        'an event that is no object': await signed({ events: { [Object.keys(EVENTS)[0]!]: true } }),
        'a nonce, like an identity token': await signed({ nonce: 'n' }),
        'an end that is over': await signed({ exp: seconds() - 60 }),
        'a date to come': await signed({ iat: seconds() + 3_600, exp: seconds() + 7_200 }),
        'no date': await signed({ iat: undefined }),
        'an old date': await signed({ iat: seconds() - 3_600, exp: undefined }),
        'no id': await signed({ jti: undefined }),
        'an id that is no text': await signed({ jti: 7 }),
        'an empty id': await signed({ jti: '' }),
        'a subject that is no text': await signed({ sub: 7 }),
        'events that are a list': await signed({ events: Object.keys(EVENTS) }),
        'an audience that names others': await signed({ aud: ['another client', 'and another'] }),
        'neither subject nor session': await signed({ sub: undefined }),
        'a session that is no text': await signed({ sid: 7 }),
        'no shape': 'a.b.c',
        nothing: '',
      };
      for (const [what, token] of Object.entries(forged)) {
        expect([what, (await send(token)).body]).toMatchObject([what, { status: 400, code: 'oauth.invalid-request' }]);
      }
      expect((await post('')).status).toBe(400);
      expect((await post(`logout_token=${'a'.repeat(8_001)}`)).status).toBe(400);
      expect((await post('{}', 'application/json')).status).toBe(415);
      expect((await person.me()).status).toBe(200);
    });

    it('of one session of the issuer ends that one alone', async () => {
      const [one, other] = [new Browser(), new Browser()];
      const { subject, email } = people.account();
      await people.invite(email, { roles: ['official'] });
      for (const browser of [one, other]) expect((await people.signIn(browser, subject)).status).toBe(200);
      const rows = await people.gateway.dataSource.query<{ issuer_session: string }[]>(
        'select issuer_session from session join person on person.id = person_id where subject = $1 order by expires_at',
        [subject],
      );
      const token = await people.issuer.sign(claims(subject, { sid: rows[0]!.issuer_session }), logoutType);
      expect((await send(token)).status).toBe(200);
      expect((await one.send('GET', `${people.gateway.url}/v1/me`)).status).toBe(401);
      expect((await other.send('GET', `${people.gateway.url}/v1/me`)).status).toBe(200);
    });
  });
});
