import { describe, expect, it } from '@jest/globals';
import { waysOf, type Workflow } from '#workflow';
import { contents } from '../../apps.js';
import { workflowPage } from '../../workflows/workflow-page.js';

const [visit] = contents.network.workflows.filter(({ title }) => title === 'Visit');

describe('a state machine that was added', () => {
  it('is tested cell by cell by one line', () => {
    const ways = ['planned drop guest, host → dropped', 'planned make host → made'];
    expect(waysOf(visit!.workflow as unknown as Workflow<string, string, string>, {}).sort()).toEqual(ways);
  });

  it('is drawn on the page of workflows', () => {
    expect(workflowPage(contents.network.workflows)).toContain('planned --> dropped: drop');
  });
});
