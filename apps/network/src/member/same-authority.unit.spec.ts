import { describe, expect, it } from '@jest/globals';
import { byLikeness, likenessesOf, type Known } from './same-authority.js';

const tampere: Known = { name: 'City of Tampere', country: 'FI', place: null, nutsCode: null, website: null };
const found = (more: Partial<Known>, from: Partial<Known> = {}) =>
  likenessesOf({ ...tampere, ...from }, { ...tampere, name: 'Another', ...more });

describe('what may be the same authority', () => {
  it.each([
    ['Tampere', 'CITY OF TAMPERE'],
    ['Stadt Köln', 'Koln'],
    ['Ville de Besançon', 'Commune de Besancon'],
    ['Comune di Reggio nell’Emilia', 'Reggio nell Emilia'],
    ['Miasto Łódź', 'Lodz'],
    ['Barcelona City Council', 'Ayuntamiento de Barcelona'],
    ['Thessaloniki', 'City of Thesaloniki'],
  ])('has the same name but for case, accents, usual words and a slip: %s, %s', (name, other) => {
    expect(found({ name: other }, { name })).toEqual(['name']);
  });

  it.each([
    ['Linz', 'Lienz'],
    ['Region of Tampere', 'City of Tampere'],
    ['Frankfurt am Main', 'Frankfurt an der Oder'],
    ['City of Turku', 'City of Tampere'],
    ['Milano', 'Milano Nord'],
  ])('has not merely a similar one: %s, %s', (name, other) => {
    expect(found({ name: other }, { name })).toEqual([]);
  });

  it('has not a name that another country’s has, too', () => {
    expect(found({ name: 'Valencia', country: 'ES' }, { name: 'Valencia', country: 'IT' })).toEqual([]);
  });

  it('has the same host, with www. or without, on any path, in whichever country', () => {
    const website = 'https://www.tampere.fi/en';
    expect(found({ website: 'http://tampere.fi', country: 'SE' }, { website })).toEqual(['website']);
    expect(found({ website: 'https://visit.tampere.fi' }, { website })).toEqual([]);
    expect(found({ website: 'no address' }, { website: 'no address' })).toEqual([]);
  });

  it('has the same place in the same country, or the same region', () => {
    expect(found({ place: 'TAMPERE' }, { place: 'Tampere' })).toEqual(['place']);
    expect(found({ place: 'Tampere', country: 'SE' }, { place: 'Tampere' })).toEqual([]);
    expect(found({ nutsCode: 'FI197' }, { nutsCode: 'FI197' })).toEqual(['nuts-code']);
    expect(found({})).toEqual([]);
  });

  it('comes the sooner, the more it has in common', () => {
    const sorted = [['nuts-code'], ['place', 'nuts-code'], ['name'], ['website', 'place', 'nuts-code']] as const;
    expect(sorted.toSorted(byLikeness)).toEqual([sorted[2], sorted[3], sorted[1], sorted[0]]);
  });
});
