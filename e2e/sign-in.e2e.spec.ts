import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { Browser, eventually } from '#testing';
import { System, withOneMember } from './system.js';

describe('the demo people', () => {
  let system: System;
  beforeAll(async () => {
    system = await System.start();
  }, 90_000);
  afterAll(() => system.destroy(), 60_000);

  const signIn = async (browser: Browser, who: string) => {
    const page = await browser.follow('GET', `${system.url}/v1/session/sign-in`);
    return browser.follow('POST', `${page.url}/${who}`);
  };
  const me = async (browser: Browser) => (await browser.send('GET', `${system.url}/v1/me`)).status;

  it('are announced at the start', () => {
    expect(system.output).toContain('Demo people can sign in at /v1/session/sign-in');
  });

  it('sign in without a password: a secretary, an official, and an editor once there is a member', async () => {
    const [secretary, official, editor] = [new Browser(), new Browser(), new Browser()];
    expect((await signIn(secretary, 'secretary')).body).toMatchObject({
      kind: 'person', name: 'Demo Secretary', roles: ['steering'], memberId: null, grants: [],
    }); // prettier-ignore
    expect((await signIn(official, 'official')).body).toMatchObject({ name: 'Demo Official', roles: ['official'] });
    expect((await signIn(editor, 'editor')).body).toMatchObject({ status: 409, code: 'sign-in.no-member-yet' });

    const { memberId } = await withOneMember(system);
    await eventually(async () => (await signIn(new Browser(), 'editor')).status === 200);
    expect((await signIn(new Browser(), 'editor')).body).toMatchObject({
      kind: 'person', name: 'Demo Editor', roles: ['member-editor'], memberId, grants: [],
    }); // prettier-ignore
  }, 60_000);

  it('sign in and out without a word on the console, whatever Node runs it', async () => {
    const before = system.output;
    const browser = new Browser();
    await signIn(browser, 'secretary');
    const session = await browser.send('GET', `${system.url}/v1/session`);
    const headers = { 'x-csrf-token': (session.body as { csrfToken: string }).csrfToken };
    const left = await browser.send('POST', `${system.url}/v1/session/sign-out`, { headers });
    const page = await browser.follow('GET', (left.body as { issuerSignOut: string }).issuerSignOut);
    const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(page.text)!;
    const confirm = new URL('/session/end/confirm', page.url).href;
    await browser.follow('POST', confirm, new URLSearchParams({ xsrf: xsrf!, logout: 'yes' }));
    await browser.send('GET', new URL('/auth?client_id=nobody', page.url).href);
    expect(system.output).toBe(before);
  });

  it('cannot be reached by a page whose name was pointed at this machine (DNS rebinding), at the gateway and at the issuer', async () => {
    const begun = await new Browser().send('GET', `${system.url}/v1/session/sign-in`);
    const issuer = new URL(begun.headers.get('location')!).origin;
    const askedAs = async (origin: string, path: string, host: string) => {
      const { statusCode, body } = await request(origin + path, { headers: { host } });
      await body.dump();
      return statusCode;
    };
    const port = (origin: string) => new URL(origin).port;
    for (const [origin, path] of [
      [system.url, '/v1/session/sign-in'],
      [system.url, '/v1/practices'],
      [system.url, '/health/ready'],
      [issuer, '/.well-known/openid-configuration'],
      [issuer, '/people/someone'],
    ] as const) {
      for (const host of [`evil.example:${port(origin)}`, `127.0.0.1.evil.example:${port(origin)}`, 'evil.localhost'])
        expect([host, path, await askedAs(origin, path, host)]).toEqual([host, path, 421]);
      for (const host of [`localhost:${port(origin)}`, '127.1.2.3', '[::1]:80'])
        expect([host, path, await askedAs(origin, path, host)]).not.toEqual([host, path, 421]);
    }
  });

  it('keep their session over a restart, and have no rights once an issuer is set', async () => {
    const browser = new Browser();
    await signIn(browser, 'official');
    const stop = async () => expect(await system.stop()).toBe(0);
    await stop();
    await system.up();
    expect(await me(browser)).toBe(200);
    await stop();
    system = new System(system.dataDir, { OIDC_ISSUER: 'https://issuer.invalid', OIDC_CLIENT_ID: 'x' });
    await system.up();
    expect(system.output).not.toContain('demo people');
    expect(await me(browser)).toBe(401);
    expect((await browser.send('GET', `${system.url}/v1/session/sign-in`)).body).toMatchObject({
      status: 503,
      code: 'sign-in.issuer-away',
    });
  }, 90_000);

  it('are not offered where other machines can reach the system', async () => {
    await system.stop();
    system = new System(system.dataDir, { LRA_PUBLIC_URL: 'https://network.example', HOST: '0.0.0.0' });
    await system.up();
    expect(system.output).not.toContain('demo people');
    const address = /runs at\s+(\S+)/.exec(system.output)?.[1];
    expect(address).toBe('https://network.example');

    // The log reports what is open to the network; the metrics are not.
    const gateway = new URL(/listens\s+(\S+) \(open at every address of this machine\)/.exec(system.output)![1]!);
    const metrics = new URL(/Metrics\s+(\S+)$/m.exec(system.output)![1]!);
    const at = (url: URL, hostname: string) => fetch(`http://${hostname}:${url.port}${url.pathname}`);
    expect((await at(metrics, '127.0.0.1')).status).toBe(200);
    expect((await fetch(new URL('/health/live', gateway))).status).toBe(200);
    await expect(at(metrics, '127.0.0.2')).rejects.toThrow();
  }, 60_000);
});
