import { describe, expect, it } from '@jest/globals';
import { waysOf } from '#workflow';
import { Subscription } from './subscription.js';
import { subscriptionWorkflow, type SubscriptionState } from './subscription.workflow.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const LATER = new Date('2026-03-01T12:00:05Z');
const everything = {
  types: null, countries: null, dimensions: null, themes: null, members: null, text: null, steps: false, savedSearch: null,
}; // prettier-ignore
const error = { code: 'webhook.timeout', detail: 'Late.', at: NOW.toISOString() };
const make = (state: SubscriptionState) =>
  Object.assign(
    Subscription.ofEndpoint(
      { id: 'me', memberId: undefined },
      { url: 'https://city.example/events', secret: 'whsec_' },
      everything,
      null,
      NOW,
    ),
    { state },
  );

/** Written by hand from what the network has agreed on, not from the table. */
const ways = `
pending confirm receiver → active
pending give-up receiver → failed
active pause owner → paused
active recover owner → active
active disable receiver → failed
paused recover owner → active
paused disable receiver → failed
failed recover owner → pending
`;

describe('the life of a subscription', () => {
  it('goes these ways and no others, tried cell by cell', () => {
    expect(waysOf(subscriptionWorkflow, undefined).sort()).toEqual(ways.trim().split('\n').sort());
  });

  it('goes on to be challenged until the last time', () => {
    const subscription = make('pending');
    subscription.missChallenge(error, false);
    expect(subscription).toMatchObject({ state: 'pending', lastError: error });
    subscription.missChallenge(error, true);
    expect(subscription.state).toBe('failed');
  });

  it('forgets what went wrong once the receiver has answered', () => {
    const subscription = make('pending');
    subscription.missChallenge(error, false);
    subscription.confirm(LATER);
    expect(subscription).toMatchObject({ state: 'active', confirmedAt: LATER, lastError: null });
  });

  it('ends when nothing was accepted for five days, and counts from the first failure', () => {
    const DAY_MS = 24 * 3_600_000;
    const failedAfter = (ms: number) => ({ ...error, at: new Date(NOW.getTime() + ms).toISOString() });
    const subscription = make('active');
    subscription.missDelivery(failedAfter(0), false);
    subscription.missDelivery(failedAfter(5 * DAY_MS - 1), false);
    expect(subscription).toMatchObject({ state: 'active', failingSince: NOW });
    subscription.missDelivery(failedAfter(5 * DAY_MS), false);
    expect(subscription.state).toBe('failed');
    expect(subscription.lastError).toMatchObject({ code: error.code, detail: expect.stringContaining('five days') });
    subscription.recover();
    subscription.confirm(LATER);
    expect(subscription).toMatchObject({ state: 'active', failingSince: null });
  });

  it('signs with the former secret for a day after a rotation, and never with more than two', () => {
    const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
    const subscription = make('active');
    expect(subscription.endpointAt(NOW)?.secrets).toEqual(['whsec_']);
    subscription.rotate('whsec_second', NOW);
    expect(subscription.endpointAt(at(23))?.secrets).toEqual(['whsec_second', 'whsec_']);
    expect(subscription.endpointAt(at(24))?.secrets).toEqual(['whsec_second']);
    subscription.rotate('whsec_third', at(1));
    expect(subscription.endpointAt(at(2))?.secrets).toEqual(['whsec_third', 'whsec_second']);
  });

  it('ends by a receiver that is gone, and goes on after any other failure', () => {
    const subscription = make('active');
    subscription.missDelivery(error, false);
    expect(subscription).toMatchObject({ state: 'active', lastError: error });
    subscription.missDelivery(error, true);
    expect(subscription.state).toBe('failed');
    expect(() => subscription.missDelivery(error, true)).not.toThrow();
  });
});
