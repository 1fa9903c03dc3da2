import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#database';
import { currentTraceparent } from '#observability';
import type { PutOptions } from './jobs.js';

/**
 * How long a claimed job stays with a silent process, in milliseconds; a live one renews its claim after every third of
 * it.
 */
export const LEASE_MS = 15_000;

/** How many processes a job may bring down before it is left to the operator. */
const MOST_LOST = 3;

/** How many due jobs, and jobs of dead processes, are put right in one turn. */
const BATCH = 1_000;

/** PostgreSQL's code for a second row under one key. */
const UNIQUE_VIOLATION = '23505';

/** A job that a process has claimed. */
export interface ClaimedJob {
  readonly id: string;
  readonly kind: string;
  readonly owner: string;
  readonly line: string | null;
  readonly data: unknown;
  readonly dueAt: Date;
  readonly attempts: number;
  readonly claim: string;
  readonly traceparent: string | null;
  /** How the attempt before failed. */
  readonly lastError: string | null;
}

/** The result of a run. */
export type Settlement =
  | { readonly state: 'done' }
  | { readonly state: 'again'; readonly at: Date }
  | { readonly state: 'retry'; readonly at: Date; readonly error: string }
  | { readonly state: 'failed'; readonly error: string };

export interface Claim {
  readonly kind: string;
  readonly limit: number;
  /** Runs at once of one owner. */
  readonly perOwner: number;
  /** The owner who had the last turn. */
  readonly after: string | null;
}

/** What can run now and next. */
export interface Outlook {
  /** Kinds. */
  readonly ready: readonly string[];
  readonly nextDueAt: Date | undefined;
}

/**
 * All SQL of jobs. Due times follow the app's clock; leases follow the database's clock, which all processes share.
 *
 * The state of a job determines which index contains it, so no query searches among jobs that cannot run. Only the
 * first job of a line is `ready` (or `later`); the others are `behind` it until it has ended.
 */
@Injectable()
export class JobRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Locks the last job of each line. Adding a job behind it and ending it wait for each other, so no job stays behind
   * one that has gone.
   */
  async insert(
    tx: EntityManager,
    kind: string,
    items: readonly (PutOptions & { readonly data: unknown })[],
    now: Date,
  ): Promise<void> {
    const lines = items.map(({ line, key }) => line ?? (key === undefined ? null : lineOf(kind, key)));
    const busy = new Set<string>();
    for (const line of [...new Set(lines.filter((given) => given !== null))].sort()) {
      const [last] = await tx.query<unknown[]>(
        `select id from job where line = $1 and state <> 'failed' order by id desc limit 1 for key share`,
        [line],
      );
      if (last) busy.add(line);
    }
    await tx.query(
      `insert into job (id, kind, owner, key, line, data, state, due_at, traceparent, created_at)
       select id, $1, owner, key, line, data,
              case when behind then 'behind' when due_at > $2 then 'later' else 'ready' end, due_at, $3, $2
         from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::timestamptz[], $10::boolean[])
           as item(id, owner, key, line, data, due_at, behind)
       on conflict (kind, key) where key is not null and state in ('later', 'behind', 'ready') do update
         set data = excluded.data, due_at = excluded.due_at, owner = excluded.owner, attempts = 0, lost = 0,
             last_error = null, traceparent = excluded.traceparent,
             state = case when job.state = 'behind' then 'behind' when excluded.due_at > $2 then 'later' else 'ready' end`,
      [
        kind,
        now,
        currentTraceparent() ?? null,
        items.map(() => newId()),
        items.map(({ owner }) => owner ?? ''),
        items.map(({ key }) => key ?? null),
        lines,
        items.map(({ data }) => JSON.stringify(data ?? null)),
        items.map(({ dueAt }) => dueAt ?? now),
        lines.map((line, n) => line !== null && (busy.has(line) || lines.indexOf(line) < n)),
      ],
    );
  }

  async cancel(tx: EntityManager, kind: string, key: string): Promise<boolean> {
    const [rows] = await tx.query<[{ line: string | null }[], number]>(
      `delete from job where kind = $1 and key = $2 and state in ('later', 'behind', 'ready') returning line`,
      [kind, key],
    );
    for (const { line } of rows) await this.next(tx, line);
    return rows.length > 0;
  }

  async stateOf(kind: string, key: string): Promise<'waiting' | 'failed' | undefined> {
    const [row] = await this.dataSource.query<{ isFailed: boolean }[]>(
      `select state = 'failed' as "isFailed" from job where kind = $1 and key = $2 order by state = 'failed' limit 1`,
      [kind, key],
    );
    return row && (row.isFailed ? 'failed' : 'waiting');
  }

  async hurry(tx: EntityManager, kind: string, key: string, now: Date): Promise<boolean> {
    const [, hurried] = await tx.query<[unknown, number]>(
      `update job set due_at = least(due_at, $3), state = case state when 'behind' then 'behind' else 'ready' end
        where kind = $1 and key = $2 and state in ('later', 'behind', 'ready')`,
      [kind, key, now],
    );
    if (hurried > 0) await tx.query(`select pg_notify(current_schema() || '_job', '')`);
    return hurried > 0;
  }

  /** Makes jobs ready whose time has come. */
  async ripen(now: Date): Promise<void> {
    await this.dataSource.query(
      `update job set state = 'ready' where id in
         (select id from job where state = 'later' and due_at <= $1 order by due_at limit $2 for update skip locked)`,
      [now, BATCH],
    );
  }

  /** Which of these kinds have a job that is ready, and when the next job, or recurring job, falls due. */
  async outlook(kinds: readonly string[]): Promise<Outlook> {
    const [row] = await this.dataSource.query<{ ready: string[]; next: Date | null }[]>(
      `select array(select kind from unnest($1::text[]) as known(kind)
                     where exists (select from job where job.kind = known.kind and state = 'ready')) as ready,
              least((select min(due_at) from job where state = 'later'), (select min(next_at) from job_schedule where kind = any($1))) as next`,
      [kinds],
    );
    return { ready: row!.ready, nextDueAt: row!.next ?? undefined };
  }

  /**
   * Claims jobs that are ready, beginning with the owner after the one who had the last turn, and as evenly over the
   * owners as the places allow. If a line has two that are ready (put aside at the same moment), the first one is taken
   * first.
   */
  async claim(claim: string, { kind, limit, perOwner, after }: Claim): Promise<ClaimedJob[]> {
    try {
      const [rows] = await this.dataSource.query<[Omit<ClaimedJob, 'claim'>[], number]>(
        `with recursive waiting(owner) as (
           (select owner from job where kind = $2 and state = 'ready' and ($5::text is null or owner > $5) order by owner limit 1)
           union all
           select (select owner from job where kind = $2 and state = 'ready' and owner > w.owner order by owner limit 1)
             from waiting as w where w.owner is not null
         ), turn as materialized (
           select owner, case when owner = '' then $3 else $4 - running end as places
             from (select w.owner, (select count(*) from job where kind = $2 and owner = w.owner and state = 'running') as running
                     from waiting as w where w.owner is not null) as seen
            where owner = '' or running < $4
            limit $3
         ), picked as materialized (
           select mine.id from turn cross join lateral (
             select id from job
              where kind = $2 and owner = turn.owner and state = 'ready'
                and (line is null or not exists (
                  select from job as other
                   where other.line = job.line and (other.state = 'running' or other.state <> 'failed' and other.id < job.id)))
              order by due_at, id
              limit least(turn.places, ceil($3 / (select count(*)::numeric from turn)))
                for update skip locked) as mine
            limit $3
         )
         update job set state = 'running', claim = $1, attempts = attempts + 1,
                        claimed_until = clock_timestamp() + $6 * interval '1 millisecond'
          where id in (select id from picked)
          returning id, kind, owner, line, data, due_at as "dueAt", attempts, traceparent, last_error as "lastError"`,
        [claim, kind, limit, perOwner, after, LEASE_MS],
      );
      return rows.map((row) => ({ ...row, claim }));
    } catch (error) {
      // Another process has just claimed another job of the same line: the next turn looks for the one that it left.
      if (codeOf(error) === UNIQUE_VIOLATION) return [];
      throw error;
    }
  }

  /** Stores the result of a job. False: another process has taken it over meanwhile. */
  async settle(job: ClaimedJob, settlement: Settlement, now: Date): Promise<boolean> {
    const { id, claim, line } = job;
    switch (settlement.state) {
      case 'done':
        return this.end(`delete from job where id = $1 and claim = $2`, [id, claim], line);
      case 'failed':
        return this.end(
          `update job set state = 'failed', claim = null, claimed_until = null, last_error = $3, failed_at = $4
            where id = $1 and claim = $2`,
          [id, claim, settlement.error, now],
          line,
        );
      case 'again':
      case 'retry': {
        const isAgain = settlement.state === 'again';
        const values = [id, claim, settlement.at, isAgain ? null : settlement.error, now, isAgain];
        try {
          const [, changed] = await this.dataSource.query<[unknown, number]>(
            `update job set state = case when $3::timestamptz > $5::timestamptz then 'later' else 'ready' end, due_at = $3, last_error = $4,
                            attempts = case when $6::boolean then 0 else attempts end, lost = 0,
                            claim = null, claimed_until = null
              where id = $1 and claim = $2`,
            values,
          );
          return changed > 0;
        } catch (error) {
          if (codeOf(error) !== UNIQUE_VIOLATION) throw error;
          // A later job of the same key was put aside while this one ran: the later one counts now.
          return this.end(`delete from job where id = $1 and claim = $2`, [id, claim], line);
        }
      }
    }
  }

  /** Returns the jobs that a stopping process still holds to the others, as if they had not been tried. */
  async release(jobs: readonly ClaimedJob[]): Promise<void> {
    await this.dataSource.query(
      `update job set state = 'ready', attempts = greatest(0, attempts - 1), claim = null, claimed_until = null
        where (id, claim) in (select * from unnest($1::uuid[], $2::uuid[])) and not exists (select from job as later
          where later.kind = job.kind and later.key = job.key and later.state in ('later', 'behind', 'ready'))`,
      [jobs.map(({ id }) => id), jobs.map(({ claim }) => claim)],
    );
  }

  /** Renews the leases of the claimed jobs. Returns the ids of those still held. */
  async renew(jobs: readonly ClaimedJob[]): Promise<Set<string>> {
    const [rows] = await this.dataSource.query<[{ id: string }[], number]>(
      `update job set claimed_until = clock_timestamp() + $3 * interval '1 millisecond'
        where (id, claim) in (select * from unnest($1::uuid[], $2::uuid[])) returning id`,
      [jobs.map(({ id }) => id), jobs.map(({ claim }) => claim), LEASE_MS],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Recovers the jobs of dead processes: they are ready again, unless they have brought down several processes or were
   * replaced meanwhile. Lines whose first job disappeared continue.
   */
  async sweep(now: Date): Promise<void> {
    await this.dataSource.query(
      `with lapsed as materialized (
         select id, kind, key, lost from job
          where state = 'running' and claimed_until < clock_timestamp() limit $3 for update skip locked
       ), replaced as (
         delete from job using lapsed
          where job.id = lapsed.id and exists (select from job as later
            where later.kind = lapsed.kind and later.key = lapsed.key and later.state in ('later', 'behind', 'ready'))
         returning job.id
       )
       update job set claim = null, claimed_until = null, lost = job.lost + 1,
                      state = case when job.lost + 1 >= $2 then 'failed' else 'ready' end,
                      failed_at = case when job.lost + 1 >= $2 then $1::timestamptz end,
                      last_error = 'process-ended'
         from lapsed where job.id = lapsed.id and job.id not in (select id from replaced)`,
      [now, MOST_LOST, BATCH],
    );
    await this.dataSource.query(
      `update job set state = case when due_at > $1 then 'later' else 'ready' end
        where id in (
          select distinct on (line) id from job as waiting
           where state = 'behind'
             and not exists (select from job as first where first.line = waiting.line and first.state in ('later', 'ready', 'running'))
           order by line, id limit $2)`,
      [now, BATCH],
    );
  }

  /** Stores the schedules of recurring jobs; a changed one falls due at its new time. */
  async schedule(kind: string, every: string, nextAt: Date): Promise<void> {
    await this.dataSource.query(
      `insert into job_schedule (kind, every, next_at) values ($1, $2, $3)
       on conflict (kind) do update set every = excluded.every, next_at = excluded.next_at
         where job_schedule.every <> excluded.every`,
      [kind, every, nextAt],
    );
  }

  /**
   * Enqueues a recurring job if its time has come: once over all processes, and once for all missed times. An earlier
   * run that failed is deleted: this one is its next attempt.
   */
  async putRecurring(kind: string, nextAt: Date, now: Date): Promise<void> {
    await this.dataSource.query(
      `with due as (
         update job_schedule as s set next_at = $2 from (select kind, next_at from job_schedule where kind = $1 and next_at <= $3 for update) as was
          where s.kind = was.kind returning was.next_at as at
       ), failed as (
         delete from job where kind = $1 and key = '' and state = 'failed' and exists (select from due)
       )
       insert into job (id, kind, key, line, data, state, due_at, created_at)
       select $4, $1, '', $5, 'null',
              case when exists (select from job where line = $5 and state <> 'failed') then 'behind' else 'ready' end, at, $3
         from due
       on conflict (kind, key) where key is not null and state in ('later', 'behind', 'ready') do nothing`,
      [kind, nextAt, now, newId(), lineOf(kind, '')],
    );
  }

  /**
   * Lets the next job of a line run. A separate statement, so that it sees jobs that arrived while the previous one
   * waited.
   */
  private async next(tx: EntityManager | DataSource, line: string | null): Promise<void> {
    if (line === null) return;
    await tx.query(
      `update job set state = case when due_at > now() then 'later' else 'ready' end
        where id = (select id from job where line = $1 and state = 'behind' order by id limit 1)
          and not exists (select from job where line = $1 and state in ('later', 'ready', 'running'))`,
      [line],
    );
  }

  private async end(statement: string, values: readonly unknown[], line: string | null): Promise<boolean> {
    const [, changed] = await this.dataSource.query<[unknown, number]>(statement, [...values]);
    if (changed > 0) await this.next(this.dataSource, line);
    return changed > 0;
  }
}

/** Jobs of one key are one line. */
const lineOf = (kind: string, key: string): string => `${kind}:${key}`;

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;
