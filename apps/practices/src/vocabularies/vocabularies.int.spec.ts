import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { euLanguages, vocabularies } from '#contracts';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';

describe('the vocabularies', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(practicesApp);
  });
  afterAll(() => app.close());

  const read = (query = '', headers = {}) => app.call('GET', `/v1/vocabularies${query}`, { headers });

  it('are in English, without synonyms, when no language is asked for', async () => {
    const { status, body } = await read();
    expect(status).toBe(200);
    expect(body).toEqual(vocabularies());
    expect(JSON.stringify(body)).not.toContain('synonyms');
  });

  it('are in the language asked for, with the words that its people use', async () => {
    const { status, body } = await read('?lang=de');
    expect(status).toBe(200);
    expect(body.themes).toContainEqual({
      code: 'language-training',
      label: 'Sprachförderung',
      synonyms: expect.arrayContaining(['Sprachkurs', 'Deutschkurs']),
      dimension: 'cultural',
    });
    expect(body.countries).toContainEqual({ code: 'GR', label: 'Griechenland' });
    expect(body.amountPeriods).toContainEqual({ code: 'per-year', label: 'Pro Jahr' });
  });

  it.each([
    ['de', ['de-AT', 'DE', 'deu', 'de_CH', 'gsw']],
    ['pt', ['pt-BR']],
    ['el', ['el-Grek', 'gre']],
  ] as const)('count the tags of %s as their language', async (language, tags) => {
    for (const tag of tags) expect((await read(`?lang=${tag}`)).body).toEqual(vocabularies(language));
  });

  it('have the same codes in every language, and an ETag in each that answers 304 there only', async () => {
    const { body: english } = await read();
    const codesOf = (body: object) =>
      Object.entries(body).map(([list, entries]) => [list, entries.map(({ code }: { code: unknown }) => code)]);
    const etags = new Map<string, string>();
    for (const language of euLanguages) {
      const { status, body, headers } = await read(`?lang=${language}`);
      expect([language, status, codesOf(body)]).toEqual([language, 200, codesOf(english)]);
      etags.set(language, String(headers['etag']));
    }
    expect(new Set([...etags.values(), (await read()).headers['etag']]).size).toBe(euLanguages.length + 1);
    expect((await read('?lang=de', { 'if-none-match': etags.get('de') })).status).toBe(304);
    expect((await read('?lang=fr', { 'if-none-match': etags.get('de') })).status).toBe(200);
  });

  it.each(['uk', 'xx', '', 'de,fr', 'de&lang=fr', '__proto__'])(
    'refuse lang=%s, naming those there are',
    async (lang) => {
      const { status, body } = await read(`?lang=${lang}`);
      expect(status).toBe(422);
      expect(body.errors).toEqual([expect.objectContaining({ pointer: '/lang' })]);
      for (const language of euLanguages) expect(body.errors[0].detail).toMatch(new RegExp(`\\b${language}\\b`));
    },
  );
});
