import { Injectable } from '@nestjs/common';
import { TellsWaiting, waitingIn, type WaitingView } from '#app';
import type { Principal } from '#identity';
import { seenBy, SubscriptionRepository } from './subscription.repository.js';

/** Subscriptions whose receiver no longer answers, until their owner recovers or deletes them. */
@Injectable()
export class SubscriptionsWaiting {
  constructor(private readonly subscriptions: SubscriptionRepository) {}

  @TellsWaiting()
  failed(by: Principal): Promise<WaitingView[]> {
    const listed = this.subscriptions.list(seenBy(by), ['failed']);
    return waitingIn(
      'subscription-failed',
      '/v1/subscriptions?state=failed',
      listed,
      ({ createdAt, lastError }) => lastError?.at ?? createdAt,
    );
  }
}
