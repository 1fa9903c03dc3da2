import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Which saved searches find what an event published, and the keys of their subscriptions. */
export class EventsOfSearches1764000300451 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The event itself may come later.
      create table event_search (
        event_id    uuid not null,
        search      uuid not null,
        -- Whose search it is.
        owner       text not null,
        received_at timestamptz not null,
        primary key (event_id, search)
      );
      create index event_search_owner on event_search (owner);
      create index event_search_received on event_search (received_at);

      -- A subscription with a search has no other key, so no event reaches it in a build that knows nothing of searches.
      alter table subscription alter column keys set expression as (
        case when saved_search is not null then array['search ' || saved_search::text]
             else keys_of_filter(types, countries, dimensions, themes, members, text, steps) end);
    `);
  }
}
