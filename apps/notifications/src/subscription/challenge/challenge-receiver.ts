import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, newId, UnitOfWork } from '#database';
import { Job, JobFailed, Jobs, type JobHandler, type JobRun } from '#jobs';
import { WebhookSender, type DeliveryOutcome } from '../../webhook/webhook-sender.js';
import type { Subscription } from '../subscription.js';
import { SubscriptionRepository } from '../subscription.repository.js';

/**
 * Asks a new receiver whether it wants to be called: it must return a random value (200 with `{challenge}`), so that
 * nobody can direct our deliveries at someone else. It is asked for an hour.
 */
@Job({ kind: 'subscription.challenge', retry: '1s,5s,15s,30s,1m,2m,4m,8m,15m,28m', atOnce: 10 })
@Injectable()
export class ChallengeReceiver implements JobHandler<{ subscription: string }> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly subscriptions: SubscriptionRepository,
    private readonly sender: WebhookSender,
    private readonly clock: Clock,
  ) {}

  async run({ data: { subscription: id }, isLast, signal }: JobRun<{ subscription: string }>): Promise<void> {
    const asked = await this.subscriptions.find(id);
    const timestamp = this.clock.now();
    const endpoint = asked?.endpointAt(timestamp);
    if (asked?.state !== 'pending' || !endpoint) return;
    const value = randomBytes(24).toString('base64url');
    const outcome = await this.sender.send({
      ...endpoint,
      // A new message each time: a receiver that drops duplicates would not answer the second one.
      id: newId(),
      timestamp,
      body: JSON.stringify({ type: 'subscription.challenge', challenge: value }),
    });
    const fault = faultOf(outcome, value);
    const isOver = isLast || outcome.gone === true;
    const why = await this.work.run(async (tx) => {
      const subscription = await this.subscriptions.lock(tx, id);
      // Deleted, moved, or taken over by another instance because this one was too slow.
      if (subscription?.state !== 'pending' || subscription.url !== endpoint.url || signal.aborted) return undefined;
      const now = this.clock.now();
      if (fault) subscription.missChallenge({ ...fault, at: now.toISOString() }, isOver);
      else subscription.confirm(now);
      await this.subscriptions.update(tx, subscription);
      return isOver ? undefined : fault?.code;
    });
    if (why !== undefined) throw new JobFailed(why, false);
  }
}

/** Enqueues the challenge to a subscription's receiver, in the transaction that made it necessary. */
export const challenge = (tx: EntityManager, jobs: Jobs, { id, party }: Subscription): Promise<void> =>
  jobs.put(tx, ChallengeReceiver, { subscription: id }, { owner: party, key: id });

function faultOf(outcome: DeliveryOutcome, challenge: string): { code: string; detail: string } | undefined {
  if (!outcome.ok)
    return { code: outcome.error ?? 'webhook.http-status', detail: outcome.detail ?? 'The receiver did not respond.' };
  if (outcome.status !== 200) {
    return {
      code: 'webhook.challenge-status',
      detail: `The receiver responded to the challenge with ${outcome.status ?? 0}, not 200.`,
    };
  }
  if (challengeIn(outcome.responseBody ?? '') === challenge) return undefined;
  return {
    code: 'webhook.challenge-mismatch',
    detail: 'The receiver must respond to the challenge with 200 and the same value in {"challenge": …}.',
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
