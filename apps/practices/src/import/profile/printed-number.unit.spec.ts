import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readingsOf } from './printed-number.js';

describe('a printed figure', () => {
  it.each([
    ['0', ['0']],
    ['1500', ['1500']],
    ['8,5', ['8.5']],
    ['8.50', ['8.50']],
    ['0,125', ['0.125']],
    ['0.125', ['0.125']],
    ['1500.000', ['1500.000']],
    ['12.500,00', ['12500.00']],
    ['12,500.00', ['12500.00']],
    ['1.234.567', ['1234567']],
    ['1,234,567.5', ['1234567.5']],
    ["1'000", ['1000']],
    ['1’234.50', ['1234.50']],
    ['1\u00A0000', ['1000']],
    ['1\u202F000,5', ['1000.5']],
    ['12\u2009500', ['12500']],
    ['1 500', ['1500']],
  ])('that is clear from itself is read: %s', (printed, readings) => {
    expect(readingsOf(printed)).toEqual(readings);
  });

  it.each([
    ['8.000', ['8000', '8.000']],
    ['1.500', ['1500', '1.500']],
    ['1,500', ['1500', '1.500']],
    ['999,999', ['999999', '999.999']],
  ])('that one country reads in one way and another in another has both readings: %s', (printed, readings) => {
    expect(readingsOf(printed)).toEqual(readings);
  });

  it.each([
    '',
    'c. 8000',
    '€8',
    '-5',
    '1.2.3',
    '1,50,000',
    '1 50',
    '1.500.00',
    '1..5',
    '.5',
    '5.',
    '1e3',
    '1.500,00.5',
    '9'.repeat(16),
  ])('that is none is not read: %s', (printed) => {
    expect(readingsOf(printed)).toEqual([]);
  });

  it('is never read as a different number, in whatever way a country prints it', () => {
    const locales = ['en', 'de', 'fr', 'it', 'es', 'pt', 'pl', 'sv', 'fi', 'nb', 'da', 'hu', 'cs', 'bg', 'el', 'lt', 'lv', 'et', 'sl', 'nl', 'de-AT', 'de-CH', 'fr-CH', 'en-ZA', 'mt', 'ga', 'hr', 'ro', 'sk', 'en-IN']; // prettier-ignore
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.integer({ min: 0, max: 9_999_999_999 }),
        fc.integer({ min: 0, max: 4 }),
        fc.boolean(),
        (locale, digits, decimals, grouped) => {
          const meant = digits / 10 ** decimals;
          const printed = new Intl.NumberFormat(locale, {
            minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: grouped,
          }).format(meant); // prettier-ignore
          const readings = readingsOf(printed).map(Number);
          if (readings.length > 0) expect(readings).toContain(meant);
        },
      ),
      { numRuns: 300 },
    );
  });
});
