import { describe, expect, it } from '@jest/globals';
import isoCountries from 'i18n-iso-countries';
import { aims, countries, currencies, fundingSources, languages, ranges, vocabularies } from './index.js';

describe('vocabularies', () => {
  it('hold the eight aims, the six funding sources and the three ranges of the study', () => {
    expect(aims).toEqual([
      'employment',
      'training',
      'education',
      'social-integration',
      'cultural',
      'health',
      'legal-political',
      'other',
    ]);
    expect(fundingSources).toEqual(['local', 'regional', 'national', 'eu', 'private', 'other']);
    expect(ranges).toEqual(['regional-municipal', 'national', 'eu-international']);
  });

  it('hold the countries of ISO 3166-1 and not the other codes that EU institutions use', () => {
    // The package adds Kosovo's user-assigned XK, which ISO does not assign.
    const assigned = Object.keys(isoCountries.getAlpha2Codes()).filter((code) => code !== 'XK');
    expect([...countries].sort()).toEqual(assigned.sort());
    expect(countries).not.toContain('EL');
    expect(countries).not.toContain('UK');
  });

  it('hold two-letter languages and three-letter currencies', () => {
    expect(languages).toHaveLength(183);
    expect(languages.every((code) => /^[a-z]{2}$/.test(code))).toBe(true);
    expect(currencies.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    for (const code of ['EUR', 'HUF', 'CZK', 'PLN', 'GBP', 'SEK', 'RON', 'DKK', 'CHF', 'NOK', 'UAH', 'TRY'])
      expect(currencies).toContain(code);
  });

  it('give every code once, with a label', () => {
    for (const entries of Object.values(vocabularies())) {
      const codes = entries.map((entry) => entry.code);
      expect(new Set<string | number>(codes).size).toBe(codes.length);
      expect(entries.every((entry) => entry.label.trim().length > 1)).toBe(true);
    }
  });

  it('say to which dimension a theme belongs', () => {
    expect(vocabularies().themes.find((theme) => theme.code === 'language-training')).toEqual({
      code: 'language-training',
      label: 'Language training',
      dimension: 'cultural',
    });
  });
});
