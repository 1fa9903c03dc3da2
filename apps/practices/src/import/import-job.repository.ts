import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Listed } from '#http';
import { notFound } from '#problems';
import {
  importOutcomes,
  type ImportCounts,
  type ImportJob,
  type ImportOutcome,
  type ImportState,
  type RowOutcome,
  type WaitingRow,
} from './import-job.js';
import type { FileRow } from './start-import/file-row.js';

const jobColumns = `id, state, profile, source, target, dry_run as "dryRun", created_by as "createdBy", member_id as "memberId",
  total, processed, request_hash as "requestHash", created_at as "createdAt", started_at as "startedAt",
  finished_at as "finishedAt"`;

/** An import with the outcomes of its rows so far; what there is none of is absent. */
export type ListedImport = ImportJob & { readonly counts: Partial<ImportCounts> };

/** The most rows read to find some without an outcome. */
const SPAN = 5_000;

const REQUEST_KEY_KEPT = `interval '24 hours'`;

/** All SQL of imports. */
@Injectable()
export class ImportJobRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws {Problem} 404 */
  async get(id: string): Promise<ImportJob> {
    const [job] = await this.dataSource.query<ImportJob[]>(`select ${jobColumns} from import_job where id = $1`, [id]);
    if (!job) throw notFound('import');
    return job;
  }

  /**
   * Stores a new job. If its creator used the same Idempotency-Key within the last 24 hours, it stores nothing and
   * returns that job.
   */
  async insert(tx: EntityManager, job: ImportJob, requestKey: string | undefined): Promise<ImportJob | undefined> {
    if (requestKey !== undefined) {
      await tx.query(
        `update import_job set request_key = null where created_by = $1 and request_key = $2 and created_at < $3::timestamptz - ${REQUEST_KEY_KEPT}`,
        [job.createdBy, requestKey, job.createdAt],
      );
    }
    const stored = await tx.query<unknown[]>(
      `insert into import_job (id, state, profile, source, target, dry_run, created_by, member_id, total, processed,
                               request_key, request_hash, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (created_by, request_key) do nothing returning id`,
      [
        job.id, job.state, job.profile, job.source, job.target, job.dryRun, job.createdBy, job.memberId, job.total,
        job.processed, requestKey ?? null, job.requestHash, job.createdAt,
      ], // prettier-ignore
    );
    if (stored.length > 0) return undefined;
    const [former] = await tx.query<ImportJob[]>(
      `select ${jobColumns} from import_job where created_by = $1 and request_key = $2`,
      [job.createdBy, requestKey],
    );
    return former;
  }

  /** Stores what is known once the file was read. */
  async complete(tx: EntityManager, job: ImportJob): Promise<void> {
    const { id, profile, source, total } = job;
    await tx.query('update import_job set profile = $2, source = $3, total = $4 where id = $1', [
      id,
      profile,
      source,
      total,
    ]);
  }

  /** Stores rows as they came. Unreadable rows get their outcome at once. */
  async insertRows(tx: EntityManager, jobId: string, first: number, rows: readonly FileRow[]): Promise<void> {
    await tx.query(
      `insert into import_row (job_id, number, raw, errors, outcome)
       select $1, $2::integer + n - 1, raw, errors, case when errors is not null then 'failed' end
         from unnest($3::jsonb[], $4::jsonb[]) with ordinality as r(raw, errors, n)`,
      [
        jobId,
        first,
        rows.map((row) => ('raw' in row ? JSON.stringify(row.raw) : null)),
        rows.map((row) => ('raw' in row ? null : JSON.stringify(row.errors))),
      ],
    );
  }

  /** A job that has not ended, locked until the transaction ends. */
  async openForUpdate(tx: EntityManager, id: string): Promise<ImportJob | undefined> {
    const [job] = await tx.query<ImportJob[]>(
      `select ${jobColumns} from import_job where id = $1 and state in ('queued', 'running') for update`,
      [id],
    );
    return job;
  }

  /**
   * The next rows without an outcome, and the number up to which no others remain. They follow the processed rows, and
   * a range of numbers selects them: then no plan, least of all for new rows without statistics, reads all rows of a
   * file to find a few.
   */
  async waitingRows(
    tx: EntityManager,
    { id, processed, total }: ImportJob,
    limit: number,
  ): Promise<{ rows: WaitingRow[]; upTo: number }> {
    const end = Math.min(processed + SPAN, total);
    const rows = await tx.query<WaitingRow[]>(
      `select number, raw from import_row
        where job_id = $1 and number between $2 and $3 and outcome is null order by number limit $4`,
      [id, processed + 1, end, limit],
    );
    return { rows, upTo: rows.length === limit ? rows.at(-1)!.number : end };
  }

  /** Which of these ids belong to rows of the job that already have their outcome. */
  async usedIds(tx: EntityManager, jobId: string, externalIds: readonly string[]): Promise<Set<string>> {
    if (externalIds.length === 0) return new Set();
    const rows = await tx.query<{ id: string }[]>(
      'select distinct external_id as id from import_row where job_id = $1 and external_id = any($2)',
      [jobId, externalIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Stores the outcomes of rows, in the order of their numbers, and deletes the rows' content. */
  async finishRows(tx: EntityManager, jobId: string, outcomes: readonly RowOutcome[]): Promise<void> {
    const json = (values: readonly unknown[]) => (values.length > 0 ? JSON.stringify(values) : null);
    await tx.query(
      `update import_row as row set raw = null, outcome = o.outcome, external_id = o.external_id, practice_id = o.practice_id,
                                    errors = o.errors, warnings = o.warnings
         from unnest($2::integer[], $3::text[], $4::text[], $5::uuid[], $6::jsonb[], $7::jsonb[])
              as o(number, outcome, external_id, practice_id, errors, warnings)
        where row.job_id = $1 and row.number = o.number and row.number between ($2::integer[])[1] and ($2::integer[])[cardinality($2)]`,
      [
        jobId,
        outcomes.map(({ number }) => number),
        outcomes.map(({ outcome }) => outcome),
        outcomes.map(({ externalId }) => externalId),
        outcomes.map(({ practiceId }) => practiceId),
        outcomes.map(({ errors }) => json(errors)),
        outcomes.map(({ warnings }) => json(warnings)),
      ],
    );
  }

  /** Stores up to which row a job was processed. */
  async progress(tx: EntityManager, { id, total }: ImportJob, upTo: number, now: Date): Promise<void> {
    const done = upTo >= total;
    await tx.query(
      `update import_job set processed = $2, state = $3, started_at = coalesce(started_at, $4), finished_at = $5
        where id = $1`,
      [id, upTo, done ? 'done' : 'running', now, done ? now : null],
    );
  }

  /** Ends a job early: the content of its remaining rows is deleted. */
  async cancel(tx: EntityManager, { id }: ImportJob, now: Date): Promise<void> {
    await tx.query(`update import_job set state = 'cancelled', finished_at = $2 where id = $1`, [id, now]);
    await tx.query('delete from import_row where job_id = $1 and outcome is null', [id]);
  }

  /** The outcomes of the processed rows. */
  async counts({ id, processed }: ImportJob): Promise<ImportCounts> {
    const rows = await this.dataSource.query<{ outcome: ImportOutcome; count: number }[]>(
      `select outcome, count(*)::integer as count from import_row
        where job_id = $1 and outcome is not null and number <= $2 group by outcome`,
      [id, processed],
    );
    const countOf = new Map(rows.map(({ outcome, count }) => [outcome, count]));
    return Object.fromEntries(importOutcomes.map((outcome) => [outcome, countOf.get(outcome) ?? 0])) as ImportCounts;
  }

  /** Imports in these states, with their counts so far: of everyone, or what a principal or its member has sent. */
  list(
    states: readonly ImportState[],
    by?: { readonly id: string; readonly memberId: string | undefined },
  ): Listed<ListedImport> {
    const condition = 'state = any($1) and ($2::text is null or created_by = $2 or member_id = $3::uuid)';
    const parameters = [states, by?.id ?? null, by?.memberId ?? null];
    return {
      read: (seek, most) => {
        const { where, orderBy, values } = seek.sql({ id: 'uuid' }, 4);
        return this.dataSource.query<ListedImport[]>(
          `select ${jobColumns}, (select coalesce(jsonb_object_agg(outcome, n), '{}')
                     from (select outcome, count(*)::int as n from import_row
                            where job_id = import_job.id and outcome is not null and number <= processed group by outcome) as o) as counts
             from import_job where ${condition} and ${where} order by ${orderBy} limit $5`,
          [...parameters, ...values, most],
        );
      },
      count: async () => {
        const [row] = await this.dataSource.query<{ count: number }[]>(
          `select count(*)::integer as count from import_job where ${condition}`,
          parameters,
        );
        return row?.count ?? 0;
      },
    };
  }

  /** The processed rows, in the order of the file. */
  rows({ id, processed }: ImportJob, outcome: readonly ImportOutcome[]): Listed<RowOutcome> {
    const condition = 'job_id = $1 and outcome = any($2) and number <= $3';
    const parameters = [id, outcome, processed];
    return {
      read: (seek, most) => {
        const { where, orderBy, values } = seek.sql({ number: 'integer' }, 4);
        return this.dataSource.query<RowOutcome[]>(
          `select number, external_id as "externalId", outcome, practice_id as "practiceId",
                  coalesce(errors, '[]') as errors, coalesce(warnings, '[]') as warnings
             from import_row where ${condition} and ${where} order by ${orderBy} limit $5`,
          [...parameters, ...values, most],
        );
      },
      count: async () => {
        const [row] = await this.dataSource.query<{ count: number }[]>(
          `select count(*)::integer as count from import_row where ${condition}`,
          parameters,
        );
        return row?.count ?? 0;
      },
    };
  }
}
