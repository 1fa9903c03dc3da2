import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Part } from '#database';
import { isStale, staleRevision, type Listed, type Revision } from '#http';
import type { Practice } from './practice.js';
import type { PracticeStep } from './practice-step.js';

/** What others did to a practice, for an editor who came too late. */
export type StepTold = Pick<PracticeStep, 'revision' | 'version' | 'kind' | 'pointers' | 'at'>;

const columns = 'revision, version, kind, pointers, reason, by, at';

/** Most steps reported to a refused editor; the newest come first. */
const CHANGES_TOLD = 20;

/** All SQL of the steps of practices. Steps are only ever added. */
@Injectable()
export class PracticeHistoryRepository {
  constructor(private readonly dataSource: DataSource) {}

  storing(taken: readonly { readonly practiceId: string; readonly step: PracticeStep }[]): Part[] {
    const sql = `step as (
      insert into practice_step (practice_id, ${columns})
      select practice_id, ${columns} from jsonb_populate_recordset(null::practice_step, $1))`;
    return [{ sql, values: [JSON.stringify(taken.map(({ practiceId, step }) => ({ practice_id: practiceId, ...step })))] }]; // prettier-ignore
  }

  /** @throws {Problem} 412 with what others did since the caller read the practice, so that an editor can see it */
  async assertFresh(
    tx: EntityManager,
    { id, revision }: Pick<Practice, 'id' | 'revision'>,
    ifMatch: Revision,
  ): Promise<void> {
    if (!isStale(revision, ifMatch)) return;
    const tags = typeof ifMatch === 'string' ? [] : ifMatch;
    const seen = Math.max(0, ...tags.filter((tag) => tag < revision));
    const changes = seen > 0 ? await this.since(tx, id, seen, CHANGES_TOLD) : [];
    throw staleRevision(revision, { changes });
  }

  /** The steps after a revision, newest first. */
  since(tx: EntityManager, practiceId: string, revision: number, limit: number): Promise<StepTold[]> {
    return tx.query<StepTold[]>(
      `select revision, version, kind, pointers, at from practice_step
        where practice_id = $1 and revision > $2 order by revision desc limit $3`,
      [practiceId, revision, limit],
    );
  }

  /** All steps, the newest first. */
  list(practiceId: string): Listed<PracticeStep> {
    return {
      read: (seek, most) => {
        const { where, orderBy, values } = seek.sql({ revision: 'integer' }, 2, 'desc');
        return this.dataSource.query<PracticeStep[]>(
          `select ${columns} from practice_step where practice_id = $1 and ${where} order by ${orderBy} limit $3`,
          [practiceId, ...values, most],
        );
      },
      count: async () => {
        const [row] = await this.dataSource.query<{ n: number }[]>(
          'select count(*)::integer as n from practice_step where practice_id = $1',
          [practiceId],
        );
        return row?.n ?? 0;
      },
    };
  }
}
