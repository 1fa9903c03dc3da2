import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, type Seek, UnitOfWork, type AppDatabase } from '#database';
import { audit } from '#messaging';
import { notFound } from '#problems';
import { JOBS_DATABASE } from './job-runner.js';

/** A job that will not run again by itself. Nobody is shown its data. */
export interface FailedJob {
  /** `<app>:<uuid>`. */
  readonly id: string;
  readonly app: string;
  readonly kind: string;
  readonly attempts: number;
  /** A code, or the part of the error that is safe to show. */
  readonly error: string;
  /** To the microsecond, so that it determines the order. */
  readonly failedAt: string;
}

const shown = (app: string) => `
  '${app}:' || id as id, '${app}' as app, kind, attempts, last_error as error,
  to_char(failed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "failedAt"`;

/** Jobs that have failed, and the operator's commands for them: as for events that could not be applied. */
@Injectable()
export class FailedJobs {
  constructor(
    @Inject(JOBS_DATABASE) private readonly database: AppDatabase,
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Up to one more than `limit`, the oldest first. */
  list(kind: string | undefined, seek: Seek, limit: number): Promise<FailedJob[]> {
    const { app } = this.database;
    const { where, orderBy, values } = seek.sql(
      { 'j.failed_at': 'timestamptz', [`('${app}:' || j.id) collate "C"`]: 'text' },
      2,
    );
    return this.dataSource.query(
      `select ${shown(app)} from job as j
        where state = 'failed' and ($1::text is null or kind = $1)
          and ${where} order by ${orderBy} limit $4`,
      [kind ?? null, ...values, limit + 1],
    );
  }

  /** @throws {Problem} 404 */
  async get(id: string): Promise<FailedJob> {
    const [job] = await this.dataSource.query<FailedJob[]>(
      `select ${shown(this.database.app)} from job where id = $1 and state = 'failed'`,
      [this.uuidOf(id)],
    );
    if (!job) throw notFound('job');
    return job;
  }

  async count(kind: string | undefined): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `select count(*)::int as n from job where state = 'failed' and ($1::text is null or kind = $1)`,
      [kind ?? null],
    );
    return row?.n ?? 0;
  }

  /**
   * Lets a failed job run again, with all its attempts; `replaced`: a later job of its key already waits, so it is
   * removed.
   *
   * @param by id of the principal who asked for it
   * @throws {Problem} 404
   */
  redrive(id: string, by: string): Promise<{ outcome: 'queued' | 'replaced' }> {
    return this.work.run(async (tx) => {
      const uuid = this.uuidOf(id);
      const [removed] = await tx.query<[unknown[], number]>(
        `delete from job where id = $1 and state = 'failed' and exists (
           select from job as later where later.kind = job.kind and later.key = job.key and later.state in ('later', 'behind', 'ready'))
         returning id`,
        [uuid],
      );
      const [revived] = await tx.query<[unknown[], number]>(
        `update job set state = case when exists (
                          select from job as other where other.line = job.line and other.state <> 'failed') then 'behind' else 'ready' end,
                        attempts = 0, lost = 0, failed_at = null, due_at = $2
          where id = $1 and state = 'failed' returning id`,
        [uuid, this.clock.now()],
      );
      if (removed.length + revived.length === 0) throw notFound('job');
      const outcome = removed.length > 0 ? 'replaced' : 'queued';
      await audit(tx, { action: 'redrive', target: uuid, principalId: by, at: this.clock.now(), outcome });
      await tx.query(`select pg_notify(current_schema() || '_job', '')`);
      return { outcome };
    });
  }

  /** Discards a failed job. @throws {Problem} 404 */
  discard(id: string, reason: string, by: string): Promise<{ outcome: 'discarded' }> {
    return this.work.run(async (tx) => {
      const uuid = this.uuidOf(id);
      const [, removed] = await tx.query<[unknown, number]>(`delete from job where id = $1 and state = 'failed'`, [
        uuid,
      ]);
      if (removed === 0) throw notFound('job');
      const outcome = 'discarded';
      await audit(tx, { action: 'discard', target: uuid, principalId: by, reason, at: this.clock.now(), outcome });
      return { outcome };
    });
  }

  private uuidOf(id: string): string {
    const [app, uuid] = id.split(':');
    if (app !== this.database.app || uuid === undefined) throw notFound('job');
    return uuid;
  }
}
