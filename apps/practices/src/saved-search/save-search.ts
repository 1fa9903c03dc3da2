import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { newId, Seek } from '#database';
import { ownIdOf, type Principal } from '#identity';
import { PrincipalProjection } from '#principals';
import { notValid, Problem } from '#problems';
import { PracticeListRepository } from '../practice/practice-list.repository.js';
import { selectionOf } from '../practice/http/selection-of.js';
import {
  normalised,
  SAVED_SEARCHES_PER_OWNER,
  SavedSearch,
  tooManySavedSearches,
  type SearchedFor,
} from './saved-search.js';
import { SavedSearchRepository } from './saved-search.repository.js';

/** Keeps a search for its author. */
export class SaveSearch extends Command<SavedSearch> {
  readonly query: SearchedFor;

  constructor(
    readonly name: string,
    query: SearchedFor,
    readonly by: Principal,
  ) {
    super();
    this.query = normalised(query);
  }
}

@CommandHandler(SaveSearch)
export class SaveSearchHandler extends Handler<SaveSearch> {
  constructor(
    private readonly searches: SavedSearchRepository,
    private readonly lists: PracticeListRepository,
    private readonly principals: PrincipalProjection,
  ) {
    super();
  }

  /** Searches once, so that whatever the list refuses is refused here. */
  protected override async prepare({ query, by }: SaveSearch): Promise<void> {
    try {
      await this.lists.list(selectionOf(query, by), new Seek(), 1, undefined);
    } catch (error) {
      const places = error instanceof Problem ? error.more.places : undefined;
      throw places ? notValid(places.map((place) => ({ ...place, pointer: `/query${place.pointer}` }))) : error;
    }
  }

  protected async handle({ name, query, by }: SaveSearch, tx: EntityManager): Promise<SavedSearch> {
    const owner = ownIdOf(by);
    await this.principals.admit(tx, by);
    if ((await this.searches.countForInsert(tx, owner)) >= SAVED_SEARCHES_PER_OWNER) throw tooManySavedSearches();
    const made = { id: newId(), owner, name, query, createdAt: this.clock.now() };
    await this.searches.insert(tx, made);
    return made;
  }
}
