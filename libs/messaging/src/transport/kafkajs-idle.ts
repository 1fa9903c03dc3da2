import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

/**
 * Keeps kafkajs 2.2.4 from waking every millisecond, on every connection, to look for requests that it does not have
 * (tulios/kafkajs #1704): four idle processes would use a fifth of a core. Remove it with the release that fixes this.
 */
export function restWhenIdle(): void {
  const require = createRequire(import.meta.url);
  const { prototype } = require('kafkajs/src/network/requestQueue/index.js') as { prototype: RequestQueue };
  const schedule = prototype.scheduleCheckPendingRequests;
  if (schedule.name === 'onlyWhenNeeded') return;
  prototype.scheduleCheckPendingRequests = function onlyWhenNeeded(this: RequestQueue) {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
}
