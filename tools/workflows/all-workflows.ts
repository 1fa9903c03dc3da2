import { memberWorkflow } from '../../apps/network/src/member/member.workflow.js';
import { applicationWorkflow } from '../../apps/network/src/membership-application/membership-application.js';
import { subscriptionWorkflow } from '../../apps/notifications/src/subscription/subscription.workflow.js';
import { practiceWorkflow } from '../../apps/practices/src/practice/practice.workflow.js';
import type { DescribedWorkflow } from './workflow-page.js';

/** Every workflow of the system; a test finds one that is missing here. */
export const allWorkflows: readonly DescribedWorkflow[] = [
  {
    title: 'Practice',
    about:
      'The states are those of one version: a published practice may have a version in work beside it. `owner` is an editor of the owning member, `steering` the steering committee or its secretariat. `complete`: nothing that publication needs is missing.',
    first: 'draft',
    workflow: practiceWorkflow,
  },
  {
    title: 'Membership application',
    about: 'Approval makes a member.',
    first: 'applied',
    workflow: applicationWorkflow,
  },
  {
    title: 'Member',
    about: 'From approval to the end of the membership.',
    first: 'approved',
    workflow: memberWorkflow,
  },
  {
    title: 'Subscription',
    about: '`receiver` is the subscriber’s web server, by the way it answers.',
    first: 'pending',
    workflow: subscriptionWorkflow,
  },
];
