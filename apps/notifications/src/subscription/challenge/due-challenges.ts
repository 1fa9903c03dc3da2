import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, newId, UnitOfWork } from '#database';
import { nextAttemptAt, parseSchedule } from '#config';
import { WebhookSender, type DeliveryOutcome } from '../../webhook/webhook-sender.js';
import type { Load } from '../../worker/places.js';
import { LEASE_MS, type Job, type WorkSource } from '../../worker/work-source.js';
import { SubscriptionRepository, type ClaimedChallenge } from '../subscription.repository.js';

/** Pauses between challenges, an hour together. */
const challengeSchedule = parseSchedule('1s,5s,15s,30s,1m,2m,4m,8m,15m,28m');

/**
 * Asks new receivers whether they want to be called: each must give back a random value (200 with `{challenge}`), so
 * that nobody can turn our deliveries on someone else.
 */
@Injectable()
export class DueChallenges implements WorkSource {
  readonly capacity = 10;
  /** Who had the last turn when not all had one. */
  private lastTurn = '';

  constructor(
    private readonly work: UnitOfWork,
    private readonly subscriptions: SubscriptionRepository,
    private readonly sender: WebhookSender,
    private readonly clock: Clock,
  ) {}

  async claim(places: Pick<Load, 'free' | 'held'>): Promise<Job[]> {
    const lease = { claim: newId(), now: this.clock.now(), leaseMs: LEASE_MS };
    const { challenges, lastTurn } = await this.subscriptions.claimChallenges(lease, places, this.lastTurn);
    this.lastTurn = lastTurn;
    return challenges.map((challenge) => ({ party: challenge.party, run: () => this.challenge(challenge) }));
  }

  nextDueAt(after: Date): Promise<Date | undefined> {
    return this.subscriptions.nextChallengeAt(after);
  }

  private async challenge(claimed: ClaimedChallenge): Promise<void> {
    const challenge = randomBytes(24).toString('base64url');
    const outcome = await this.sender.send({
      url: claimed.url,
      // A message of its own each time: a receiver that drops duplicates would not answer the second one.
      id: newId(),
      secret: claimed.secret,
      timestamp: this.clock.now(),
      body: JSON.stringify({ type: 'subscription.challenge', challenge }),
    });
    await this.work.run(async (tx) => {
      const subscription = await this.subscriptions.lock(tx, claimed.id);
      // Deleted, or taken over by another instance because this one was too slow.
      if (subscription?.state !== 'pending' || subscription.challengeClaim !== claimed.claim) return;
      const now = this.clock.now();
      const fault = faultOf(outcome, challenge);
      if (fault) {
        const attempt = subscription.challengeAttempts + 1;
        const next = outcome.gone ? undefined : nextAttemptAt(challengeSchedule, attempt, now, Math.random());
        subscription.missChallenge({ ...fault, at: now.toISOString() }, next);
      } else subscription.confirm(now);
      await this.subscriptions.update(tx, subscription);
    });
  }
}

function faultOf(outcome: DeliveryOutcome, challenge: string): { code: string; detail: string } | undefined {
  if (!outcome.ok)
    return { code: outcome.error ?? 'webhook.http-status', detail: outcome.detail ?? 'The receiver did not answer.' };
  if (outcome.status !== 200) {
    return {
      code: 'webhook.challenge-status',
      detail: `The receiver answered the challenge with ${outcome.status ?? 0}, not 200.`,
    };
  }
  if (challengeIn(outcome.responseBody ?? '') === challenge) return undefined;
  return {
    code: 'webhook.challenge-mismatch',
    detail: 'The receiver must answer the challenge with 200 and {"challenge": …} of the same value.',
  };
}

function challengeIn(body: string): unknown {
  try {
    const answer = JSON.parse(body) as unknown;
    return typeof answer === 'object' && answer !== null && 'challenge' in answer ? answer.challenge : undefined;
  } catch {
    return undefined;
  }
}
