import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testWeb, type TestWeb } from '../../test/test-web.js';
import { pageLanguages } from '../words/words.js';

/** Limits of sitemaps.org for one part. */
const [MOST_ADDRESSES, MOST_BYTES] = [50_000, 50 * 1024 * 1024];

const locations = (xml: string): string[] =>
  [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address!.replaceAll('&amp;', '&'));

describe('the sitemap', () => {
  let web: TestWeb;
  const all = Array.from({ length: 12_001 }, (_, n) => ({ id: `p${n}`, updatedAt: '2026-05-01T10:00:00Z' }));
  beforeAll(async () => {
    web = await testWeb();
    web.state.answer = (url) => {
      const { pathname, searchParams } = new URL(url, 'http://api.invalid');
      if (pathname === '/v1/members') return { body: { items: [{ id: 'm' }], next: null } };
      const [from, limit] = [Number(searchParams.get('cursor') ?? 0), Number(searchParams.get('limit'))];
      const next = from + limit < all.length ? String(from + limit) : null;
      return { body: { items: all.slice(from, from + limit), next } };
    };
  });
  afterAll(() => web.close());

  const get = async (address: string): Promise<string> => {
    const { pathname, search } = new URL(address);
    const { headers, rawPayload } = await web.get(pathname + search, { 'accept-encoding': 'gzip' });
    expect(headers['content-type']).toBe('application/xml; charset=utf-8');
    return (headers['content-encoding'] === 'gzip' ? gunzipSync(rawPayload) : rawPayload).toString();
  };

  it('has every page, practice and member once in each language, in parts of a size that search engines take', async () => {
    const parts = locations(await get('https://network.example/sitemap.xml'));
    const listed: string[] = [];
    for (const part of parts) {
      const xml = await get(part);
      const addresses = locations(xml);
      expect(addresses.length).toBeLessThanOrEqual(MOST_ADDRESSES);
      expect(Buffer.byteLength(xml)).toBeLessThan(MOST_BYTES);
      listed.push(...addresses);
    }
    expect(new Set(listed).size).toBe(listed.length);
    const wanted = pageLanguages.flatMap((lang) =>
      ['', '/members/m', ...all.map(({ id }) => `/practices/${id}`)].map(
        (path) => `https://network.example/${lang}${path}`,
      ),
    );
    const known = new Set(listed);
    expect(wanted.filter((address) => !known.has(address))).toEqual([]);
  });

  it('tells of each page its last change, and its addresses in the other languages', async () => {
    const [, part = ''] = locations(await get('https://network.example/sitemap.xml'));
    const [entry] = (await get(part)).split('\n').slice(1);
    expect(entry).toContain('<lastmod>2026-05-01</lastmod>');
    const others = [...entry!.matchAll(/hreflang="([a-z]{2})" href="([^"]+)"/g)].map(([, lang, href]) => [lang, href]);
    expect(others.slice(0, pageLanguages.length)).toEqual(
      pageLanguages.map((lang) => [lang, `https://network.example/${lang}/practices/p0`]),
    );
  });
});
