import { describe, expect, it } from '@jest/globals';
import { waysOf } from '#workflow';
import { memberWorkflow } from './member.workflow.js';

/** Written by hand from what the network has agreed on, not from the table. */
const ways = `
approved suspend steering → suspended
approved end steering → ended
suspended reinstate steering → approved
suspended end steering → ended
`;

describe('the workflow of a membership', () => {
  it('allows these ways and no others, tried cell by cell', () => {
    expect(waysOf(memberWorkflow, {}).sort()).toEqual(ways.trim().split('\n').sort());
  });
});
