import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { actedIn, type ActFilter, type Part } from '#database';
import { isStale, staleRevision, type Listed, type Revision } from '#http';
import { valueAt } from '#validation';
import type { Practice } from './practice.js';
import type { LanguageMap } from '../fact-sheet/fact-sheet.js';
import type { PracticeStep } from './practice-step.js';

/** What others did to a practice, for an editor who came too late. */
export type StepTold = Pick<PracticeStep, 'revision' | 'version' | 'kind' | 'pointers' | 'at'>;

/** A step, and the practice as it is called now. */
export interface StepOfPractice extends PracticeStep {
  readonly practiceId: string;
  readonly title: LanguageMap;
  /** Whether a version was ever published. */
  readonly published: boolean;
}

const columns = 'revision, version, kind, pointers, reason, by, at';

const STEPS = 'jsonb_populate_recordset(null::practice_step, $1)';

/** For how long one person's saving while writing stays one step. */
const JOINED = '10 minutes';

/** Most steps reported to a refused editor; the newest come first. */
const CHANGES_TOLD = 20;

/** All SQL of the steps of practices. */
@Injectable()
export class PracticeHistoryRepository {
  constructor(private readonly dataSource: DataSource) {}

  storing(taken: readonly { readonly practiceId: string; readonly step: PracticeStep }[]): Part[] {
    const steps = taken.map(({ practiceId, step: { begunAt, ...step } }) => ({
      practice_id: practiceId, ...step, begun_at: begunAt ?? null,
    })); // prettier-ignore
    const values = [JSON.stringify(steps)];
    const columnsOfStep = `practice_id, ${columns}`;
    if (steps.every((step) => step.begun_at === null))
      return [
        { sql: `step as (insert into practice_step (${columnsOfStep}) select ${columnsOfStep} from ${STEPS})`, values },
      ];
    const sql = `joined as (
      delete from practice_step s using ${STEPS} as t
       where s.practice_id = t.practice_id and s.revision = t.revision - 1 and s.version = t.version and s.by = t.by
         and s.begun_at > t.begun_at - interval '${JOINED}'
      returning s.practice_id, s.pointers, s.begun_at
    ), step as (
      insert into practice_step (${columnsOfStep}, begun_at)
      select t.practice_id, revision, version, kind, pointers_together(t.pointers, joined.pointers), reason, by, at, coalesce(joined.begun_at, t.begun_at)
        from ${STEPS} as t left join joined on joined.practice_id = t.practice_id)`;
    return [{ sql, values }];
  }

  /**
   * @throws {Problem} 412 with what others did since the caller read the practice, and with the present values of the fields
   * that they changed (null: removed), so that an editor can put both side by side
   */
  async assertFresh(tx: EntityManager, practice: Practice, ifMatch: Revision): Promise<void> {
    const { id, revision, newest } = practice;
    if (!isStale(revision, ifMatch)) return;
    const tags = typeof ifMatch === 'string' ? [] : ifMatch;
    const seen = Math.max(0, ...tags.filter((tag) => tag < revision));
    const changes = seen > 0 ? await this.since(tx, id, seen, CHANGES_TOLD) : [];
    const pointers = new Set(changes.flatMap((change) => change.pointers));
    const values = Object.fromEntries(
      [...pointers].map((pointer) => [pointer, valueAt(newest.whole, pointer) ?? null]),
    );
    throw staleRevision(revision, { changes, values });
  }

  /** The steps after a revision, newest first. */
  since(tx: EntityManager, practiceId: string, revision: number, limit: number): Promise<StepTold[]> {
    return tx.query<StepTold[]>(
      `select revision, version, kind, pointers, at from practice_step
        where practice_id = $1 and revision > $2 order by revision desc limit $3`,
      [practiceId, revision, limit],
    );
  }

  /** The steps of all practices, the newest first. */
  all(filter: ActFilter): Listed<StepOfPractice> {
    const acted = actedIn(filter, { by: 'by', at: 'at' }, 1);
    return {
      read: (seek, most) => {
        const key = { at: 'timestamptz', practice_id: 'uuid', revision: 'integer' };
        const { where, orderBy, values } = seek.sql(key, 4, 'desc');
        return this.dataSource.query<StepOfPractice[]>(
          `select s.practice_id as "practiceId", ${columns}, p.published_version is not null as published,
                  (select v.fact_sheet -> 'title' from practice_version v
                    where v.practice_id = s.practice_id order by v.number desc limit 1) as title
             from (select practice_id, ${columns} from practice_step
                    where ${acted.where} and ${where} order by ${orderBy} limit $7) as s
             join (select id, published_version from practice) as p on p.id = s.practice_id
            order by ${orderBy}`,
          [...acted.values, ...values, most],
        );
      },
      count: async () => {
        const [row] = await this.dataSource.query<{ n: number }[]>(
          `select count(*)::integer as n from practice_step where ${acted.where}`,
          acted.values,
        );
        return row?.n ?? 0;
      },
    };
  }

  /** All steps of a practice, the newest first. */
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
