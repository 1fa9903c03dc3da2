import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { PrincipalsModule } from '#principals';
import { FollowedSearches1764000200610 } from '../migrations/1764000200610-followed-searches.js';
import { SavedSearches1764000200521 } from '../migrations/1764000200521-saved-searches.js';
import { PracticeModule } from '../practice/practice.module.js';
import { DeleteSavedSearchHandler } from './delete-saved-search.js';
import { FollowOwner } from './follow-owner.js';
import { FollowSearchHandler } from './follow-search.js';
import { FollowedSearchRepository } from './followed-search.repository.js';
import { SavedSearchController } from './http/saved-search.controller.js';
import { SaveSearchHandler } from './save-search.js';
import { SavedSearch } from './saved-search.js';
import { SavedSearchRepository } from './saved-search.repository.js';
import { TellPublished } from './tell-published.js';

/** Searches that somebody keeps. */
@Feature({
  entities: [SavedSearch],
  migrations: [SavedSearches1764000200521, FollowedSearches1764000200610],
  paths: ['/v1/saved-searches'],
  tags: { 'saved searches': 'Searches of practices that you keep.' },
})
@Module({
  imports: [PrincipalsModule, PracticeModule],
  controllers: [SavedSearchController],
  providers: [
    SavedSearchRepository,
    FollowedSearchRepository,
    SaveSearchHandler,
    FollowSearchHandler,
    DeleteSavedSearchHandler,
    FollowOwner,
    TellPublished,
  ],
})
export class SavedSearchModule {}
