import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { languages, languagesFor } from './index.js';

describe('the languages for a tag', () => {
  it.each([
    ['de', ['de']],
    ['de-AT', ['de']],
    ['DE_at', ['de']],
    ['de-CH-1901', ['de']],
    ['gsw-CH', ['de']],
    ['pt-BR', ['pt']],
    ['zh-Hant-TW', ['zh']],
    ['cmn-Hans', ['zh']],
    ['yue', ['zh']],
    ['zh-yue', ['zh']],
    ['nb-NO', ['nb', 'no', 'nn']],
    ['nn', ['nn', 'no', 'nb']],
    ['no', ['no', 'nb', 'nn']],
    ['nor', ['no', 'nb', 'nn']],
    ['no-bok', ['no', 'nb', 'nn']],
    ['iw', ['he']],
    ['iw-IL', ['he']],
    ['in', ['id']],
    ['ji', ['yi']],
    ['mo', ['ro']],
    ['sr', ['sr']],
    ['sr-Cyrl-RS', ['sr']],
    ['sr-Latn', ['sr', 'hr', 'bs']],
    ['sh', ['sr', 'hr', 'bs']],
    ['hbs', ['sr', 'hr', 'bs']],
    ['hr-HR', ['hr', 'bs']],
    ['fil-PH', ['tl']],
    ['tl', ['tl']],
    ['ger', ['de']],
    ['ell', ['el']],
    ['pes', ['fa']],
    ['prs-AF', ['fa']],
    ['ckb', ['ku']],
    ['kmr', ['ku']],
    ['arz', ['ar']],
    ['apc-SY', ['ar']],
    ['tw', ['tw', 'ak']],
  ])('%s are %j', (tag, expected) => {
    expect(languagesFor(tag)).toEqual(expected);
  });

  it.each(['', '*', 'tlh', 'x-klingon', 'i-klingon', 'english', '-', 'de'.repeat(1000)])('%j are none', (tag) => {
    expect(languagesFor(tag)).toEqual([]);
  });

  it('are first of all the one that is asked for, whatever region follows', () => {
    for (const code of languages) {
      expect(languagesFor(code)[0]).toBe(code);
      expect(languagesFor(`${code}-FI`)).toEqual(languagesFor(code));
    }
  });

  it('are languages, each once, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const found = languagesFor(text);
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((code) => languages.includes(code))).toBe(true);
      }),
    );
  });
});
