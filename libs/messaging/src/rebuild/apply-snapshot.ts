import type { DataSource, EntityManager } from 'typeorm';
import type { SnapshotItem } from '#contracts';
import type { EventHandlers } from '../consumer/event-handlers.js';
import type { EventSchemas } from '../consumer/event-schemas.js';
import { detailOf, type GroupStreams } from '../consumer/group-streams.js';

/** A consumer group as a rebuild sees it. */
export interface Projection {
  readonly group: string;
  readonly handlers: EventHandlers;
  readonly streams: GroupStreams;
  readonly dataSource: DataSource;
  readonly schemas: EventSchemas;
  readonly now: () => Date;
}

/** The result for the items of a snapshot. Items whose number does not exceed the group's own are not counted. */
export interface Applied {
  /** Streams that were set to their present state. */
  readonly applied: number;
  /** Waiting events and dead letters that the present state has replaced. */
  readonly discarded: number;
  readonly failures: readonly { readonly subject: string; readonly detail: string }[];
}

/**
 * Sets streams of a group to the state and number that their owner returns: later events follow, earlier ones are
 * duplicates from then on. All streams are set in one transaction. When that fails they are set one by one, so that
 * only the failing ones are left out.
 *
 * @throws when the database does not answer
 */
export async function applySnapshot(projection: Projection, items: readonly SnapshotItem[]): Promise<Applied> {
  if (items.length === 0) return { applied: 0, discarded: 0, failures: [] };
  const { dataSource } = projection;
  try {
    return { ...(await dataSource.transaction((tx) => apply(tx, projection, items))), failures: [] };
  } catch {
    const all = { applied: 0, discarded: 0, failures: [] as { subject: string; detail: string }[] };
    for (const item of items) {
      try {
        const one = await dataSource.transaction((tx) => apply(tx, projection, [item]));
        all.applied += one.applied;
        all.discarded += one.discarded;
      } catch (error) {
        await dataSource.query('select 1'); // without a database no item is at fault
        all.failures.push({ subject: item.subject, detail: detailOf(error) });
      }
    }
    return all;
  }
}

async function apply(
  tx: EntityManager,
  { group, streams, handlers, schemas, now }: Projection,
  items: readonly SnapshotItem[],
): Promise<{ applied: number; discarded: number }> {
  const known = await streams.lock(
    tx,
    items.map(({ subject }) => subject),
  );
  const above = items.filter(({ subject, sequence }) => BigInt(sequence) > known.get(subject)!.sequence);
  if (above.length === 0) return { applied: 0, discarded: 0 };
  for (const { event } of above) {
    if (!event) continue;
    const breach = schemas.breach(event);
    if (breach !== undefined) throw new Error(`schema-breach: ${breach}`);
    await handlers.run(event, tx, true);
  }
  const present = [group, above.map(({ subject }) => subject), above.map(({ sequence }) => sequence)];
  await tx.query(
    `update consumer_stream s set sequence = present.sequence, parked = false
       from unnest($2::uuid[], $3::bigint[]) as present(stream_id, sequence)
      where s.consumer_group = $1 and s.stream_id = present.stream_id`,
    present,
  );
  const [, discarded] = await tx.query<[unknown[], number]>(
    `delete from waiting_event w using unnest($2::uuid[], $3::bigint[]) as present(stream_id, sequence)
      where w.consumer_group = $1 and w.state in ('parked', 'dead')
        and w.stream_id = present.stream_id and w.sequence <= present.sequence`,
    present,
  );
  // What waited behind an event that is now settled may be next in line.
  await tx.query(
    `update waiting_event set next_attempt_at = $3 where consumer_group = $1 and state = 'parked' and stream_id = any($2)`,
    [group, present[1], now()],
  );
  return { applied: above.length, discarded };
}
