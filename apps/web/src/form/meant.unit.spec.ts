import { describe, expect, it } from '@jest/globals';
import { meantAddress, meantAmount, meantCount, meantCurrency, meantDate, meantNumber, shownAmount } from './meant.js';

describe('what people write', () => {
  it.each([
    ['0,5', 0.5],
    ['60.1699', 60.1699],
    ['-3,7', -3.7],
    ['12 345,6', 12_345.6],
    ['1.125', 1.125],
    ['about 180', 'about 180'],
    ['1 2', '1 2'],
    ['1,2,3', '1,2,3'],
  ])('is the number that is meant: %s', (typed, meant) => {
    expect(meantNumber(typed)).toBe(meant);
  });

  it.each([
    ['18 500', 18_500],
    ['18.500', 18_500],
    ['1,234,567', 1_234_567],
    ['2024', 2024],
    ['1.234,567', '1.234,567'],
    ['some', 'some'],
  ])('is the count that is meant: %s', (typed, meant) => {
    expect(meantCount(typed)).toBe(meant);
  });

  it.each([
    ['18 500', '18500'],
    ['18\u202f500,25', '18500.25'],
    ['18’500.25', '18500.25'],
    ['18.500', '18500'],
    ['18,500', '18500'],
    ['18.500,25', '18500.25'],
    ['18,5', '18.5'],
    ['800000.00', '800000.00'],
    ['0.125', '0.125'],
    ['18.1250', '18.1250'],
    ['EUR 5', 'EUR 5'],
    ['-5', '-5'],
  ])('is the amount that is meant: %s', (typed, meant) => {
    expect(meantAmount(typed)).toBe(meant);
  });

  it.each(['18.125', '0.125', '800000.00', '5', '18.1250'])('is read as what the registry has: %s', (held) => {
    expect(Number(meantAmount(shownAmount(held)))).toBe(Number(held));
  });

  it.each([
    ['9/2023', '2023-09'],
    ['09.2023', '2023-09'],
    ['1.9.2023', '2023-09-01'],
    ['1. 9. 2023', '2023-09-01'],
    ['31/12/2023', '2023-12-31'],
    ['2023', '2023'],
    ['2023-09-01', '2023-09-01'],
    ['September 2023', '2023-09'],
    ['Sept. 2023', '2023-09'],
    ['1 September 2023', '2023-09-01'],
    ['1er août 2023', '2023-08-01'],
    ['3. März 2023', '2023-03-03'],
    ['1 de mayo de 2023', '2023-05-01'],
    ['3 września 2023', '2023-09-03'],
    ['32 May 2023', '2023-05-32'],
    ['autumn 2023', 'autumn 2023'],
  ])('is the date that is meant: %s', (typed, meant) => {
    expect(meantDate(typed)).toBe(meant);
  });

  it.each([
    ['www.example.org', 'https://www.example.org'],
    ['example.org/a?b=c', 'https://example.org/a?b=c'],
    ['straße.example', 'https://straße.example'],
    ['http://example.org', 'http://example.org'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['pori', 'pori'],
    ['a@b.example', 'a@b.example'],
  ])('is the address that is meant: %s', (typed, meant) => {
    expect(meantAddress(typed)).toBe(meant);
  });

  it.each([
    ['eur', 'EUR'],
    ['Euro', 'EUR'],
    ['€', 'EUR'],
    ['PLN', 'PLN'],
    ['zł', 'PLN'],
    ['kr', 'kr'],
    ['gold', 'gold'],
  ])('is the currency that is meant, if it is one: %s', (typed, meant) => {
    const known = [['EUR', 'Euro'], ['PLN', 'Polish zloty'], ['SEK', 'Swedish krona'], ['NOK', 'Norwegian krone']] as const; // prettier-ignore
    expect(meantCurrency(typed, known)).toBe(meant);
  });
});
