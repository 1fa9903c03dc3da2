import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import { ownIdOf } from '#identity';
import { FollowedSearchRepository } from './followed-search.repository.js';

/** From now on it is told what the search finds when it is published. */
export class FollowSearch extends CommandOn<void> {}

@CommandHandler(FollowSearch)
export class FollowSearchHandler extends Handler<FollowSearch> {
  constructor(private readonly searches: FollowedSearchRepository) {
    super();
  }

  protected handle({ id, by }: FollowSearch, tx: EntityManager): Promise<void> {
    return this.searches.follow(tx, ownIdOf(by), id);
  }
}
