import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { IDENTITY_HEADER } from '#identity';
import { Browser } from '#testing';
import { CLIENT_ID, testIssuer } from '../../test/test-issuer.js';
import { testGateway } from '../../test/test-gateway.js';
import { testPeople, type TestPeople } from '../../test/test-people.js';
import { derivedKey } from '../derived-key.js';

describe('signing in', () => {
  let people: TestPeople;
  beforeAll(async () => {
    people = await testPeople();
  });
  afterEach(() => people.clock.reset());
  afterAll(() => people.close());

  const start = () => `${people.gateway.url}/v1/session/sign-in`;

  it('makes an invited person known, with the rights of the invitation', async () => {
    const memberId = newId();
    const { me, id } = await people.person(
      { roles: ['member-editor'], memberId, grants: ['voting'] },
      { name: 'Anna Example' },
    );
    expect((await me()).body).toMatchObject({
      kind: 'person', id, name: 'Anna Example', roles: ['member-editor'], memberId, affiliation: null, grants: ['voting'],
    }); // prettier-ignore
  });

  it('tells the apps of a person by the signed identity, and nothing of the cookie', async () => {
    const { browser, id } = await people.person({ roles: ['official'] });
    await browser.send('GET', `${people.gateway.url}/v1/practices`);
    const { headers } = people.gateway.upstream.received.at(-1)!;
    expect(headers.cookie).toBeUndefined();
    expect(await people.gateway.verifier.verify(headers[IDENTITY_HEADER] as string)).toMatchObject({
      kind: 'person',
      id,
      roles: ['official'],
    });
  });

  it('asks the issuer with PKCE, state and nonce, and keeps them from scripts and other sites', async () => {
    const begun = await new Browser().send('GET', start());
    expect(begun.status).toBe(302);
    const asked = new URL(begun.headers.get('location')!).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code', client_id: CLIENT_ID, code_challenge_method: 'S256', scope: 'openid profile email',
      redirect_uri: `${people.gateway.url}/v1/session/callback`,
    }); // prettier-ignore
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)!.length).toBeGreaterThanOrEqual(43);
    expect(begun.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^lra-sign-in=[\w-]+\.[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    expect(begun.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('gives the session as a cookie that scripts cannot read, and stores it hashed', async () => {
    const { subject, email } = people.account();
    await people.invite(email, { roles: ['official'] });
    const browser = new Browser();
    const page = await browser.follow('GET', start());
    const back = await untilCallback(browser, `${page.url}/${subject}`);
    const done = await browser.send('GET', back);
    expect(done.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^lra-session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/),
    );
    const rows = await people.gateway.dataSource.query<object[]>('select * from session');
    expect(JSON.stringify(rows)).not.toContain(browser.cookie('lra-session'));
  });

  it('returns to a path of this host alone: an open redirect is refused', async () => {
    for (const returnTo of [
      'https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', '\\\\evil.example', 'evil.example',
      'javascript:alert(1)', '/a\nb', '/%0d\r\nset-cookie: a=b', '', `/${'a'.repeat(500)}`,
    ]) {
      const refused = await new Browser().send('GET', `${start()}?returnTo=${encodeURIComponent(returnTo)}`);
      expect([returnTo, refused.body]).toMatchObject([returnTo, { status: 422, errors: [{ pointer: '/returnTo' }] }]);
    } // prettier-ignore
    const { subject, email } = people.account();
    await people.invite(email, { roles: ['official'] });
    const landed = await people.signIn(new Browser(), subject, '/v1/session?');
    expect(landed).toMatchObject({ status: 200, url: `${people.gateway.url}/v1/session?` });
  });

  describe('is refused', () => {
    /** A browser that stands before the callback. */
    async function before(roles: ['official'] = ['official']) {
      const { subject, email } = people.account();
      await people.invite(email, { roles });
      const browser = new Browser();
      const page = await browser.follow('GET', start());
      return { browser, back: await untilCallback(browser, `${page.url}/${subject}`) };
    }
    /** The cookie with other content, in the words of the gateway; signed as `sign` has it. */
    const change = (browser: Browser, changes: object, sign: (content: string, signature: string) => string) => {
      const [content, signature] = browser.cookie('lra-sign-in')!.split('.');
      const begun = JSON.parse(Buffer.from(content!, 'base64url').toString()) as object;
      const changed = Buffer.from(JSON.stringify({ ...begun, ...changes })).toString('base64url');
      browser.plant('lra-sign-in', `${changed}.${sign(changed, signature!)}`);
    };
    const signed = (content: string) =>
      createHmac('sha256', derivedKey(people.gateway.runtime({}).settings, 'cookies'))
        .update(content)
        .digest('base64url');

    it('to a browser that has not begun it, or has begun another one (state)', async () => {
      const { back } = await before();
      const other = await before();
      for (const browser of [new Browser(), other.browser]) {
        expect((await browser.send('GET', back)).body).toMatchObject({ status: 401, code: 'sign-in.not-begun-here' });
        expect(browser.cookie('lra-session')).toBeUndefined();
      }
      expect((await other.browser.send('GET', other.back)).status).toBe(302); // its own sign-in is not disturbed
    });

    it.each([
      ['nonce', { nonce: 'another nonce' }],
      ['PKCE verifier', { codeVerifier: 'a'.repeat(43) }],
    ])('with a wrong %s', async (_, changes) => {
      const { browser, back } = await before();
      change(browser, changes, signed);
      expect((await browser.send('GET', back)).body).toMatchObject({ status: 401, code: 'sign-in.not-valid' });
      expect(browser.cookie('lra-session')).toBeUndefined();
    });

    it.each([
      ['the signature of another content', (_: string, signature: string) => signature],
      ['no signature', () => ''],
      [
        'a signature by another key',
        (content: string) => createHmac('sha256', 'x').update(content).digest('base64url'),
      ],
    ])('when its cookie was written by somebody else, with %s', async (_, sign) => {
      const { browser, back } = await before();
      change(browser, { returnTo: 'https://evil.example/' }, sign);
      expect((await browser.send('GET', back)).body).toMatchObject({ status: 401, code: 'sign-in.not-begun-here' });
      expect(browser.cookie('lra-session')).toBeUndefined();
    });

    it.each(['', '.', 'a', 'a.b', '%00', 'bnVsbA.', '.'.repeat(50)])('with the cookie %j', async (cookie) => {
      const { browser, back } = await before();
      browser.plant('lra-sign-in', cookie);
      expect((await browser.send('GET', back)).body).toMatchObject({ status: 401, code: 'sign-in.not-begun-here' });
    });

    it('with a code that was used before, or is none', async () => {
      const { browser, back } = await before();
      const cookie = browser.cookie('lra-sign-in')!;
      expect((await browser.send('GET', back)).status).toBe(302);
      browser.plant('lra-sign-in', cookie);
      expect((await browser.send('GET', back)).body).toMatchObject({ status: 401, code: 'sign-in.not-valid' });
      const second = await before();
      const invented = new URL(second.back);
      invented.searchParams.set('code', 'invented');
      expect((await second.browser.send('GET', invented.href)).body).toMatchObject({ code: 'sign-in.not-valid' });
    });

    it('with the answer of another issuer (RFC 9207)', async () => {
      const { browser, back } = await before();
      const mixedUp = new URL(back);
      mixedUp.searchParams.set('iss', 'https://evil.example');
      expect((await browser.send('GET', mixedUp.href)).body).toMatchObject({ status: 401, code: 'sign-in.not-valid' });
    });

    it('after ten minutes', async () => {
      const { browser, back } = await before();
      people.clock.forward(11);
      expect((await browser.send('GET', back)).body).toMatchObject({ code: 'sign-in.not-begun-here' });
    });

    it('when the issuer says so, also with parameters that nobody knows', async () => {
      const { browser, back } = await before();
      const state = new URL(back).searchParams.get('state')!;
      const denied = new URLSearchParams({ error: 'access_denied', state, iss: people.issuer.url, session_state: 'x' });
      const answer = await browser.send('GET', `${people.gateway.url}/v1/session/callback?${denied.toString()}`);
      expect(answer.body).toMatchObject({ status: 403, code: 'sign-in.denied' });
    });

    it.each([
      ['nobody invited', {}, 'sign-in.not-invited'],
      ['whose address is not verified', { email_verified: false }, 'sign-in.email-not-verified'],
    ])('to somebody %s, and nothing is kept of them', async (_, claims, code) => {
      const { subject, email } = people.account(claims);
      if (code !== 'sign-in.not-invited') await people.invite(email, { roles: ['official'] });
      const browser = new Browser();
      expect((await people.signIn(browser, subject)).body).toMatchObject({ status: 403, code });
      expect(browser.cookie('lra-session')).toBeUndefined();
      const rows = await people.gateway.dataSource.query<object[]>('select 1 from person where subject = $1', [
        subject,
      ]);
      expect(rows).toEqual([]);
    });
  });

  it.each([
    ['c@city.example', { email: 'c@city.example', email_verified: 'true' }],
    ['f@m\u00fcnchen.example', { email: 'f@xn--mnchen-3ya.example' }],
    ['g@xn--mnchen-3ya.example', { email: 'G@mu\u0308nchen.EXAMPLE' }],
    ['"h"@city.example', { email: 'h@city.example', email_verified: 'true' }],
    ['jo\u0308rg@city.example', { email: 'J\u00f6rg@city.example' }],
  ])('lets %s in, whom the issuer vouches for as %j', async (invited, claims) => {
    const { subject } = people.account(claims);
    expect((await people.invite(invited, { roles: ['official'] })).status).toBe(201);
    expect((await people.signIn(new Browser(), subject)).body).toMatchObject({ roles: ['official'] });
  });

  it.each([
    ['not verified', 'i@city.example', { email: 'i@city.example', email_verified: 'false' }],
    ['not verified', 'j@city.example', { email: 'j@city.example', email_verified: '' }],
    ['not verified', 'k@city.example', { email: 'k@city.example', email_verified: '1' }],
    ['another', 'l@city.example', { email: 'l@city.example.org' }],
    ['another, which passes for it', 'kim@city.example', { email: '\u212aim@city.example' }],
    ['another, with something that nobody sees', 'm@city.example', { email: 'm\u200b@city.example' }],
    ['another, in quotation marks', 'n@city.example', { email: '"n@city.example"@evil.example' }],
  ])('keeps out whom the issuer vouches for with an address that is %s', async (_, invited, claims) => {
    const { subject } = people.account(claims);
    expect((await people.invite(invited, { roles: ['official'] })).status).toBe(201);
    expect((await people.signIn(new Browser(), subject)).status).toBe(403);
  });

  it.each(['zw@city.example\u200b', 'z\u200dw@city.example', 'zw@city\u00ad.example', '\ufeffzw@city.example'])(
    'needs an address in which nothing is hidden: an invitation to %j is refused',
    async (email) => {
      const refused = await people.invite(email, { roles: ['official'] });
      expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/email' }] });
    },
  );

  it('gives a new session each time: one that was planted or held before is worth nothing (session fixation)', async () => {
    const { browser, subject, me } = await people.person({ roles: ['official'] });
    const former = browser.cookie('lra-session')!;
    expect((await people.signIn(browser, subject)).status).toBe(200);
    const present = browser.cookie('lra-session')!;
    expect(present).not.toBe(former);
    browser.plant('lra-session', former);
    expect((await me()).status).toBe(401);

    const planted = 'p'.repeat(43);
    const victim = new Browser();
    victim.plant('lra-session', planted);
    expect((await people.signIn(victim, subject)).status).toBe(200);
    expect(victim.cookie('lra-session')).not.toBe(planted);
    expect((await people.gateway.call('GET', '/v1/me', { headers: { cookie: `lra-session=${planted}` } })).status).toBe(
      401,
    );
  });
});

describe('the issuer', () => {
  it('may put the address into the identity token instead of answering for it', async () => {
    const people = await testPeople();
    try {
      await people.issuer.serve(people.gateway.url, { emailInToken: true });
      const { me } = await people.person({ roles: ['official'] }, { name: 'Bo Example' });
      expect((await me()).body).toMatchObject({ name: 'Bo Example' });
    } finally {
      await people.close();
    }
  });

  it('may say nothing of verification, when the operator trusts it', async () => {
    const people = await testPeople({ OIDC_TRUST_EMAIL: 'true' });
    try {
      const claims = { name: 'C', email: 'silent@people.example' };
      people.issuer.accounts.set('silent', claims);
      people.issuer.accounts.set('open', { ...claims, email_verified: false });
      await people.invite(claims.email, { roles: ['official'] });
      expect((await people.signIn(new Browser(), 'open')).body).toMatchObject({ code: 'sign-in.email-not-verified' });
      expect((await people.signIn(new Browser(), 'silent')).body).toMatchObject({ roles: ['official'] });
    } finally {
      await people.close();
    }
  });

  it('may be away when the gateway starts: signing in is answered 503 until it is back', async () => {
    const issuer = await testIssuer();
    const port = new URL(issuer.url).port;
    await issuer.close();
    const gateway = await testGateway({ env: { OIDC_ISSUER: `http://127.0.0.1:${port}`, OIDC_CLIENT_ID: CLIENT_ID } });
    try {
      expect((await gateway.call('GET', '/health/live')).status).toBe(200);
      for (const path of ['/v1/session/sign-in', '/v1/session/sign-in?returnTo=/docs']) {
        const answer = await gateway.call('GET', path);
        expect(answer.body).toMatchObject({ status: 503, code: 'sign-in.issuer-away' });
        expect(answer.headers['retry-after']).toBe('5');
      }
      const returned = await testIssuer(Number(port));
      await returned.serve(gateway.url);
      expect((await gateway.call('GET', '/v1/session/sign-in')).status).toBe(302);
      await returned.close();
    } finally {
      await gateway.close();
    }
  });

  it('need not be set: then nobody signs in, and is told so', async () => {
    const gateway = await testGateway();
    try {
      const answer = await gateway.call('GET', '/v1/session/sign-in');
      expect(answer.body).toMatchObject({ status: 404, code: 'sign-in.not-set-up' });
    } finally {
      await gateway.close();
    }
  });
});

/** Goes on from the issuer's page to the address of the callback, and does not go there. */
async function untilCallback(browser: Browser, choice: string): Promise<string> {
  let visited = await browser.send('POST', choice);
  for (;;) {
    const next = new URL(visited.headers.get('location')!, visited.url).href;
    if (next.includes('/v1/session/callback')) return next;
    visited = await browser.send('GET', next);
  }
}
