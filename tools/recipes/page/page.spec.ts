import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { testWeb, type TestWeb } from '../../../apps/web/test/test-web.js';

let web: TestWeb;
beforeAll(async () => {
  web = await testWeb();
  web.state.answer = () => ({ body: { rows: [{ key: { theme: 'employment' }, count: 1234 }] } });
});
afterAll(() => web.close());

it.each([
  ['en', 'Themes', 'Employment: 1,234'],
  ['pl', 'Tematy', 'Zatrudnienie: 1234'],
])('a page that was added is framed, worded and cached in %s', async (lang, title, line) => {
  const { statusCode, headers, body } = await web.get(`/${lang}/themes`);
  expect([statusCode, headers['cache-control']]).toEqual([200, expect.stringMatching(/^public, /)]);
  expect(web.asked.at(-1)!.url).toBe('/v1/statistics/practices?by=theme');
  for (const part of [`<html lang="${lang}">`, `<h1>${title}</h1>`, `<li>${line}</li>`, `hreflang="${lang}"`])
    expect(body).toContain(part);
});
