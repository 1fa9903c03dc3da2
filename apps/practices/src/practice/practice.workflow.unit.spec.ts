import { describe, expect, it } from '@jest/globals';
import { waysOf } from '#workflow';
import { practiceWorkflow } from './practice.workflow.js';

const completeSheet = {
  number: 1,
  factSheet: {
    originalLanguage: 'en' as const, title: { en: 'T' }, organiser: { name: 'O' }, range: 'eu-international' as const,
    period: { start: '2011' }, dimensions: ['cultural' as const], aims: ['education' as const], objectives: { en: 'o' },
    activities: { en: 'a' }, targetGroups: ['women' as const], funding: { unknown: true },
  }, // prettier-ignore
};
/** Written by hand from what the network has agreed on, not from the table. */
const ways = `
draft revise owner, steering → draft
draft submit owner, steering → submitted
draft assign steering → draft
draft withdraw owner, steering → withdrawn
submitted replace owner → submitted
submitted requestChanges steering → changes-requested
submitted answerRequest owner → submitted
submitted assign steering → submitted
submitted publish steering → published
submitted merge steering → merged
submitted withdraw owner, steering → withdrawn
changes-requested revise owner, steering → changes-requested
changes-requested answerRequest owner → changes-requested
changes-requested assign steering → changes-requested
changes-requested submit owner, steering → submitted
changes-requested withdraw owner, steering → withdrawn
published revise owner, steering → draft
published assign steering → published
published merge steering → merged
published withdraw owner, steering → withdrawn
merged reverseMerger steering → published
merged reopen steering → submitted
`;

describe('the workflow of a practice', () => {
  it('allows these ways and no others, tried cell by cell', () => {
    expect(waysOf(practiceWorkflow, completeSheet).sort()).toEqual(ways.trim().split('\n').sort());
  });

  it.each([
    ['draft', 'submit'],
    ['submitted', 'replace'],
    ['submitted', 'publish'],
    ['changes-requested', 'submit'],
  ] as const)('%s: %s needs a complete fact sheet and names every missing field', (state, action) => {
    const factSheet = { ...completeSheet.factSheet, aims: undefined, funding: undefined };
    expect(() => practiceWorkflow.next(state, action, ['owner', 'steering'], { number: 1, factSheet })).toThrow(
      expect.objectContaining({
        status: 422,
        code: 'practice.not-complete',
        more: {
          places: [
            expect.objectContaining({ pointer: '/aims' }),
            expect.objectContaining({ pointer: '/funding/sources' }),
          ],
        },
      }),
    );
  });
});
