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
      { url: 'https://city.example/events', secret: 'whsec_', contact: null },
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
pending move owner → pending
active pause owner → paused
active recover owner → active
active disable receiver → failed
active move owner → pending
paused recover owner → active
paused disable receiver → failed
paused move owner → pending
failed recover owner → pending
failed move owner → pending
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

  describe('while nothing is accepted', () => {
    const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];
    const DAY_MS = 24 * HOUR_MS;
    const failAfter = (subscription: Subscription, ms: number) =>
      subscription.missDelivery({ ...error, at: new Date(NOW.getTime() + ms).toISOString() }, false);

    it('ends after five days of attempts, and counts from the first failure', () => {
      const subscription = make('active');
      for (const day of [0, 1, 2, 3, 4]) failAfter(subscription, day * DAY_MS);
      failAfter(subscription, 5 * DAY_MS - 1);
      expect(subscription).toMatchObject({ state: 'active', failingSince: NOW });
      expect(failAfter(subscription, 5 * DAY_MS)).toBe('disabled');
      expect(subscription.state).toBe('failed');
      expect(subscription.lastError).toMatchObject({ code: error.code, detail: expect.stringContaining('five days') });
      subscription.recover();
      subscription.confirm(LATER);
      expect(subscription).toMatchObject({ state: 'active', failingSince: null });
    });

    it('does not count a time without attempts: after a quiet week one failure ends nothing', () => {
      const subscription = make('active');
      failAfter(subscription, 0);
      expect(failAfter(subscription, 7 * DAY_MS)).toBeUndefined();
      expect(subscription).toMatchObject({ state: 'active', failingSince: NOW, failingMs: 0 });
      for (const day of [8, 9, 10, 11]) failAfter(subscription, day * DAY_MS);
      expect(subscription.state).toBe('active');
      expect(failAfter(subscription, 12 * DAY_MS)).toBe('disabled');
    });

    it('counts each time once, in whatever order the attempts end', () => {
      const subscription = make('active');
      for (const hour of [0, 10, 5, 10]) failAfter(subscription, hour * HOUR_MS);
      expect(subscription.failingMs).toBe(10 * HOUR_MS);
    });

    it('tells its contact once, after a quarter of an hour, and of the end', () => {
      const subscription = Object.assign(make('active'), { contactAddress: 'web@city.example' });
      const told = [0, 1, 14, 15, 16, 60].map((minute) => failAfter(subscription, minute * MINUTE_MS));
      expect(told).toEqual([undefined, undefined, undefined, 'failing', undefined, undefined]);
      expect(subscription.missDelivery(error, true)).toBe('disabled');
    });

    it('tells a contact that is named later with the next failure', () => {
      const subscription = make('active');
      expect([0, 20].map((minute) => failAfter(subscription, minute * MINUTE_MS))).toEqual([undefined, undefined]);
      subscription.change({ contact: { address: 'web@city.example', language: 'fi' } });
      expect(failAfter(subscription, 21 * MINUTE_MS)).toBe('failing');
    });

    it('begins anew with a failure after a success that knew only of its beginning', () => {
      const subscription = make('active');
      for (const day of [0, 1, 2, 3, 4]) failAfter(subscription, day * DAY_MS);
      subscription.failingSince = null;
      failAfter(subscription, 5 * DAY_MS);
      expect(subscription).toMatchObject({ state: 'active', failingMs: 0 });
    });
  });

  it('changes what its owner wishes, and is challenged again only at another URL', () => {
    const subscription = make('paused');
    subscription.change({ ...everything, countries: ['FI'], url: 'https://city.example/events' });
    expect(subscription).toMatchObject({ state: 'paused', countries: ['FI'] });
    subscription.change({ url: 'https://other.example:8443/events' });
    expect(subscription).toMatchObject({ state: 'pending', host: 'other.example:8443', countries: ['FI'] });
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
