import { describe, expect, it } from '@jest/globals';
import { memberApproved, practicePublished, publicEventTypes } from '#contracts';
import { newId } from '#database';
import { practiceEvent, practiceStep } from '../../test/practice-event.js';
import { meansSomeType, traitsOf } from './event-filter.js';

describe('a type pattern', () => {
  it.each([
    practicePublished.type,
    'eu.lra-network.practice.*',
    'eu.lra-network.*.published.v1',
    '*.ended.v1',
    '*practice*v1',
    '*',
    '**',
    ...publicEventTypes,
  ])('%s means some public event', (pattern) => {
    expect(meansSomeType(pattern)).toBe(true);
  });

  it.each([
    '',
    'eu.lra-network.practice',
    'eu.lra-network.practise.*',
    'eu.lra-network.practice.drafted.v1',
    'eu.lra-network.practice.published.v1.*',
    'practice.published.v1',
    '%',
    'eu.lra-network.practice._ublished.v1',
    '*published*published*',
    'EU.LRA-NETWORK.*',
    `${'*a'.repeat(99)}*`,
  ])('%s means none', (pattern) => {
    expect(meansSomeType(pattern)).toBe(false);
  });
});

describe('an event', () => {
  it('shows its codes and its owner', () => {
    const owner = newId();
    const event = practiceEvent(newId(), 1, {
      ownerMemberId: owner,
      title: { pl: 'Żyć razem', en: 'Living together' },
    });
    expect(traitsOf(event)).toEqual({
      countries: ['IT'],
      dimensions: ['cultural'],
      themes: ['language-training'],
      members: [owner],
      isStep: false,
    });
  });

  it('about a member concerns that member', () => {
    const id = newId();
    const event = {
      ...practiceEvent(id, 1),
      type: memberApproved.type,
      data: { id, name: 'City of Tampere', countries: ['FI'] },
    };
    expect(traitsOf(event)).toEqual({
      countries: ['FI'],
      dimensions: [],
      themes: [],
      members: [id],
      isStep: false,
    });
  });

  it('that is a step of work says so', () => {
    expect(traitsOf(practiceStep(newId(), 1, newId())).isStep).toBe(true);
  });
});
