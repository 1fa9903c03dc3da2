import { describe, expect, it } from '@jest/globals';
import { normalised } from './saved-search.js';

describe('a saved search', () => {
  it('has one form, however it was written', () => {
    const member = ['01995D3C-6F2A-7C1E-8F00-0D5F5F3F9F11', '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11'];
    const written = { q: '  language ', country: ['SE', 'IT', 'SE'], theme: [], member, ongoing: false, budgetFrom: 0, startedTo: undefined, aim: null }; // prettier-ignore
    expect(normalised(written as object)).toEqual({
      q: 'language', country: ['IT', 'SE'], member: [member[1]], ongoing: false, budgetFrom: 0,
    }); // prettier-ignore
    expect(normalised({ q: ' ' })).toEqual({});
  });

  it('stays as it is when it is normalised again', () => {
    const once = normalised({ q: ' a ', country: ['SE', 'IT'], sort: 'title' });
    expect(normalised(once)).toEqual(once);
  });
});
