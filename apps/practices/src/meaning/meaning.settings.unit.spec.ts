import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#config';
import { meaningSettings } from './meaning.settings.js';

const read = (env: Record<string, string>) => readSettings(env, [meaningSettings]).of(meaningSettings);

describe('the settings of search by meaning', () => {
  const given = { LRA_EMBEDDINGS_URL: 'https://ai.example/v1/', LRA_EMBEDDINGS_MODEL: 'bge-m3' };

  it('are address, model, key and how near is near', () => {
    const env = { ...given, LRA_EMBEDDINGS_KEY: 'k', LRA_EMBEDDINGS_LEAST: '0.7' };
    expect(read(env)).toEqual({ url: 'https://ai.example/v1', model: 'bge-m3', key: 'k', least: 0.7 });
    expect(read({})).toBeUndefined();
  });

  it.each([
    [{ LRA_EMBEDDINGS_URL: given.LRA_EMBEDDINGS_URL }, 'must be given together'],
    [{ LRA_EMBEDDINGS_MODEL: given.LRA_EMBEDDINGS_MODEL }, 'must be given together'],
    [{ ...given, LRA_EMBEDDINGS_URL: 'ftp://ai.example' }, 'must be an http:// or https:// address'],
    [{ ...given, LRA_EMBEDDINGS_LEAST: '2' }, 'LRA_EMBEDDINGS_LEAST must be a number from 0 to 1'],
  ])('%j are refused', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });
});
