import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, UnitOfWork } from '#database';
import { isDatabaseAway } from '#http';
import { PracticeRepository } from '../../practice/practice.repository.js';
import type { ImportJob, RowOutcome, WaitingRow } from '../import-job.js';
import { ImportJobRepository } from '../import-job.repository.js';
import { profileNamed } from '../profile/profiles.js';
import { plainProfile } from '../profile/plain.profile.js';
import { readRow, takeOverRow } from './take-over-row.js';

/** Rows that are taken over in one transaction. */
export const BATCH = 200;

/** Takes imports over, one batch a transaction: what is interrupted goes on with the first row without outcome. */
@Injectable()
export class ImportBatches {
  private readonly logger = new Logger(ImportBatches.name);

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ImportJobRepository) private readonly jobs: ImportJobRepository,
    @Inject(PracticeRepository) private readonly practices: PracticeRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Takes over the next rows of the oldest job. Gives false when there is nothing to do. */
  async next(): Promise<boolean> {
    try {
      return await this.batch(BATCH, (tx, job, rows) => this.takeOver(tx, job, rows));
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      this.logger.warn('A batch failed and is repeated row by row.', error);
      return this.oneByOne();
    }
  }

  /** So that one row that cannot be stored does not hold up the others, or the jobs behind it. */
  private async oneByOne(): Promise<boolean> {
    for (let n = 0; n < BATCH; n += 1) {
      try {
        if (!(await this.batch(1, (tx, job, rows) => this.takeOver(tx, job, rows)))) return n > 0;
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        this.logger.error('A row failed that should not.', error);
        await this.batch(1, (_tx, _job, rows) => Promise.resolve(rows.map(brokenRow)));
      }
    }
    return true;
  }

  private batch(
    size: number,
    take: (tx: EntityManager, job: ImportJob, rows: WaitingRow[]) => Promise<RowOutcome[]>,
  ): Promise<boolean> {
    return this.work.run(async (tx) => {
      const job = await this.jobs.nextForUpdate(tx);
      if (!job) return false;
      const rows = await this.jobs.waitingRows(tx, job.id, size);
      if (rows.length > 0) await this.jobs.finishRows(tx, job.id, await take(tx, job, rows));
      const done = rows.length < size || job.processed + rows.length >= job.total;
      await this.jobs.progress(tx, job.id, rows.length, done, this.clock.now());
      return true;
    });
  }

  private async takeOver(tx: EntityManager, job: ImportJob, waiting: readonly WaitingRow[]): Promise<RowOutcome[]> {
    const profile = profileNamed(job.profile) ?? plainProfile;
    const rows = waiting.map((row) => readRow(row, profile));
    const ids = [...new Set(rows.flatMap(({ externalId }) => externalId ?? []))];
    const known = await this.practices.bySourceForUpdate(tx, job.memberId, job.source, ids);
    const used = await this.jobs.usedIds(tx, job.id, ids);
    const now = this.clock.now();
    const taken = rows.map((row) => {
      const repeated = row.externalId !== null && used.has(row.externalId);
      if (row.externalId !== null) used.add(row.externalId);
      return takeOverRow(job, row, row.externalId === null ? undefined : known.get(row.externalId), repeated, now);
    });
    if (!job.dryRun)
      await this.practices.save(
        tx,
        taken.flatMap(({ changed }) => changed ?? []),
      );
    return taken.map(({ outcome }) => outcome);
  }
}

const brokenRow = ({ number }: WaitingRow): RowOutcome => ({
  number, externalId: null, outcome: 'failed', practiceId: null, warnings: [],
  errors: [{ pointer: '', code: 'import.row-not-stored', detail: 'The row could not be stored, for a reason that was logged here. Tell the operator.' }],
}); // prettier-ignore
