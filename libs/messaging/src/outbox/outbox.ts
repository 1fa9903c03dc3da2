import { createHash } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DomainEvent } from '#contracts';
import { Clock, newId, prepared } from '#database';
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
   * Gives each event the next number of its stream and stores it. Streams are locked in the order of their ids, so that
   * two transactions with the same streams cannot block each other for ever. Then it calls the reactions.
   *
   * @param traceparent of the cause; unset: the present request or event
   */
  async append(tx: EntityManager, events: readonly DomainEvent[], traceparent = currentTraceparent()): Promise<void> {
    if (events.length === 0) return;
    await tx.query(
      prepared(`with event as (
         select e.*, row_number() over (partition by stream_id order by n) as nth
           from unnest($1::uuid[], $2::text[], $3::uuid[], $4::smallint[], $5::text[], $6::jsonb[])
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
       )
       insert into outbox (event_id, topic, stream_id, sequence, shard, type, time, traceparent, data)
       select event_id, event.topic, stream_id, head.sequence - added.n + nth, shard, type, $7, $8, data
         from event join head using (stream_id) join added using (stream_id)
        order by event.n`),
      [
        events.map(() => newId()),
        events.map((event) => event.topic),
        events.map((event) => event.subject),
        events.map((event) => shardOf(event.subject)),
        events.map((event) => event.type),
        events.map((event) => JSON.stringify(event.data)),
        this.clock.now(),
        traceparent ?? null,
      ],
    );
    await this.reactions?.tell(tx, events);
  }
}
