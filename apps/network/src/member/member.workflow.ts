import type { MemberStatus } from '#contracts';
import { Workflow } from '#workflow';

export type MembershipAction = 'suspend' | 'reinstate' | 'end';

/** What the steering committee may decide on a membership. */
export const memberWorkflow = new Workflow<MemberStatus, MembershipAction, 'steering'>('member', {
  approved: {
    suspend: { to: 'suspended', who: ['steering'] },
    end: { to: 'ended', who: ['steering'] },
  },
  suspended: {
    reinstate: { to: 'approved', who: ['steering'] },
    end: { to: 'ended', who: ['steering'] },
  },
  ended: {},
});
