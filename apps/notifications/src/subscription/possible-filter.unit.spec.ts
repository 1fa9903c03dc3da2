import { describe, expect, it } from '@jest/globals';
import { memberApproved, memberEvents, practicePublished, practiceStepEvents, practiceSubmitted } from '#contracts';
import { newId } from '#database';
import type { Problem } from '#problems';
import type { EventFilter } from './event-filter.js';
import { assertPossible } from './possible-filter.js';

const everything: EventFilter = {
  types: null, countries: null, dimensions: null, themes: null, members: null, text: null, steps: false, savedSearch: null,
}; // prettier-ignore
const members = memberEvents.map(({ type }) => type);
const steps = practiceStepEvents.map(({ type }) => type);
const all = { countries: ['PL'], dimensions: ['cultural'], themes: ['housing'], members: [newId()], text: 'a' };

describe('a filter', () => {
  it.each<Partial<EventFilter>>([
    {},
    all,
    { ...all, types: ['*'] },
    { ...all, types: [practicePublished.type], steps: true },
    { types: members, countries: ['PL'], members: [newId()], text: 'Tampere' },
    { types: steps, steps: true, members: [newId()] },
    { ...all, savedSearch: newId(), types: ['eu.lra-network.practice.*'] },
    { savedSearch: newId(), steps: true },
    { types: [memberApproved.type, practicePublished.type], themes: ['housing'] },
    { types: [...steps, '*.approved.v1'], steps: true, countries: ['PL'] },
  ])('%j can match', (filter) => {
    expect(() => assertPossible({ ...everything, ...filter })).not.toThrow();
  });

  it.each<[Partial<EventFilter>, string[]]>([
    [{ types: members, themes: ['housing'] }, ['themes']],
    [{ types: members, savedSearch: newId() }, ['savedSearch']],
    [{ types: ['*.withdrawn.v1', practiceSubmitted.type], steps: true, savedSearch: newId() }, ['savedSearch']],
    [{ types: ['eu.lra-network.member.*'], themes: ['housing'], dimensions: ['cultural'] }, ['dimensions', 'themes']],
    [{ types: [practiceSubmitted.type], steps: true, text: 'a' }, ['text']],
    [{ types: steps, steps: true, countries: ['PL'], members: [newId()] }, ['countries']],
    [{ ...all, types: steps, steps: true }, ['countries', 'dimensions', 'themes', 'text']],
    [{ types: [...members, ...steps], steps: true, themes: ['housing'], text: 'a' }, ['themes']],
  ])('%j can never match, and is refused by what its events do not have', (filter, parts) => {
    let refusal: Problem | undefined;
    try {
      assertPossible({ ...everything, ...filter });
    } catch (error) {
      refusal = error as Problem;
    }
    expect(refusal?.status).toBe(422);
    expect(refusal?.more.places?.map(({ pointer }) => pointer)).toEqual(parts.map((part) => `/filter/${part}`));
  });
});
