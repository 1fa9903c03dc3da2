import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { happened, practiceFound, practicePublications, SEARCHES_PER_EVENT, type DataOf } from '#contracts';
import { Outbox, ReactsTo, type Happening } from '#messaging';
import { FollowedSearchRepository, type Followed } from './followed-search.repository.js';

/**
 * Tells which followed searches find what is published, in the transaction of its publication: so the event follows that of
 * the publication at once, and nothing of the practice comes in between.
 */
@Injectable()
export class TellPublished {
  constructor(
    private readonly searches: FollowedSearchRepository,
    private readonly outbox: Outbox,
  ) {}

  @ReactsTo(...practicePublications)
  async tell(
    tx: EntityManager,
    events: readonly Happening<DataOf<(typeof practicePublications)[number]>>[],
  ): Promise<void> {
    for (const { id: eventId, subject, data } of events) {
      const searches = await this.searches.finding(tx, subject, data.version);
      await this.outbox.append(tx, inParts(searches).map((part) => happened(practiceFound, subject, { eventId, searches: part }))); // prettier-ignore
    }
  }
}

const inParts = (searches: readonly Followed[]): Followed[][] =>
  Array.from({ length: Math.ceil(searches.length / SEARCHES_PER_EVENT) }, (_, n) =>
    searches.slice(n * SEARCHES_PER_EVENT, (n + 1) * SEARCHES_PER_EVENT),
  );
