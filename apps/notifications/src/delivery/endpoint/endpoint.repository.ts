import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { nextAttemptAt, type RetrySchedule } from '#config';
import { SICK_AFTER, type Endpoint } from './endpoint-health.js';

/** How far ahead calls to one host may be booked, in milliseconds: as many as fall into that time may begin at once. */
const BURST_MS = 200;

export interface EndpointLimits {
  /** Pauses of an endpoint that is sick; the last one repeats. */
  readonly pauses: RetrySchedule;
  /** Calls to one host within a second, over all instances. */
  readonly callsPerSecond: number;
}

export const ENDPOINT_LIMITS = Symbol('limits of calls to endpoints');

/** An endpoint to which no delivery goes until a time, and from then on one at a time. */
export interface SickEndpoint extends Endpoint {
  readonly isResting: boolean;
}

/** What the rate leaves. */
export interface Rooms {
  /** How many calls to that host may begin now. */
  of(host: string): number;
  /** Hosts with no room. */
  readonly full: readonly string[];
  /** Until one of these has room again, in milliseconds; undefined when none is full. */
  readonly waitMs: number | undefined;
}

/**
 * What all instances know together of the endpoints.
 *
 * An endpoint that fails several times in a row rests, so that calls that would wait for it in vain take no places.
 * Deliveries to it wait, and no attempts are spent. After the pause one delivery at a time is tried, of each
 * subscription in turn, until one shows that it is well; or it rests again, for longer.
 *
 * Health is kept by host and party. By host alone, one subscriber's broken path would silence all others at a host that
 * many share, such as that of a provider of functions. By URL, a dead host would be called in vain for each of a
 * hundred subscriptions of a party. A party that breaks one of its own paths delays only itself, and by one trial.
 *
 * The rate is kept by host: it protects the server, whoever has it called. Instead of counting calls it says until when
 * they are booked, each for its part of a second, so a host has one row that is written with a claim.
 */
@Injectable()
export class EndpointRepository {
  /** The part of a second that a call takes, and how far ahead calls are booked. */
  private readonly intervalMs: number;
  private readonly aheadMs: number;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(ENDPOINT_LIMITS) private readonly limits: EndpointLimits,
  ) {
    this.intervalMs = 1000 / limits.callsPerSecond;
    this.aheadMs = Math.max(BURST_MS, this.intervalMs);
  }

  /** Those that are sick, at rest or on trial. */
  sick(tx: EntityManager, now: Date): Promise<SickEndpoint[]> {
    return tx.query<SickEndpoint[]>(
      'select host, party, rests_until > $1 as "isResting" from endpoint_health where rests_until is not null',
      [now],
    );
  }

  /** By the database's clock, which all instances share. */
  async rooms(tx: EntityManager): Promise<Rooms> {
    const booked = await tx.query<{ host: string; ms: number }[]>(
      `select host, (extract(epoch from booked_until - clock_timestamp()) * 1000)::float8 as ms from host_rate
        where booked_until > clock_timestamp()`,
    );
    const msOf = new Map(booked.map(({ host, ms }) => [host, ms]));
    const of = (host: string) => Math.floor((this.aheadMs - (msOf.get(host) ?? 0)) / this.intervalMs + 1e-9);
    const full = booked.map(({ host }) => host).filter((host) => of(host) < 1);
    // Not until the very next call may begin: half of those that may begin at once are claimed together.
    const half = Math.min(this.aheadMs - this.intervalMs, this.aheadMs / 2);
    const waitMs = full.length > 0 ? Math.ceil(Math.min(...full.map((host) => msOf.get(host)!)) - half) : undefined;
    return { of, full, waitMs };
  }

  /** Books a call for each of these hosts, one of which may occur several times. */
  async book(tx: EntityManager, hosts: readonly string[]): Promise<void> {
    await tx.query(
      `insert into host_rate as rate (host, booked_until)
       select host, statement_timestamp() + count(*) * $2::float8 * interval '1 millisecond'
         from unnest($1::text[]) as host group by host
       on conflict (host) do update
          set booked_until = greatest(rate.booked_until, statement_timestamp()) + (excluded.booked_until - statement_timestamp())`,
      [hosts, this.intervalMs],
    );
  }

  /** An attempt has failed. Those that began before the endpoint rests do not lengthen its pause. */
  async failed(tx: EntityManager, { host, party }: Endpoint, now: Date): Promise<void> {
    const [row] = await tx.query<[{ failures: number; rests: number; isResting: boolean }]>(
      `insert into endpoint_health as health (host, party, failures) values ($1, $2, 1)
       on conflict (host, party) do update set failures = health.failures + 1
       returning failures, rests, coalesce(rests_until > $3, false) as "isResting"`,
      [host, party, now],
    );
    if (row.failures < SICK_AFTER || row.isResting) return;
    const { pauses } = this.limits;
    const until = nextAttemptAt(pauses, Math.min(row.rests + 1, pauses.length), now, Math.random());
    await tx.query('update endpoint_health set rests = rests + 1, rests_until = $3 where host = $1 and party = $2', [
      host,
      party,
      until,
    ]);
  }

  /** It is well, or is to be called as if it were: what failed before is forgotten. */
  async isWell(tx: EntityManager, { host, party }: Endpoint): Promise<void> {
    await tx.query('delete from endpoint_health where host = $1 and party = $2', [host, party]);
  }

  /** When the next endpoint ends its rest. */
  async nextTrialAt(after: Date): Promise<Date | undefined> {
    const [row] = await this.dataSource.query<{ at: Date | null }[]>(
      'select min(rests_until) as at from endpoint_health where rests_until > $1',
      [after],
    );
    return row?.at ?? undefined;
  }

  /** Forgets endpoints to which no subscription goes any more, and bookings that have passed. */
  async forgetUnused(): Promise<void> {
    await this.dataSource.query(
      `delete from endpoint_health health
        where not exists (select from subscription s where s.party = health.party and s.host = health.host)`,
    );
    await this.dataSource.query('delete from host_rate where booked_until < clock_timestamp()');
  }
}
