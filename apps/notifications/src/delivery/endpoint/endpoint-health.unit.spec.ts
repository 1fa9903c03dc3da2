import { describe, expect, it } from '@jest/globals';
import type { DeliveryOutcome } from '../../webhook/webhook-sender.js';
import { healthAfter } from './endpoint-health.js';

const durationMs = 1;
const answered = (status: number): DeliveryOutcome => ({ ok: false, status, error: 'webhook.http-status', durationMs });
const failed = (error: DeliveryOutcome['error'], status?: number): DeliveryOutcome => ({
  ok: false, error, durationMs, ...(status === undefined ? {} : { status }),
}); // prettier-ignore

describe('the health of an endpoint', () => {
  it.each([429, 500, 502, 503, 504])('is bad when it answers %d: it cannot work now', (status) => {
    expect(healthAfter(answered(status))).toBe('sick');
  });

  it.each(['webhook.timeout', 'webhook.connection', 'webhook.dns', 'webhook.tls', 'webhook.bad-response'] as const)(
    'is bad after %s: it gives no usable answer',
    (error) => {
      expect(healthAfter(failed(error))).toBe('sick');
    },
  );

  it('is bad when an answer begins, and does not end in time', () => {
    expect(healthAfter(failed('webhook.timeout', 200))).toBe('sick');
  });

  it.each([400, 401, 403, 404, 410, 415, 422])('is good when it answers %d: it refuses one message', (status) => {
    expect(healthAfter(answered(status))).toBe('well');
  });

  it('is good when it accepts, and when it leads elsewhere', () => {
    expect(healthAfter({ ok: true, status: 204, durationMs })).toBe('well');
    expect(healthAfter(failed('webhook.redirect', 302))).toBe('well');
  });

  it('is not known when it was not called', () => {
    expect(healthAfter(failed('webhook.refused-address'))).toBeUndefined();
  });
});
