import type { DataSource } from 'typeorm';

export interface OutboxState {
  /** Events that no transport has taken yet. */
  readonly depth: number;
  /** Age in seconds of the oldest of them, by the database's clock; 0 when there is none. */
  readonly oldestAgeSeconds: number;
  /** The shards that relays hold at present, in order. */
  readonly leases: readonly { readonly shard: number; readonly owner: string; readonly expiresAt: Date }[];
}

/** What waits in an app's outbox, and which relays send it. Reads only the index of waiting rows. */
export async function outboxState(dataSource: DataSource): Promise<OutboxState> {
  const [waiting] = await dataSource.query<{ depth: number; age: number }[]>(
    `select count(*)::int as depth, coalesce(greatest(0, extract(epoch from now() - min(time))), 0)::float8 as age
       from outbox where published_at is null`,
  );
  const leases = await dataSource.query<OutboxState['leases']>(
    `select shard, owner, expires_at as "expiresAt" from relay_lease
      where owner is not null and expires_at > clock_timestamp() order by shard`,
  );
  return { depth: waiting?.depth ?? 0, oldestAgeSeconds: waiting?.age ?? 0, leases };
}
