import { describe, expect, it } from '@jest/globals';
import { practiceStates, practiceWorkflow, type PracticeAction, type PracticeCapacity } from './practice.workflow.js';

const actions: readonly PracticeAction[] = [
  'revise', 'submit', 'replace', 'requestChanges', 'answerRequest', 'assign', 'publish', 'merge', 'reverseMerger', 'withdraw',
]; // prettier-ignore
const capacities: readonly PracticeCapacity[] = ['owner', 'steering'];
const completeSheet = {
  factSheet: {
    originalLanguage: 'en' as const, title: { en: 'T' }, organiser: { name: 'O' }, range: 'eu-international' as const,
    period: { start: '2011' }, dimensions: ['cultural' as const], aims: ['education' as const], objectives: { en: 'o' },
    activities: { en: 'a' }, targetGroups: ['women' as const], funding: { unknown: true },
  }, // prettier-ignore
};
const cells = practiceStates.flatMap((state) =>
  actions.flatMap((action) =>
    capacities.map((who) => ({ state, action, who, step: practiceWorkflow.table[state][action] })),
  ),
);

describe('the workflow of a practice, cell by cell', () => {
  it.each(cells.filter(({ step, who }) => step?.who.includes(who)))(
    '$state: $action by $who leads on',
    ({ state, action, who, step }) => {
      expect(practiceWorkflow.next(state, action, [who], completeSheet)).toBe(step!.to);
    },
  );

  it.each(cells.filter(({ step, who }) => step && !step.who.includes(who)))(
    '$state: $action is not for $who',
    ({ state, action, who }) => {
      expect(() => practiceWorkflow.next(state, action, [who], completeSheet)).toThrow(
        expect.objectContaining({ status: 403, code: 'practice.not-allowed' }),
      );
    },
  );

  it.each(cells.filter(({ step }) => !step))('$state: there is no $action for $who', ({ state, action, who }) => {
    expect(() => practiceWorkflow.next(state, action, [who], completeSheet)).toThrow(
      expect.objectContaining({ status: 409, code: 'practice.state' }),
    );
  });

  it.each(cells.filter(({ step, who }) => step?.given && step.who.includes(who)))(
    '$state: $action by $who needs a complete fact sheet and names every missing field',
    ({ state, action, who }) => {
      const factSheet = { ...completeSheet.factSheet, aims: undefined, funding: undefined };
      expect(() => practiceWorkflow.next(state, action, [who], { factSheet })).toThrow(
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
    },
  );

  it('lets nobody out of withdrawn, and nothing but the secretariat into published', () => {
    expect(practiceWorkflow.table.withdrawn).toEqual({});
    for (const { step } of cells) if (step?.to === 'published') expect(step.who).toEqual(['steering']);
  });
});
