import { Injectable } from '@nestjs/common';
import { savedSearchDeleted, type EventOf } from '#contracts';
import { Clock } from '#database';
import { Consumes, type EventContext } from '#messaging';
import { SubscriptionRepository } from '../subscription.repository.js';

/** A subscription whose saved search was deleted says so: nothing will match it any more. */
@Injectable()
export class FollowDeletion {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly clock: Clock,
  ) {}

  @Consumes('saved-searches', [savedSearchDeleted], { tellsNews: true })
  async note({ data }: EventOf<typeof savedSearchDeleted>, { tx }: EventContext): Promise<void> {
    await this.subscriptions.noteDeletedSearch(tx, data.id, this.clock.now());
  }
}
