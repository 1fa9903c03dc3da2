import { createHash } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DomainEvent } from '#contracts';
import { Clock, newId, together, type Part } from '#database';
import { currentTraceparent } from '#observability';
import { Reactions } from '../reactions/reactions.js';

/** Number of shards of the outbox: as many relays of one app can work at once. */
export const SHARDS = 8;

export const shardOf = (streamId: string): number => createHash('sha1').update(streamId).digest().readUInt8(0) % SHARDS;

/** Stores events together with the change that they announce: both commit or neither. */
@Injectable()
export class Outbox {
  constructor(
    private readonly clock: Clock,
    /** Unset in tools, where nothing reacts. */
    @Optional() private readonly reactions?: Reactions,
  ) {}

  /**
   * Gives each event the next number of its stream and stores it, with what else is written, in one statement. Streams
   * are locked in the order of their ids, so that two transactions with the same streams cannot block each other for
   * ever. Then it calls the reactions.
   */
  async append(tx: EntityManager, events: readonly DomainEvent[], besides: readonly Part[] = []): Promise<void> {
    const named = events.map((event) => ({ ...event, id: newId() }));
    await together(tx, events.length === 0 ? besides : [...besides, this.storing(named)]);
    if (events.length > 0) await this.reactions?.tell(tx, named);
  }

  private storing(events: readonly (DomainEvent & { readonly id: string })[]): Part {
    const rows = events.map(({ id, topic, subject, type, data }) => ({
      event_id: id, topic, stream_id: subject, shard: shardOf(subject), type, data,
    })); // prettier-ignore
    return {
      sql: `event as (
         select e.*, row_number() over (partition by stream_id order by n) as nth
           from rows from (jsonb_to_recordset($1) as (event_id uuid, topic text, stream_id uuid, shard smallint, type text, data jsonb))
                with ordinality as e(event_id, topic, stream_id, shard, type, data, n)
       ), added as (
         select stream_id, count(*) as n, min(topic) as topic from event group by stream_id order by stream_id
       ), origin as materialized (
         select sequence from stream_origin
       ), head as (
         insert into stream_head as h (stream_id, sequence, topic)
         select stream_id, (select sequence from origin) + n, added.topic from added
         on conflict (stream_id) do update
            set sequence = h.sequence + excluded.sequence - (select sequence from origin), topic = excluded.topic
         returning stream_id, sequence
       ), stored as (
         insert into outbox (event_id, topic, stream_id, sequence, shard, type, time, traceparent, data)
         select event_id, event.topic, stream_id, head.sequence - added.n + nth, shard, type, $2, $3, data
           from event join head using (stream_id) join added using (stream_id)
          order by event.n
       )`,
      values: [JSON.stringify(rows), this.clock.now(), currentTraceparent() ?? null],
    };
  }
}
