import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EventFilter } from '../../subscription/event-filter.js';
import type { Frequency } from '../../subscription/subscription.js';
import { MATCHES } from '../delivery.repository.js';

/** A subscription that does not exist. */
interface Imagined {
  /** Id of the principal whose rights it would have. */
  readonly owner: string;
  readonly filter: EventFilter;
  readonly frequency: Frequency;
  readonly zone: string;
}

interface Told {
  /** Counted up to {@link COUNTED}. */
  readonly events: number;
  readonly mails: number;
  readonly latest: readonly LatestEvent[];
}

interface LatestEvent {
  readonly type: string;
  readonly subject: string;
  readonly time: Date;
  readonly title: Readonly<Record<string, string>> | null;
  readonly name: string | null;
}

/** The most events that are counted, and that are shown. */
export const COUNTED = 1_000;
export const SHOWN = 5;

@Injectable()
export class PreviewRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What would have been sent since then. Reads at most so many events, the newest first. */
  async since(since: Date, { owner, filter, frequency, zone }: Imagined): Promise<Told> {
    const { types, countries, dimensions, themes, members, text, steps, savedSearch } = filter;
    const [told] = await this.dataSource.query<[Told]>(
      `with s as (
         select $1::text as owner, $2::text[] as types, $3::text[] as countries, $4::text[] as dimensions, $5::text[] as themes,
                $6::text[] as members, folded($7::text) as text_folded, $8::boolean as steps,
                $12::uuid as saved_search
       ), told as (
         select e.type, e.subject, e.time, e.received_at, e.id, e.body
           from s join event e on e.received_at >= $9 and ${MATCHES}
          order by e.received_at desc, e.id desc limit ${COUNTED}
       ), latest as (
         select * from (
           select distinct on (subject) type, subject, time, received_at, id, body::jsonb -> 'data' as data from told
            order by subject, received_at desc, id desc
         ) as one order by received_at desc, id desc limit ${SHOWN}
       )
       select (select count(*)::int from told) as events,
              (select count(distinct case $10 when 'immediate' then date_bin('5 minutes', received_at, 'epoch')
                                     else window_end($10, $11, received_at) end)::int from told) as mails,
              (select coalesce(json_agg(json_build_object('type', type, 'subject', subject, 'time', time,
                 'title', case when jsonb_typeof(data -> 'title') = 'object' then data -> 'title' end, 'name', data ->> 'name')
                 order by received_at desc, id desc), '[]') from latest) as latest`,
      [owner, types, countries, dimensions, themes, members, text, steps, since, frequency, zone, savedSearch],
    );
    return { ...told, latest: told.latest.map((event) => ({ ...event, time: new Date(event.time) })) };
  }
}
