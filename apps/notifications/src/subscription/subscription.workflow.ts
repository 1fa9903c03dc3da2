import { Workflow } from '#workflow';

export type SubscriptionState = 'pending' | 'active' | 'paused' | 'failed';
export type SubscriptionAction = 'confirm' | 'give-up' | 'pause' | 'disable' | 'recover' | 'move';

/**
 * The life of a subscription. The receiver acts by its answers: to the challenge (confirm; give up after an hour
 * without a valid one), and by 410 to a delivery, or by accepting none for five days (disable). A failed subscription
 * must prove again that it wants to be called, and so must the receiver at a new URL (move).
 *
 * Of a mailbox, its reader is the receiver: a mail that is refused for good disables all subscriptions of the address.
 */
export const subscriptionWorkflow = new Workflow<SubscriptionState, SubscriptionAction, 'owner' | 'receiver'>(
  'subscription',
  {
    pending: {
      confirm: { to: 'active', who: ['receiver'] },
      'give-up': { to: 'failed', who: ['receiver'] },
      move: { to: 'pending', who: ['owner'] },
    },
    active: {
      pause: { to: 'paused', who: ['owner'] },
      recover: { to: 'active', who: ['owner'] },
      disable: { to: 'failed', who: ['receiver'] },
      move: { to: 'pending', who: ['owner'] },
    },
    paused: {
      recover: { to: 'active', who: ['owner'] },
      disable: { to: 'failed', who: ['receiver'] },
      move: { to: 'pending', who: ['owner'] },
    },
    failed: {
      recover: { to: 'pending', who: ['owner'] },
      move: { to: 'pending', who: ['owner'] },
    },
  },
);
