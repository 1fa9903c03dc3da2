import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '#contracts';
import { IDENTITY_HEADER, IdentityVerifier, pagesTrust } from '#identity';
import { json, memberEvent, testGateway, type TestGateway } from '../../test/test-gateway.js';
import { testPeople, type TestPeople } from '../../test/test-people.js';
import { Visits } from '../page/visits.js';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const practice = '/v1/practices/01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11';

describe('the gateway before the pages', () => {
  let people: TestPeople;
  let gateway: TestGateway;
  let pages: IdentityVerifier;
  beforeAll(async () => {
    people = await testPeople();
    ({ gateway } = people);
    pages = new IdentityVerifier(() => gateway.url, pagesTrust);
  });
  afterAll(() => people.close());
  afterEach(() => {
    gateway.upstream.state.respond = (_, response) => json(response, 200, { ok: true });
  });

  const toldIdentity = () => gateway.upstream.received.at(-1)!.headers[IDENTITY_HEADER] as string;

  it.each(['/', '/en', '/de/practices?q=x', '/assets/site-1.css', '/robots.txt', '/sitemap.xml', '/practices/1'])(
    'passes %s on to them, with what compression the browser knows and no cookie',
    async (path) => {
      await gateway.call('GET', path, { headers: { 'accept-encoding': 'br', cookie: 'lra-session=x' } });
      const { url, headers } = gateway.upstream.received.at(-1)!;
      expect([url, headers['accept-encoding'], headers.cookie]).toEqual([path, 'br', undefined]);
    },
  );

  it.each(['/nothing', '/english', '/v1', '/EN', '/en.html'])('knows that %s is no page', async (path) => {
    expect((await gateway.call('GET', path)).status).toBe(404);
  });

  it('tells them who looks, so that only they can use it', async () => {
    const { browser: ann, id } = await people.person({ roles: ['official'] });
    await ann.send('GET', `${gateway.url}/en`);
    const told = toldIdentity();
    expect(await pages.verify(told)).toMatchObject({ kind: 'person', id, roles: ['official'] });
    expect(await gateway.verifier.verify(told)).toBeUndefined(); // no app accepts it
  });

  it('takes it back as the credential of what they ask, and tells the apps who that is', async () => {
    const { browser: ann, id } = await people.person({ roles: ['official'] });
    await ann.send('GET', `${gateway.url}/en`);
    expect((await gateway.call('GET', '/v1/me', { token: toldIdentity() })).body).toMatchObject({ id });
    await gateway.call('GET', '/v1/practices', { token: toldIdentity() });
    expect(await gateway.verifier.verify(toldIdentity())).toMatchObject({ kind: 'person', id });
    await gateway.call('GET', '/en');
    expect((await gateway.call('GET', '/v1/me', { token: toldIdentity() })).status).toBe(401);
    expect((await gateway.call('GET', '/v1/practices', { token: toldIdentity() })).status).toBe(200);
  });

  it('refuses one that was changed', async () => {
    await gateway.call('GET', '/en');
    const [head, , signature] = toldIdentity().split('.');
    const body = Buffer.from(JSON.stringify({ kind: 'person', sub: '1', roles: ['admin'], grants: [] })).toString(
      'base64url',
    );
    const forged = await gateway.call('GET', '/v1/practices', { token: `${head}.${body}.${signature}` });
    expect([forged.status, forged.body.code]).toEqual([401, 'identity.invalid']);
  });

  it('lets somebody of a suspended member read through them, and not write', async () => {
    const memberId = '01995d3c-0000-7000-8000-00000000000a';
    const { browser: ann } = await people.person({ roles: ['member-editor'], memberId });
    await gateway.publish(topics.member, memberEvent(memberId, 'approved', 1));
    await gateway.publish(topics.member, memberEvent(memberId, 'suspended', 2));
    await ann.send('GET', `${gateway.url}/en`);
    const token = toldIdentity();
    expect((await gateway.call('GET', '/v1/practices', { token })).status).toBe(200);
    const written = await gateway.call('POST', '/v1/practices', { token, body: {} });
    expect([written.status, written.body.code]).toEqual([403, 'member.suspended']);
  });

  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'own' }, 200],
    [{ 'sec-fetch-site': 'cross-site', origin: 'own' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 403],
  ] as const)('takes a form only from a page of its own: %j', async (headers, status) => {
    const sent = await gateway.call('POST', '/en/join', {
      headers: {
        ...headers,
        ...('origin' in headers && headers.origin === 'own' ? { origin: gateway.url } : {}),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'name=x',
    });
    expect(sent.status).toBe(status);
  });

  it('ends a session from a page, here and at the issuer', async () => {
    const { browser: ann, me } = await people.person({ roles: ['official'] });
    const address = `${gateway.url}/fr/sign-out`;
    expect((await ann.send('POST', address, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await me()).status).toBe(200);
    const out = await ann.send('POST', address, { headers: { 'sec-fetch-site': 'same-origin' } });
    const [, issuer = ''] = /^0; url=(.+)$/.exec(out.headers.get('refresh')!) ?? [];
    expect([out.status, new URL(issuer).origin]).toEqual([200, people.issuer.url]);
    expect((await me()).status).toBe(401);
    const again = await ann.send('POST', address, { headers: { 'sec-fetch-site': 'same-origin' } });
    expect([again.status, again.headers.get('location')]).toEqual([303, '/fr']);
  });

  it('leads a browser from the address of a thing to its page, and answers programs', async () => {
    const led = await gateway.call('GET', practice, { headers: browser });
    expect([led.status, led.headers['location'], led.headers['vary']]).toEqual([303, practice.slice(3), 'accept']);
    for (const [path, headers] of [
      [practice, { accept: '*/*' }],
      [practice, { accept: 'application/json' }],
      [`${practice}?lang=en`, browser],
      [`${practice}/versions`, browser],
      ['/v1/practices', browser],
    ] as const) {
      expect([path, (await gateway.call('GET', path, { headers })).status]).toEqual([path, 200]);
    }
  });

  it('passes their own failure page on', async () => {
    gateway.upstream.state.respond = (_, response) =>
      response.writeHead(503, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>');
    const { status, text } = await gateway.call('GET', '/en', { headers: browser });
    expect([status, text]).toEqual([503, '<h1>']);
  });
});

describe('the gateway while the pages are away', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await testGateway({ env: { LRA_RATE_LIMIT: '6' }, urlOf: () => 'http://127.0.0.1:1' });
  });
  afterAll(() => gateway.close());

  it('tells a person so, in the language of the page, and when to try again', async () => {
    const { status, headers, text } = await gateway.call('GET', '/pl/practices', { headers: browser });
    expect([status, headers['retry-after'], headers['content-type']]).toEqual([503, '1', 'text/html; charset=utf-8']);
    expect(text).toMatch(/<html lang="pl">.*href="\/pl\/practices"/s);
    expect((await gateway.call('GET', '/en')).body).toMatchObject({ code: 'service.away' });
  });

  it('counts a page once, not what the pages ask for it', async () => {
    const told = await gateway.app.get(Visits).tell(undefined, '192.0.2.7');
    for (let asked = 0; asked < 10; asked += 1) {
      expect((await gateway.call('GET', '/v1/practices', { token: told })).body.code).toBe('service.away');
    }
    const busy = async () => (await gateway.call('GET', '/en', { headers: browser })).status;
    const answers = [];
    for (let asked = 0; asked < 8; asked += 1) answers.push(await busy());
    expect(answers).toEqual(expect.arrayContaining([503, 429]));
    expect((await gateway.call('GET', '/en', { headers: browser })).text).toContain('<h1>Too many requests');
  });
});
