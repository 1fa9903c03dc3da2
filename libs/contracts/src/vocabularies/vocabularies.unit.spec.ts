import { describe, expect, it } from '@jest/globals';
import isoCountries from 'i18n-iso-countries';
import { aims, countries, countryMeant, currencies, fundingSources, languages, ranges, vocabularies } from './index.js';
import { namesIn } from './names.js';

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

  it('hold the countries of ISO 3166-1 and Kosovo, not the other codes that EU institutions use', () => {
    // The package also has XK, a user-assigned code of ISO.
    expect([...countries].sort()).toEqual(Object.keys(isoCountries.getAlpha2Codes()).sort());
    expect(countries).not.toContain('EL');
    expect(countries).not.toContain('UK');
  });

  it('say what must stand beside the name of Kosovo', () => {
    const [kosovo, ...others] = vocabularies().countries.filter((country) => country.note !== undefined);
    expect(others).toEqual([]);
    expect(kosovo).toEqual({
      code: 'XK',
      label: 'Kosovo*',
      note: '* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence.',
    });
  });

  it.each([
    ['EL', /^Greece is GR here\.$/],
    ['UK', /^United Kingdom is GB here\.$/],
    [' uk ', /^United Kingdom is GB here\.$/],
    ['fi', /^Finland is FI here\.$/],
    ['Greece', /^Greece is GR here\.$/],
    ['Kosovo', /^Kosovo\* is XK here\. \* This designation is without prejudice .+ independence\.$/],
    ['XKX', /^Kosovo\* is XK here\. \* /],
  ])('tell which country is meant by %j', (written, told) => expect(countryMeant(written)).toMatch(told));

  it.each(['XX', '', 'constructor', '__proto__', 'EU', null, 7, ['EL'], 'E'.repeat(100_000)])(
    'do not guess at %j',
    (written) => expect(countryMeant(written)).toBeUndefined(),
  );

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

  it('have a name for each code, and none for what is no code', () => {
    const lists = Object.entries(vocabularies()).map(([list, entries]) => [
      list,
      entries.map(({ code }) => String(code)).sort(),
    ]);
    expect(Object.fromEntries(lists)).toEqual(
      Object.fromEntries(Object.entries(namesIn('en').names).map(([list, of]) => [list, Object.keys(of).sort()])),
    );
  });

  it('say to which dimension a theme belongs', () => {
    expect(vocabularies().themes.find((theme) => theme.code === 'language-training')).toEqual({
      code: 'language-training',
      label: 'Language training',
      dimension: 'cultural',
    });
  });
});
