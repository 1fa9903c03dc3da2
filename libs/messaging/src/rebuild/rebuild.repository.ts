import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { notFound } from '#problems';
import type { Applied } from './apply-snapshot.js';

export type RebuildState = 'running' | 'done' | 'failed';

/** A job that fills one projection from the snapshots of the owners. */
export interface Rebuild {
  readonly id: string;
  readonly group: string;
  readonly state: RebuildState;
  /** Number of streams; null until the owners have answered. */
  readonly total: number | null;
  /** Streams checked. */
  readonly processed: number;
  /** Streams that were set to their present state. */
  readonly applied: number;
  /** Waiting events and dead letters that the present state has replaced. */
  readonly discarded: number;
  /** Streams whose state the handlers refused. */
  readonly failed: number;
  readonly detail: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `id, consumer_group as "group", state, total, processed, applied, discarded, failed, detail,
                 created_at as "createdAt", finished_at as "finishedAt"`;

/** Lock key with the id of a job: held by the instance that works on it; the server releases it when the instance dies. */
const REBUILD_LOCK = 7_120_650;

/** Jobs of the list. */
const SHOWN = 20;

/** All SQL of the jobs. */
@Injectable()
export class RebuildRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores a new job; undefined when one of the group is running. */
  async add(tx: EntityManager, id: string, group: string, by: string, at: Date): Promise<Rebuild | undefined> {
    const [made] = await tx.query<Rebuild[]>(
      `insert into rebuild (id, consumer_group, started_by, created_at) values ($1, $2, $3, $4)
       on conflict (consumer_group) where state = 'running' do nothing returning ${COLUMNS}`,
      [id, group, by, at],
    );
    return made;
  }

  /** @throws {Problem} 404 */
  async get(id: string): Promise<Rebuild> {
    const [found] = await this.dataSource.query<Rebuild[]>(`select ${COLUMNS} from rebuild where id = $1`, [id]);
    if (!found) throw notFound('rebuild');
    return found;
  }

  /** The streams that a job fills; undefined: all. */
  async streamsOf(id: string): Promise<ReadonlySet<string> | undefined> {
    const [job] = await this.dataSource.query<{ streams: string[] | null }[]>(
      'select streams from rebuild where id = $1',
      [id],
    );
    return job?.streams ? new Set(job.streams) : undefined;
  }

  /** The newest first. */
  newest(): Promise<Rebuild[]> {
    return this.dataSource.query(`select ${COLUMNS} from rebuild order by id desc limit ${SHOWN}`);
  }

  /** The oldest first. */
  running(): Promise<Rebuild[]> {
    return this.dataSource.query(`select ${COLUMNS} from rebuild where state = 'running' order by id`);
  }

  runningOf(group: string): Promise<Rebuild | undefined> {
    return this.running().then((jobs) => jobs.find((job) => job.group === group));
  }

  /** Runs `work` unless another instance works on the job. */
  async alone(id: string, work: () => Promise<void>): Promise<void> {
    const session = this.dataSource.createQueryRunner();
    try {
      const [row] = (await session.query('select pg_try_advisory_lock($1, hashtext($2)) as mine', [
        REBUILD_LOCK,
        id,
      ])) as { mine: boolean }[];
      if (row?.mine !== true) return;
      try {
        await work();
      } finally {
        await session.query('select pg_advisory_unlock($1, hashtext($2))', [REBUILD_LOCK, id]);
      }
    } finally {
      await session.release();
    }
  }

  /** An interrupted job starts again: streams that it has filled are only checked. */
  async begin(id: string, total: number): Promise<void> {
    await this.dataSource.query(
      `update rebuild set total = $2, processed = 0, failed = 0, detail = null where id = $1 and state = 'running'`,
      [id, total],
    );
  }

  async progress(id: string, processed: number, { applied, discarded, failures }: Applied): Promise<void> {
    const [first] = failures;
    await this.dataSource.query(
      `update rebuild set processed = processed + $2, applied = applied + $3, discarded = discarded + $4, failed = failed + $5,
                          detail = coalesce(detail, $6)
        where id = $1 and state = 'running'`,
      [id, processed, applied, discarded, failures.length, first ? `${first.subject}: ${first.detail}`.slice(0, 1_000) : null],
    ); // prettier-ignore
  }

  /**
   * Ends a job: done when every stream was filled, otherwise failed. `detail` says why it could not be finished at all.
   */
  async finish(id: string, at: Date, detail?: string): Promise<void> {
    await this.dataSource.query(
      `update rebuild set state = case when failed > 0 or $3::text is not null then 'failed' else 'done' end,
                          detail = coalesce($3, detail), finished_at = $2
        where id = $1 and state = 'running'`,
      [id, at, detail ?? null],
    );
  }
}
