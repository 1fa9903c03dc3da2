import type { DeliveryOutcome } from '../../webhook/webhook-sender.js';

/** Failures in a row after which an endpoint rests. */
export const SICK_AFTER = 5;

/** An endpoint as one subscriber sees it: its host, and whose share of the places calls to it use. */
export interface Endpoint {
  readonly host: string;
  readonly party: string;
}

/**
 * What an attempt tells of the endpoint: `sick` when it gave no usable answer in time, or said that it cannot work now
 * (429, 5xx). Any other answer, a refusal such as 404 or 410 included, comes from a server that works: it refuses one
 * message or one subscription, and the retries of these take care of it. Undefined when it was not called at all.
 */
export function healthAfter({ ok, status = 0, error }: DeliveryOutcome): 'well' | 'sick' | undefined {
  if (ok) return 'well';
  if (error?.startsWith('webhook.refused-')) return undefined;
  const isAnswer = error === 'webhook.http-status' || error === 'webhook.redirect';
  return isAnswer && status < 500 && status !== 429 ? 'well' : 'sick';
}
