import type { DataSource } from 'typeorm';
import { newId } from '#database';
import { SHARDS } from './outbox.js';

/** A shard that one relay may send; the fence distinguishes its present owner from all former ones. */
export interface ShardLease {
  readonly shard: number;
  readonly fence: string;
}

/**
 * The shards that one relay holds. Several relays of one app share them: each records that it is alive, takes free
 * shards up to its share and, at its next renewal, frees those beyond it. A dead relay stops counting when its leases
 * expire. A relay takes only free shards, so two never hold the same one.
 */
export class ShardLeases {
  private readonly owner = newId();
  private leases: readonly ShardLease[] = [];
  private renewAt = 0;

  /**
   * @param leaseMs how long a lease holds without renewal, in milliseconds
   * @param lookMs pause between two checks for free shards while others hold some, in milliseconds
   */
  constructor(
    private readonly dataSource: DataSource,
    private readonly leaseMs: number,
    private readonly lookMs: number,
  ) {}

  /** The shards held; renewed after a third of the lease, and more often while others hold shards too. */
  async held(): Promise<readonly ShardLease[]> {
    if (performance.now() >= this.renewAt) await this.renew();
    return this.leases;
  }

  /** In how many milliseconds the leases are due for renewal. */
  untilRenewal(): number {
    return Math.max(0, this.renewAt - performance.now());
  }

  /** Renews before anything more is sent: a lease was lost. */
  distrust(): void {
    this.renewAt = 0;
  }

  async prepare(): Promise<void> {
    await this.dataSource.query(
      'insert into relay_lease (shard) select generate_series(0, $1 - 1) on conflict do nothing',
      [SHARDS],
    );
  }

  /** Frees everything at once, so that the others need not wait for the leases to expire. */
  async giveBack(): Promise<void> {
    await this.dataSource.query(
      `with gone as (delete from relay_member where id = $1)
       update relay_lease set expires_at = '-infinity' where owner = $1`,
      [this.owner],
    );
  }

  private async renew(): Promise<void> {
    const begun = performance.now();
    this.leases = []; // until the answer arrives; after an error nothing is sent
    const [rows] = await this.dataSource.query<[(ShardLease & { isKept: boolean })[], number]>(
      `with seen as (
         insert into relay_member (id, seen_at) values ($1, clock_timestamp())
         on conflict (id) do update set seen_at = excluded.seen_at
       ), dead as (
         delete from relay_member where id <> $1 and seen_at < clock_timestamp() - interval '1 day'
       ), share as (
         select ceil($3::numeric / (1 + count(*))) as n from relay_member
          where id <> $1 and seen_at > clock_timestamp() - $2 * interval '1 millisecond'
       ), claim as (
         select shard, owner = $1 and expires_at > clock_timestamp() as is_held from relay_lease
          where owner = $1 or expires_at < clock_timestamp() order by shard for update skip locked
       ), ranked as (
         select shard, coalesce(is_held, false) as is_held, 
                row_number() over (order by coalesce(is_held, false) desc, shard) <= share.n as is_kept
           from claim cross join share
       )
       update relay_lease as lease
          set owner = case when is_kept then $1::uuid end,
              expires_at = case when is_kept then clock_timestamp() + $2 * interval '1 millisecond' else '-infinity' end,
              fence = fence + case when is_held then 0 else 1 end
         from ranked where lease.shard = ranked.shard
       returning lease.shard, fence, is_kept as "isKept"`,
      [this.owner, this.leaseMs, SHARDS],
    );
    this.leases = rows.filter(({ isKept }) => isKept);
    const isAlone = this.leases.length === SHARDS;
    this.renewAt = begun + (isAlone ? this.leaseMs / 3 : Math.min(this.lookMs, this.leaseMs / 3));
  }
}
