import { snapshotSources } from '#contracts';

/** Runs one statement on the server, as a role that may change the tables of all apps. */
export type Statement = <Row extends object>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** Streams of a group that lack events which nobody can send again. */
export interface MissedStreams {
  readonly group: string;
  readonly streams: number;
  /** Whether the app fills them from the owner's snapshot at its next start; otherwise their owner has none. */
  readonly isFilled: boolean;
}

/**
 * Continues the streams of restored apps after everything that was ever sent: it raises all numbers above `origin`, and
 * sends everything in the outboxes again. Messages that topics still hold from the time after the backup are then below
 * every number that a group waits for, and are dropped as duplicates (docs/adr/0010).
 *
 * @param schemas of all apps that exchange events, as they were at one moment
 * @param origin the present moment in microseconds: no stream has had that many events since another restore
 * @throws when a stream is already above the origin
 */
export async function continueStreams(
  run: Statement,
  schemas: readonly string[],
  origin: bigint,
): Promise<MissedStreams[]> {
  const before = await originOf(run, schemas);
  const highest = await highestOf(run, schemas);
  if (origin <= highest) {
    throw new Error(`The clock of this machine is wrong: it says ${new Date(Number(origin / 1000n)).toISOString()}, and the backup has later numbers.`); // prettier-ignore
  }
  for (const schema of schemas) await raise(run, schema, origin, origin - before);
  const missed: MissedStreams[] = [];
  for (const consumer of schemas) {
    for (const owner of schemas) missed.push(...(await fillMissed(run, consumer, owner, origin)));
  }
  return missed;
}

/** The former beginning of the numbers. */
async function originOf(run: Statement, schemas: readonly string[]): Promise<bigint> {
  const origins = new Set<string>();
  for (const schema of schemas) {
    const [row] = await run<{ sequence: string }>(`select sequence from ${schema}.stream_origin`);
    origins.add(row?.sequence ?? 'none');
  }
  const [origin = 'none'] = origins;
  if (origins.size !== 1 || origin === 'none') throw new Error(`The apps number from ${[...origins].join(', ')}.`);
  return BigInt(origin);
}

async function highestOf(run: Statement, schemas: readonly string[]): Promise<bigint> {
  let highest = 0n;
  for (const schema of schemas) {
    const [row] = await run<{ sequence: string }>(
      `select greatest((select max(sequence) from ${schema}.stream_head), (select sequence from ${schema}.stream_origin)) as sequence`,
    );
    const sequence = BigInt(row?.sequence ?? 0);
    if (sequence > highest) highest = sequence;
  }
  return highest;
}

async function raise(run: Statement, schema: string, origin: bigint, by: bigint): Promise<void> {
  const raised = [by.toString()];
  await run(`update ${schema}.stream_origin set sequence = $1`, [origin.toString()]);
  await run(`update ${schema}.stream_head set sequence = sequence + $1::bigint`, raised);
  await run(`update ${schema}.consumer_stream set sequence = sequence + $1::bigint`, raised);
  // A group may have been behind at the backup; it drops what it has taken already.
  await run(`update ${schema}.outbox set sequence = sequence + $1::bigint, published_at = null`, raised);
  await run(
    `update ${schema}.waiting_event
        set sequence = sequence + $1::bigint,
            headers = case when headers ->> 'ce_sequence' ~ '^[1-9][0-9]{0,17}$'
                           then headers || jsonb_build_object('ce_sequence', ((headers ->> 'ce_sequence')::bigint + $1::bigint)::text)
                           else headers end`,
    raised,
  );
  // A relay that outlived the former database must not mark rows of this one.
  await run(`update ${schema}.relay_lease set owner = null, expires_at = '-infinity', fence = $1`, [origin.toString()]);
}

/**
 * Finds events of `owner`'s streams that `consumer` has neither taken nor parked, and that cannot be sent again because
 * the outbox keeps sent events for a day. The app of `consumer` fills them from the owner's snapshot when it starts.
 */
async function fillMissed(run: Statement, consumer: string, owner: string, origin: bigint): Promise<MissedStreams[]> {
  const missed = await run<{ group: string; topic: string; streams: string[] }>(
    `with follows as (
       select distinct known.consumer_group, head.topic
         from ${consumer}.consumer_stream known join ${owner}.stream_head head using (stream_id) where head.topic is not null
     ), behind as (
       select follows.consumer_group, head.topic, head.stream_id, head.sequence,
              coalesce(known.sequence, $1::bigint) as taken
         from follows join ${owner}.stream_head head using (topic)
         left join ${consumer}.consumer_stream known using (consumer_group, stream_id)
        where head.sequence > coalesce(known.sequence, $1::bigint)
     )
     select consumer_group as "group", topic, array_agg(stream_id order by stream_id) as streams from behind
      where sequence - taken > (
        select count(*) from (
          select o.sequence from ${owner}.outbox o where o.stream_id = behind.stream_id and o.sequence > taken
          union
          select w.sequence from ${consumer}.waiting_event w
           where w.consumer_group = behind.consumer_group and w.stream_id = behind.stream_id and w.sequence > taken
        ) as had)
      group by consumer_group, topic`,
    [origin.toString()],
  );
  const found: MissedStreams[] = [];
  for (const { group, topic, streams } of missed) {
    const isFilled = topic in snapshotSources;
    if (isFilled) {
      await run(
        `insert into ${consumer}.rebuild as job (id, consumer_group, started_by, created_at, streams)
         values (uuidv7(), $1, 'restore', now(), $2)
         on conflict (consumer_group) where state = 'running'
         do update set streams = job.streams || excluded.streams`,
        [group, streams],
      );
    }
    found.push({ group, streams: streams.length, isFilled });
  }
  return found;
}
