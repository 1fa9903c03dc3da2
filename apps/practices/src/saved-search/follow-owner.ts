import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { principalChanged, type PrincipalFacts } from '#contracts';
import { ReactsTo, type Happening } from '#messaging';
import { SavedSearchRepository } from './saved-search.repository.js';

/** Saved searches end with their owner, whether a client was deleted or a person erased: nobody could read them any more. */
@Injectable()
export class FollowOwner {
  constructor(private readonly searches: SavedSearchRepository) {}

  @ReactsTo(principalChanged)
  async follow(tx: EntityManager, events: readonly Happening<PrincipalFacts>[]): Promise<void> {
    for (const { data } of events) if (data.roles.length === 0) await this.searches.deleteOf(tx, data.id);
  }
}
