import { describe, expect, it } from '@jest/globals';
import { waysOf } from '#workflow';
import { applicationWorkflow } from './membership-application.js';

/** Written by hand from what the network has agreed on, not from the table. */
const ways = `
applied approve steering → approved
applied reject steering → rejected
`;

describe('the workflow of an application for membership', () => {
  it('allows these ways and no others, tried cell by cell', () => {
    expect(waysOf(applicationWorkflow, {}).sort()).toEqual(ways.trim().split('\n').sort());
  });
});
