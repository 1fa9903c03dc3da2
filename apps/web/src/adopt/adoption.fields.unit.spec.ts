import { describe, expect, it } from '@jest/globals';
import { languagesOf, sentOf, shownIn, type Adoption } from './adoption.fields.js';

const adoption = {
  status: 'under-way',
  changes: { fi: 'Iltaisin', en: 'In the evening' },
  funding: { fi: 'Oma' },
} as unknown as Adoption;

describe('an adoption on a form', () => {
  it('shows its texts in one of the languages in which it is written', () => {
    expect(languagesOf(adoption)).toEqual(['fi', 'en']);
    const { changes, funding, language } = shownIn(adoption, 'en') as Record<string, unknown>;
    expect({ changes, funding, language }).toEqual({ changes: 'In the evening', funding: undefined, language: 'en' });
  });

  it('replaces the texts in the language shown, and keeps those in others', () => {
    expect(sentOf({ status: 'completed', language: 'fi', changes: 'Aamuisin', result: 'Toimii' }, adoption, 'fi')).toEqual({
      status: 'completed', changes: { en: 'In the evening', fi: 'Aamuisin' }, funding: {}, result: { fi: 'Toimii' }, evidence: {},
    });
  }); // prettier-ignore

  it('moves the texts shown to the language that they turn out to be in', () => {
    expect(sentOf({ status: 'planned', language: 'sv', changes: 'På kvällen', funding: 'Egen' }, adoption, 'fi')).toMatchObject({
      changes: { en: 'In the evening', sv: 'På kvällen' }, funding: { sv: 'Egen' },
    });
  }); // prettier-ignore

  it('empties what was emptied', () => {
    expect(sentOf({ status: 'planned', language: 'fi' }, adoption, 'fi')).toMatchObject({
      changes: { en: 'In the evening' },
      funding: {},
    });
  });
});
