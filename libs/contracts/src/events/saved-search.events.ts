import { eventContract, topics } from './event.js';
import { practicePublished, practiceUpdated } from './practice.events.js';

/** What shows a version of a practice to everyone: only this can be news to a saved search. */
export const practicePublications = [practicePublished, practiceUpdated] as const;

/** The most searches that one event names; more of them follow in further events. */
export const SEARCHES_PER_EVENT = 500;

/**
 * Belongs to the stream of the practice and follows the publication at once, so nobody is told of it later than of what
 * happens next. It says nothing of what is searched for.
 */
export const practiceFound = eventContract(
  topics.practice,
  'practice.found.v1',
  'internal',
  'Saved searches that somebody follows find a version that was just published.',
  {
    type: 'object',
    required: ['eventId', 'searches'],
    properties: {
      /** Of the publication. */
      eventId: { type: 'string', format: 'uuid' },
      searches: {
        type: 'array',
        maxItems: SEARCHES_PER_EVENT,
        items: {
          type: 'object',
          required: ['id', 'owner'],
          properties: { id: { type: 'string', format: 'uuid' }, owner: { type: 'string' } },
        },
      },
    },
  },
);

export const savedSearchDeleted = eventContract(
  topics.savedSearch,
  'saved-search.deleted.v1',
  'internal',
  'A saved search was deleted by its owner.',
  { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } },
);

export const savedSearchEvents = [practiceFound, savedSearchDeleted] as const;
