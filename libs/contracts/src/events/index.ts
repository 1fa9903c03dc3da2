import type { EventContract } from './event.js';
import { memberEvents } from './member.events.js';
import { practiceEvents } from './practice.events.js';
import { principalEvents } from './principal.events.js';
import { savedSearchEvents } from './saved-search.events.js';
import { submissionEvents } from './submission.events.js';

export * from './event.js';
export * from './member.events.js';
export * from './practice.events.js';
export * from './principal.events.js';
export * from './saved-search.events.js';
export * from './submission.events.js';

/** Every event that one app sends to another. */
export const eventContracts: readonly EventContract[] = [
  ...memberEvents,
  ...practiceEvents,
  ...submissionEvents,
  ...savedSearchEvents,
  ...principalEvents,
];

/** Steps of work on a practice, visible only to its owner and the steering committee. */
export const practiceStepEvents: readonly EventContract[] = practiceEvents.filter(
  ({ visibility }) => visibility === 'internal',
);

/** Types that anyone may see; the change feed and the subscriptions contain only these. */
export const publicEventTypes: readonly string[] = eventContracts
  .filter((contract) => contract.visibility === 'public')
  .map((contract) => contract.type);
