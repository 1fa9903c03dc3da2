import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countries, nutsBreach, presentNutsCodes } from './index.js';

/** Member states by their NUTS prefix. */
const union = 'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

describe('NUTS codes', () => {
  it('are as many at each level as the regulation of 2024 has regions, in 27 countries', () => {
    // Regions without a territory end with Z, except CZ, which is a country.
    const regions = [...presentNutsCodes].filter((code) => union.includes(code.slice(0, 2)) && !/^..Z+$/.test(code));
    const perLevel = [0, 1, 2, 3].map((level) => regions.filter(({ length }) => length === level + 2).length);
    expect(perLevel).toEqual([27, 92, 244, 1165]);
  });

  it.each([
    ['IT', 'IT'], ['ITC', 'IT'], ['ITC4', 'IT'], ['ITC4C', 'IT'], ['FI197', 'FI'], ['EL30', 'GR'], ['EL303', 'GR'], ['UKI31', 'GB'],
    ['NO082', 'NO'], ['CH011', 'CH'], ['TR100', 'TR'], ['RS110', 'RS'], ['IS001', 'IS'], ['CZ', 'CZ'], ['CZ010', 'CZ'], ['UA', 'UA'],
  ])('that are in use are taken, and are of one country: %s of %s', (code, country) => {
    expect([nutsBreach(code, [country]), nutsBreach(code, ['US', country]), nutsBreach(code, [])]).toEqual([undefined, undefined, undefined]);
    expect(nutsBreach(code, [country === 'DE' ? 'FR' : 'DE'])).toMatchObject({ code: 'other-country', detail: expect.stringContaining(country) });
  }); // prettier-ignore

  it.each(['FR824', 'FR82', 'FR8', 'FR910', 'ITD59', 'ITE43', 'EL122', 'GR122', 'IE021', 'PL127', 'LT00A', 'UKI11', 'DE423', 'DED1', 'FI181', 'SE01', 'NL335', 'PT171', 'HU10', 'ITG25'])(
    'that were in use are taken: %s',
    (code) => expect(nutsBreach(code, [])).toBeUndefined(),
  ); // prettier-ignore

  it.each([
    ['ITZZ9'], ['ITC4Z'], ['XX'], ['XX1'], ['FI999'], ['DE0'], ['US1'], ['FR99'], ['ITC40'], ['EU'], ['EU27'], ['SE0'.padEnd(5, '9')], ['itc4'], ['ITC41 '], [''],
  ])('that never were are refused: %j', (code) => {
    expect(nutsBreach(code, [])).toMatchObject({ code: 'code-not-listed' });
  }); // prettier-ignore

  it.each([['GB1', 'UK'], ['GR9', 'EL']])('that have the ISO code of the country say which it is: %s', (code, own) => {
    expect(nutsBreach(code, [])?.detail).toContain(`begin with ${own}`);
  }); // prettier-ignore

  it('lie in a country of ISO 3166-1, below another one, whichever it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...presentNutsCodes), (code) => {
        const isOf = (country: string) => nutsBreach(code, [country]) === undefined;
        expect([...countries, 'XK'].filter((country, n, all) => all.indexOf(country) === n && isOf(country))).toHaveLength(1);
        if (code.length > 3) expect(nutsBreach(code.slice(0, 3), [])).toBeUndefined();
      }),
    );
  }); // prettier-ignore
});
