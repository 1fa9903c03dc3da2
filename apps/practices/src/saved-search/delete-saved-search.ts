import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import { ownIdOf } from '#identity';
import { SavedSearchRepository } from './saved-search.repository.js';

export class DeleteSavedSearch extends CommandOn<void> {}

@CommandHandler(DeleteSavedSearch)
export class DeleteSavedSearchHandler extends Handler<DeleteSavedSearch> {
  constructor(private readonly searches: SavedSearchRepository) {
    super();
  }

  protected handle({ id, by }: DeleteSavedSearch, tx: EntityManager): Promise<void> {
    return this.searches.delete(tx, ownIdOf(by), id);
  }
}
