import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, newId, UnitOfWork } from '#database';
import { nextAttemptAt, type RetrySchedule } from '#config';
import { HealthNews } from '../subscription/health/health-news.js';
import type { LastError } from '../subscription/subscription.js';
import { SubscriptionRepository } from '../subscription/subscription.repository.js';
import { WebhookSender, type DeliveryOutcome } from '../webhook/webhook-sender.js';
import type { Load } from './worker/places.js';
import { leaseFor, type Job, type WorkSource } from './worker/work-source.js';
import { DeliveryMetrics, type AttemptResult } from './delivery.metrics.js';
import { healthAfter } from './endpoint/endpoint-health.js';
import { EndpointRepository } from './endpoint/endpoint.repository.js';
import { DeliveryRepository, type ClaimedDelivery } from './delivery.repository.js';

/** A receiver may ask for a longer pause than the schedule's up to this, in milliseconds, and never for a shorter one. */
const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000;

/** How much of an answer is kept, in bytes. */
const KEPT_BYTES = 2_000;

export const RETRY_SCHEDULE = Symbol('pauses between the attempts of a delivery');

/**
 * Sends what is due. A delivery is retried by the schedule until it is accepted. After the last attempt it has failed,
 * and the next one of its subject follows. The call is made outside of any transaction.
 */
@Injectable()
export class DueDeliveries implements WorkSource {
  readonly capacity = 40;
  /** Who had the last turn, if not all had one. */
  private lastTurn = '';
  /** When a host has room again that had none at the last claim. */
  private roomAt: Date | undefined;

  constructor(
    private readonly work: UnitOfWork,
    private readonly deliveries: DeliveryRepository,
    private readonly subscriptions: SubscriptionRepository,
    private readonly endpoints: EndpointRepository,
    private readonly news: HealthNews,
    private readonly sender: WebhookSender,
    @Inject(RETRY_SCHEDULE) private readonly schedule: RetrySchedule,
    private readonly clock: Clock,
    private readonly metrics: DeliveryMetrics,
  ) {}

  async claim(places: Pick<Load, 'free' | 'held'>): Promise<Job[]> {
    const lease = { claim: newId(), now: this.clock.now(), leaseMs: leaseFor(this.sender.timeoutMs) };
    const { deliveries, lastTurn, waitMs } = await this.deliveries.claim(lease, places, this.lastTurn);
    this.lastTurn = lastTurn;
    this.roomAt = waitMs === undefined ? undefined : new Date(this.clock.now().getTime() + waitMs);
    return deliveries.map((delivery) => ({ party: delivery.party, run: () => this.deliver(delivery) }));
  }

  /** When a delivery falls due, an endpoint ends its rest, or a host has room again, whichever comes first. */
  async nextDueAt(after: Date): Promise<Date | undefined> {
    const dueAt = await this.deliveries.nextDueAt(after);
    const trialAt = await this.endpoints.nextTrialAt(after);
    const { roomAt } = this;
    // Told once: while all places are taken nothing is claimed, and a time that has passed would make the worker spin.
    this.roomAt = undefined;
    return [dueAt, trialAt, roomAt].reduce((first, one) => (first && one ? earlier(first, one) : (first ?? one)));
  }

  private async deliver(delivery: ClaimedDelivery): Promise<void> {
    const at = this.clock.now();
    const { url, secrets, body, eventId } = delivery;
    const outcome = await this.sender.send({ url, secrets, body, id: eventId, timestamp: at });
    const result = await this.work.run(async (tx): Promise<AttemptResult | undefined> => {
      const { status, durationMs } = outcome;
      if (outcome.ok) {
        const done = {
          at,
          status,
          durationMs,
          response: keptOf(outcome),
          error: undefined,
          state: 'delivered',
          nextAttemptAt: undefined,
        } as const;
        const recovered = await this.subscriptions.succeeded(tx, delivery.subscriptionId);
        await this.deliveries.record(tx, delivery, done);
        await this.endpoints.isWell(tx, delivery);
        if (recovered) await this.news.tell(tx, recovered, 'recovered', recovered.failingSince);
        return 'delivered';
      }
      return this.missed(tx, delivery, at, outcome);
    });
    if (result) this.metrics.attempted(result);
  }

  private async missed(
    tx: EntityManager,
    delivery: ClaimedDelivery,
    at: Date,
    outcome: DeliveryOutcome,
  ): Promise<AttemptResult | undefined> {
    const now = this.clock.now();
    const error = errorOf(outcome, now);
    // The subscription's lock first, as in its deletion: in the opposite order the two would deadlock.
    const subscription = await this.subscriptions.lock(tx, delivery.subscriptionId);
    const inHand = await this.deliveries.inHand(tx, delivery);
    if (!subscription || !inHand) return undefined;
    const isMoved = subscription.url !== delivery.url;
    const isAskedAgain = isMoved || inHand.dueAt > at;
    const gone = outcome.gone === true && !isMoved;
    const byReceiver = new Date(now.getTime() + Math.min(outcome.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS));
    const bySchedule = nextAttemptAt(this.schedule, inHand.tries + 1, now, Math.random());
    const scheduled = isAskedAgain ? now : bySchedule && later(bySchedule, byReceiver);
    const next = gone ? undefined : scheduled;
    await this.deliveries.record(tx, delivery, {
      at,
      status: outcome.status,
      error: error.code,
      durationMs: outcome.durationMs,
      response: keptOf(outcome),
      state: next ? 'pending' : 'failed',
      nextAttemptAt: next,
    });
    await this.noteHealth(tx, delivery, outcome, now);
    // What an address did from which the subscription has moved says nothing of the new one.
    if (isMoved) return 'to-be-retried';
    const news = subscription.missDelivery(error, gone);
    await this.subscriptions.update(tx, subscription);
    if (news) await this.news.tell(tx, subscription, news, subscription.failingSince!, outcome);
    if (gone) return 'gone';
    return next ? 'to-be-retried' : 'failed';
  }

  private async noteHealth(
    tx: EntityManager,
    delivery: ClaimedDelivery,
    outcome: DeliveryOutcome,
    now: Date,
  ): Promise<void> {
    const health = healthAfter(outcome);
    if (health === 'sick') await this.endpoints.failed(tx, delivery, now);
    if (health === 'well') await this.endpoints.isWell(tx, delivery);
  }
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** The beginning of an answer, in a form that the database stores: without null characters. */
const keptOf = ({ responseBody }: DeliveryOutcome): string | undefined =>
  responseBody === undefined
    ? undefined
    : Buffer.from(responseBody.replaceAll('\0', '\ufffd')).subarray(0, KEPT_BYTES).toString();

function errorOf(outcome: DeliveryOutcome, at: Date): LastError {
  if (outcome.gone) {
    const detail =
      'The receiver returned 410: it no longer wants to be called. Recover the subscription to start again.';
    return { code: 'webhook.gone', detail, at: at.toISOString() };
  }
  const { error = 'webhook.http-status', detail = 'The receiver did not accept the delivery.' } = outcome;
  return { code: error, detail, at: at.toISOString() };
}
