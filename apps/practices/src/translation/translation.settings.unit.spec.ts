import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#config';
import { translationSettings } from './translation.settings.js';

const read = (env: Record<string, string>) => readSettings(env, [translationSettings]).of(translationSettings);

describe('the settings of machine translation', () => {
  const given = { LRA_TRANSLATION_URL: 'https://mt.example/ask', LRA_TRANSLATION_SECRET: 's'.repeat(32) };

  it('are address, secret, languages and what may be spent', () => {
    const env = {
      ...given,
      LRA_TRANSLATION_LANGUAGES: 'en, de',
      LRA_TRANSLATION_LIMIT: '5000',
      LRA_TRANSLATION_USER: 'lra',
    };
    expect(read(env)).toEqual({
      url: given.LRA_TRANSLATION_URL, secret: given.LRA_TRANSLATION_SECRET, user: 'lra', password: undefined,
      languages: ['en', 'de'], charactersAMonth: 5000,
    }); // prettier-ignore
    expect(read({})).toBeUndefined();
  });

  it.each([
    [{ LRA_TRANSLATION_URL: given.LRA_TRANSLATION_URL }, 'must be given together'],
    [{ ...given, LRA_TRANSLATION_SECRET: 'short' }, '32 characters or more'],
    [{ ...given, LRA_TRANSLATION_URL: 'ftp://mt.example' }, 'must be an http:// or https:// address'],
    [{ ...given, LRA_TRANSLATION_LANGUAGES: 'en, german' }, 'LRA_TRANSLATION_LANGUAGES must be two-letter codes'],
    [{ ...given, LRA_TRANSLATION_LIMIT: 'much' }, 'LRA_TRANSLATION_LIMIT must be a number'],
  ])('%j are refused', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });
});
