import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import { happened, savedSearchDeleted } from '#contracts';
import { ownIdOf } from '#identity';
import { Outbox } from '#messaging';
import { SavedSearchRepository } from './saved-search.repository.js';

export class DeleteSavedSearch extends CommandOn<void> {}

@CommandHandler(DeleteSavedSearch)
export class DeleteSavedSearchHandler extends Handler<DeleteSavedSearch> {
  constructor(
    private readonly searches: SavedSearchRepository,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  protected async handle({ id, by }: DeleteSavedSearch, tx: EntityManager): Promise<void> {
    const isFollowed = await this.searches.delete(tx, ownIdOf(by), id);
    if (isFollowed) await this.outbox.append(tx, [happened(savedSearchDeleted, id, { id })]);
  }
}
