import { describe, expect, it } from '@jest/globals';
import { changedPointers, changesBetween } from './fact-sheet-changes.js';

describe('the changes between two fact sheets', () => {
  it('are told value by value, and of prose language by language', () => {
    const before = {
      title: { en: 'A', fi: 'B' },
      period: { start: '2011', ongoing: true },
      aims: ['education', 'health'],
    };
    const after = { title: { en: 'A', fi: 'C', sv: 'D' }, period: { start: '2011' }, aims: ['training', 'health'] };
    expect(changesBetween(before, after)).toEqual([
      { pointer: '/title/fi', before: 'B', after: 'C' },
      { pointer: '/title/sv', before: null, after: 'D' },
      { pointer: '/period/ongoing', before: true, after: null },
      { pointer: '/aims/0', before: 'education', after: 'training' },
    ]);
  });

  it('go down to the values of what was added or removed whole', () => {
    expect(changesBetween({ place: { name: 'Oulu' } }, { partners: [{ kind: 'ngos' }] })).toEqual([
      { pointer: '/place/name', before: 'Oulu', after: null },
      { pointer: '/partners/0/kind', before: null, after: 'ngos' },
    ]);
    expect(changesBetween({ a: 'text' }, { a: { b: 1 } })).toEqual([{ pointer: '/a/b', before: null, after: 1 }]);
  });

  it('are none between equal sheets, whatever the order of their keys', () => {
    expect(changesBetween({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 })).toEqual([]);
  });

  it('escape keys as JSON Pointers do', () => {
    expect(changesBetween({}, { 'a/b~c': 1 })).toEqual([{ pointer: '/a~1b~0c', before: null, after: 1 }]);
  });
});

describe('the pointers of a change', () => {
  it('tell that contacts changed, and not which', () => {
    const contacts = [{ name: 'Ann', consentToPublish: true }];
    expect(changedPointers({ contacts }, { contacts: [], aims: ['health'] })).toEqual(['/contacts', '/aims/0']);
  });

  it('are the top fields when there are more than a hundred', () => {
    const links = Array.from({ length: 60 }, (_, n) => ({ url: `https://example.org/${n}`, label: String(n) }));
    expect(changedPointers({}, { links, range: 'national' })).toEqual(['/links', '/range']);
  });
});
