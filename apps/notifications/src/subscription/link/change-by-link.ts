import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { notValid } from '#problems';
import { searchNeedsOwner } from '../saved-search/saved-searches.js';
import { assertPossible } from '../possible-filter.js';
import type { EventFilter } from '../event-filter.js';
import { noSuchZone, stepsNotAllowed, type Frequency, type Subscription } from '../subscription.js';
import { SubscriptionRepository } from '../subscription.repository.js';

/** What a subscriber changes; undefined stays. */
export interface Wishes {
  readonly filter: (Omit<EventFilter, 'savedSearch'> & Partial<Pick<EventFilter, 'savedSearch'>>) | undefined;
  readonly frequency: Frequency | undefined;
  readonly language: string | null | undefined;
  readonly zone: string | undefined;
}

/** Changes what a mailbox receives, and how often. What it has gathered until then comes as it would have come. */
export class ChangeByLink extends Command<Subscription> {
  constructor(
    readonly token: string,
    readonly wishes: Wishes,
  ) {
    super();
  }
}

@CommandHandler(ChangeByLink)
export class ChangeByLinkHandler extends Handler<ChangeByLink> {
  constructor(private readonly subscriptions: SubscriptionRepository) {
    super();
  }

  protected async handle({ token, wishes }: ChangeByLink, tx: EntityManager): Promise<Subscription> {
    const subscription = await this.subscriptions.lockOfLink(tx, token);
    const { filter, frequency, language, zone } = wishes;
    if (filter?.steps && subscription.owner === null) throw stepsNotAllowed();
    const savedSearch = filter?.savedSearch === undefined ? subscription.savedSearch : filter.savedSearch;
    if (savedSearch !== null && savedSearch !== subscription.savedSearch) throw notValid([searchNeedsOwner]);
    if (filter) assertPossible({ ...filter, savedSearch });
    if (zone !== undefined && !(await this.subscriptions.knowsZone(zone, tx))) throw notValid([noSuchZone]);
    Object.assign(subscription, filter, {
      savedSearch,
      searchDeletedAt: savedSearch && subscription.searchDeletedAt,
      frequency: frequency ?? subscription.frequency,
      language: language === undefined ? subscription.language : language,
      zone: zone ?? subscription.zone,
    });
    await this.subscriptions.updateWishes(tx, subscription);
    return subscription;
  }
}
