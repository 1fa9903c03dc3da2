import { brotliDecompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '#identity';
import { testWeb, type TestWeb } from '../../test/test-web.js';
import { preferred } from './visit.js';

const ann: Principal = {
  kind: 'person', id: '01995d3c-0000-7000-8000-000000000001', name: 'Ann', roles: ['official'], memberId: undefined,
  affiliation: undefined, grants: [],
}; // prettier-ignore

const problem = (status: number, more: object = {}) => ({
  status,
  body: { type: 'about:blank', title: 'T', status, detail: 'D', code: 'c', traceId: 'abc', ...more },
});

describe('the pages', () => {
  let web: TestWeb;
  beforeAll(async () => {
    web = await testWeb();
  });
  afterAll(() => web.close());
  afterEach(() => {
    web.state.answer = () => ({ body: { items: [], next: null, total: 0 } });
  });

  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en;q=0.5, pl', 'pl'],
    ['fi, it;q=0', 'en'],
    ['*', 'en'],
    [undefined, 'en'],
  ])('begin in the language that the browser asks for: %s', async (header, lang) => {
    expect(preferred(header)).toBe(lang);
    const { statusCode, headers } = await web.get('/', header === undefined ? {} : { 'accept-language': header });
    expect([statusCode, headers.location]).toEqual([302, `/${lang}`]);
  });

  it('ask the API in the language of the address', async () => {
    await web.get('/fr', { 'accept-language': 'de' });
    expect(web.asked.at(-1)!.language).toBe('fr, en;q=0.5');
  });

  it('may be kept for a minute by everyone, and are not sent again when they are the same', async () => {
    const { headers } = await web.get('/en');
    expect(headers['cache-control']).toMatch(/^public, max-age=60,/);
    const again = await web.get('/en', { 'if-none-match': headers.etag as string });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('are kept by nobody once somebody has signed in, who is named', async () => {
    const { headers, body } = await web.get('/en', {}, ann);
    expect([headers['cache-control'], headers.etag]).toEqual(['private, no-store', undefined]);
    expect(body).toContain('<bdi>Ann</bdi>');
    expect(web.asked.at(-1)!.authorization).toMatch(/^Bearer /);
  });

  it('tell somebody who has signed in what waits for them, on the home page and on their own, and nobody else', async () => {
    const entry = { kind: 'practice-draft', count: 2, due: null, since: '2026-05-01T10:00:00Z', list: '/v1/practices?waitingFor=owner&status=draft' }; // prettier-ignore
    web.state.me = { body: { waiting: [entry], unavailable: [] } };
    for (const path of ['/en', '/en/work']) {
      const { headers, body } = await web.get(path, {}, ann);
      expect(body).toContain('2 drafts to complete and submit');
      expect(headers['cache-control']).toBe('private, no-store');
    }
    expect((await web.get('/en')).body).not.toContain('drafts');
    const { statusCode, headers } = await web.get('/en/work/practices?waitingFor=me');
    const back = encodeURIComponent('/en/work/practices?waitingFor=me');
    expect([statusCode, headers.location]).toEqual([302, `/v1/session/sign-in?returnTo=${back}`]);
    web.state.me = problem(503);
    expect((await web.get('/en', {}, ann)).statusCode).toBe(200);
    expect((await web.get('/en/work', {}, ann)).statusCode).toBe(503);
  });

  it('ask the API for the queue in their address, and for nothing else that stands there', async () => {
    await web.get('/en/work/practices?waitingFor=owner&status=draft&member=m&x=y', {}, ann);
    expect(web.asked.at(-1)!.url).toBe('/v1/practices?waitingFor=owner&status=draft&member=m&localised=true');
    const editor: Principal = { ...ann, roles: ['member-editor'], memberId: 'm' };
    const { length } = web.asked;
    await web.get('/en/work/practices', {}, editor);
    expect(web.asked.slice(length).map(({ url }) => url).sort()).toEqual([
      '/v1/practices?status=submitted&status=published&member=m&sort=updated&localised=true',
      '/v1/practices?waitingFor=me&limit=100&localised=true',
    ]); // prettier-ignore
  });

  it('take nobody’s word but the gateway’s for who looks', async () => {
    const { body } = await web.get('/en', { 'x-lra-identity': 'a.b.c' });
    expect(body).not.toContain('/sign-out');
    expect(web.asked.at(-1)!.authorization).toBeUndefined();
  });

  it('load and run nothing but files of this host', async () => {
    const { headers, body } = await web.get('/en');
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).not.toContain('unsafe');
    expect(body).not.toMatch(/ style=| on[a-z]+="|<style/);
  });

  it('load files that never change, compressed beforehand', async () => {
    const { body } = await web.get('/en');
    const files = [...body.matchAll(/"(\/assets\/[^"#]+)/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(2);
    for (const file of new Set(files)) {
      const { statusCode, headers, rawPayload } = await web.get(file, { 'accept-encoding': 'br' });
      expect([file, statusCode, headers['content-encoding']]).toEqual([file, 200, 'br']);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(brotliDecompressSync(rawPayload).length).toBeGreaterThan(0);
    }
  });

  it('are sent compressed', async () => {
    const { headers, rawPayload } = await web.get('/en', { 'accept-encoding': 'gzip, br' });
    expect(headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(rawPayload).toString()).toMatch(/^<!doctype html>/);
  });

  it('name themselves in every language, and the one address under which others should name them', async () => {
    const { body } = await web.get('/de?utm_source=mail');
    expect(body).toContain('<link rel="canonical" href="https://network.example/de"/>');
    expect(body.match(/hreflang="[a-z]{2}" href="https:\/\/network\.example\/[a-z]{2}"/g)).toHaveLength(6);
    expect(body).toContain('<meta property="og:locale" content="de_DE"/>');
  });

  it.each([
    ['/en/nothing', 404],
    ['/fi', 404],
    ['/fr/practices/x/y/z', 404],
  ])('tell that there is nothing at %s, and where to go on', async (path, status) => {
    const { statusCode, headers, body } = await web.get(path);
    expect([statusCode, headers['cache-control']]).toEqual([status, 'private, no-store']);
    expect(body).toMatch(/href="\/[a-z]{2}\/practices"/);
    expect(body).toContain('<meta name="robots" content="noindex"/>');
  });

  it('tell why something was withdrawn, in the words of who did it, whatever they contain', async () => {
    web.state.answer = () => problem(410, { reason: '<b>It was never "carried out".' });
    const { statusCode, body } = await web.get('/en');
    expect(statusCode).toBe(410);
    expect(body).toContain('<blockquote dir="auto">&lt;b>It was never &quot;carried out&quot;.</blockquote>');
  });

  it('lead to the sign-in and back where the API wants to know who asks', async () => {
    web.state.answer = () => problem(401);
    const { statusCode, headers } = await web.get('/it');
    expect([statusCode, headers.location]).toEqual([302, '/v1/session/sign-in?returnTo=%2Fit']);
  });

  it('tell what is not open to somebody who has signed in', async () => {
    web.state.answer = () => problem(403);
    expect((await web.get('/en', {}, ann)).body).toContain('<h1>This page is not open to you</h1>');
  });

  it('say when to try again if a part does not answer, or nothing does', async () => {
    web.state.answer = () => ({ ...problem(503), headers: { 'retry-after': '7' } });
    const part = await web.get('/en');
    expect([part.statusCode, part.headers['retry-after']]).toEqual([503, '7']);
    const alone = await testWeb();
    alone.loseGateway();
    const { statusCode, headers, body } = await alone.get('/en');
    expect([statusCode, headers['retry-after']]).toEqual([503, '5']);
    expect(body).toContain('href="/en">Try again</a>');
    await alone.close();
  });
});
