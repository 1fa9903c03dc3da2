import { Injectable } from '@nestjs/common';
import { subscriptionTestType } from '#contracts';
import { Clock, newId } from '#database';
import type { Principal } from '#identity';
import { Problem } from '#problems';
import { WebhookSender, type DeliveryOutcome } from '../../webhook/webhook-sender.js';
import { onlyForWebhooks } from '../subscription.js';
import { seenBy, SubscriptionRepository } from '../subscription.repository.js';

const MINUTE_MS = 60_000;

/** Tests of one party within a minute, at one instance. */
export const TESTS_A_MINUTE = 6;

/** What came of a test. */
export interface Tried extends Pick<DeliveryOutcome, 'ok' | 'status' | 'error' | 'detail' | 'durationMs'> {
  readonly eventId: string;
  readonly at: Date;
}

/**
 * Sends an event that nothing has happened for to a receiver that has proved that it wants to be called: once, and
 * without a trace, so that its owner sees at once what it answers.
 */
@Injectable()
export class TryReceiver {
  /** When each party tested within the last minute. */
  private readonly recent = new Map<string, readonly number[]>();

  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly sender: WebhookSender,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 404, also for another principal's; 409 when nothing may be sent; 429 */
  async run(id: string, by: Principal): Promise<Tried> {
    const subscription = await this.subscriptions.get(id, seenBy(by));
    const at = this.clock.now();
    const { state, party } = subscription;
    const endpoint = subscription.endpointAt(at);
    if (!endpoint) throw onlyForWebhooks();
    if (state !== 'active' && state !== 'paused') {
      throw new Problem('subscription.state', 409, `The subscription is ${state}; nothing is sent until it is active.`);
    }
    this.count(party, at.getTime());
    const eventId = newId();
    const body = JSON.stringify({
      specversion: '1.0',
      id: eventId,
      source: '/notifications',
      type: subscriptionTestType,
      // A stream of its own: receivers that keep the last number of each drop no test.
      subject: eventId,
      sequence: '1',
      time: at.toISOString(),
      datacontenttype: 'application/json',
      data: { id, href: `/v1/subscriptions/${id}` },
    });
    const { ok, status, error, detail, durationMs } = await this.sender.send({ ...endpoint, id: eventId, timestamp: at, body });
    return { ok, status, error, detail, durationMs, eventId, at };
  } // prettier-ignore

  /** @throws {Problem} 429 with `Retry-After` */
  private count(party: string, now: number): void {
    for (const [one, times] of this.recent) {
      const left = times.filter((time) => time > now - MINUTE_MS);
      if (left.length === 0) this.recent.delete(one);
      else this.recent.set(one, left);
    }
    const times = this.recent.get(party) ?? [];
    if (times.length < TESTS_A_MINUTE) {
      this.recent.set(party, [...times, now]);
      return;
    }
    const seconds = Math.max(1, Math.ceil((times[0]! + MINUTE_MS - now) / 1000));
    throw new Problem('request.too-many', 429, `Too many tests. Try again in ${seconds} s.`, {
      headers: { 'retry-after': String(seconds) },
    });
  }
}
