import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, UnitOfWork } from '#database';
import { isDatabaseAway } from '#http';
import { PrincipalProjection } from '#principals';
import { MemberProjection } from '../../members/member.projection.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { hasRightTo, type ImportJob, type RowOutcome, type WaitingRow } from '../import-job.js';
import { ImportJobRepository } from '../import-job.repository.js';
import { profileNamed } from '../profile/profiles.js';
import { plainProfile } from '../profile/plain.profile.js';
import { readRow, takeOverRow, type ReadRow } from './take-over-row.js';

/** Rows that are imported in one transaction. */
export const BATCH = 200;

/** Processes imports, one batch per transaction: an interrupted import continues with the first row without an outcome. */
@Injectable()
export class ImportBatches {
  private readonly logger = new Logger(ImportBatches.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly jobs: ImportJobRepository,
    private readonly practices: PracticeRepository,
    private readonly principals: PrincipalProjection,
    private readonly members: MemberProjection,
    private readonly clock: Clock,
  ) {}

  /** Imports the next rows of a file. Returns false when none are left. */
  async next(id: string): Promise<boolean> {
    let inHand: readonly WaitingRow[] | undefined;
    try {
      return await this.work.run(async (tx) => {
        const job = await this.jobs.openForUpdate(tx, id);
        if (!job) return false;
        if (!(await this.mayGoOn(tx, job))) {
          await this.jobs.cancel(tx, job, this.clock.now());
          return false;
        }
        const { rows, upTo } = await this.jobs.waitingRows(tx, job, BATCH);
        inHand = rows;
        await this.finish(tx, job, await this.takeOver(tx, job, rows), upTo);
        return upTo < job.total;
      });
    } catch (error) {
      if (isDatabaseAway(error) || !inHand) throw error;
      this.logger.warn('A batch failed and will be repeated row by row.', error);
      for (const { number } of inHand) await this.single(id, number);
      return true;
    }
  }

  /** So that one row that cannot be stored does not delay the others, or other jobs. */
  private async single(jobId: string, number: number): Promise<void> {
    const attempt = (take: (tx: EntityManager, job: ImportJob, row: WaitingRow) => Promise<RowOutcome[]>) =>
      this.work.run(async (tx) => {
        const job = await this.jobs.openForUpdate(tx, jobId);
        if (!job) return;
        const { rows, upTo } = await this.jobs.waitingRows(tx, job, 1);
        // Another instance may have continued the job since.
        if (rows[0]?.number === number) await this.finish(tx, job, await take(tx, job, rows[0]), upTo);
      });
    try {
      await attempt((tx, job, row) => this.takeOver(tx, job, [row]));
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      this.logger.error('A row failed unexpectedly.', error);
      await attempt((_tx, _job, row) => Promise.resolve([brokenRow(row)]));
    }
  }

  /** Rows are imported by the rights of this moment, not by those at the upload of the file. */
  private async mayGoOn(tx: EntityManager, job: ImportJob): Promise<boolean> {
    const standing = await this.principals.find(tx, job.createdBy);
    if (!standing) return true; // the gateway vouched for the member at the upload
    return hasRightTo(job, standing) && (await this.members.isFreeToWrite(tx, standing));
  }

  private async finish(
    tx: EntityManager,
    job: ImportJob,
    outcomes: readonly RowOutcome[],
    upTo: number,
  ): Promise<void> {
    if (outcomes.length > 0) await this.jobs.finishRows(tx, job.id, outcomes);
    await this.jobs.progress(tx, job, upTo, this.clock.now());
  }

  private async takeOver(tx: EntityManager, job: ImportJob, waiting: readonly WaitingRow[]): Promise<RowOutcome[]> {
    const profile = profileNamed(job.profile) ?? plainProfile;
    const read: ReadRow[] = [];
    for (const row of waiting) {
      read.push(readRow(row, profile));
      await nextTurn(); // checking a row of 1 MB takes long: others get a turn in between
    }
    const strangers = await this.members.strangersIn(tx, read.map(({ sheet }) => sheet)); // prettier-ignore
    const rows = read.map((row, n) =>
      strangers[n]!.length > 0 ? { ...row, sheet: undefined, errors: strangers[n]! } : row,
    );
    const idsOf = (some: readonly ReadRow[]) => [...new Set(some.flatMap(({ externalId }) => externalId ?? []))];
    const known = await this.practices.bySourceForUpdate(
      tx,
      job.memberId,
      job.source,
      idsOf(rows.filter(({ sheet }) => sheet)),
    );
    const used = await this.jobs.usedIds(tx, job.id, idsOf(rows));
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
  errors: [{ pointer: '', code: 'import.row-not-stored', detail: 'The row could not be stored; the reason was logged. Inform the operator.' }],
}); // prettier-ignore
