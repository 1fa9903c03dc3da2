import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#database';
import type { TranslationJob } from './translation-job.js';

const columns = `id, practice_id as "practiceId", language, state, version, sent_version as "sentVersion", sources, attempts,
  last_error as "lastError", created_at as "createdAt", sent_at as "sentAt", finished_at as "finishedAt"`;

/** All SQL of translation jobs. */
@Injectable()
export class TranslationJobs {
  constructor(private readonly dataSource: DataSource) {}

  /** Requests versions in further languages; an open job will cover the new version too. */
  async ask(
    tx: EntityManager,
    wanted: readonly Pick<TranslationJob, 'practiceId' | 'version' | 'language'>[],
    by: string,
    at: Date,
  ): Promise<{ id: string; isNew: boolean }[]> {
    if (wanted.length === 0) return [];
    return tx.query(
      `insert into translation_job as j (id, practice_id, version, language, state, requested_by, created_at)
       select id, practice_id, version, language, 'queued', $5, $6
         from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[]) as t(id, practice_id, version, language)
       on conflict (practice_id, language) where state in ('queued', 'running')
         do update set version = excluded.version returning id, xmax = 0 as "isNew"`,
      [
        wanted.map(() => newId()), wanted.map(({ practiceId }) => practiceId), wanted.map(({ version }) => version),
        wanted.map(({ language }) => language), by, at,
      ], // prettier-ignore
    );
  }

  async find(id: string, tx: EntityManager = this.dataSource.manager, lock = ''): Promise<TranslationJob | undefined> {
    const [job] = await tx.query<TranslationJob[]>(`select ${columns} from translation_job where id = $1 ${lock}`, [
      id,
    ]);
    return job;
  }

  /** Characters sent since a moment. */
  async sentSince(from: Date): Promise<number> {
    const [row] = await this.dataSource.query<{ sum: string }[]>(
      'select coalesce(sum(characters), 0) as sum from translation_job where sent_at >= $1',
      [from],
    );
    return Number(row?.sum ?? 0);
  }

  /** Why it must wait. */
  async note(id: string, why: string): Promise<void> {
    await this.dataSource.query('update translation_job set last_error = $2 where id = $1', [id, why]);
  }

  /** Noted before sending, so that the cost counts whatever happens then. */
  async sending(
    id: string,
    sent: { version: number; sources: Record<string, string>; characters: number; at: Date },
  ): Promise<void> {
    await this.dataSource.query(
      `update translation_job set state = 'running', sent_version = $2, sources = $3, characters = characters + $4, sent_at = $5,
              attempts = attempts + 1 where id = $1`,
      [id, sent.version, JSON.stringify(sent.sources), sent.characters, sent.at],
    );
  }

  async end(
    tx: EntityManager,
    id: string,
    state: 'done' | 'failed',
    at: Date,
    error: string | null = null,
  ): Promise<void> {
    await tx.query(`update translation_job set state = $2, finished_at = $3, last_error = $4 where id = $1`, [
      id,
      state,
      at,
      error,
    ]);
  }

  /** A newer version arrived while the former was translated. */
  async again(tx: EntityManager, id: string): Promise<void> {
    await tx.query(`update translation_job set state = 'queued', attempts = 0 where id = $1`, [id]);
  }

  get manager(): EntityManager {
    return this.dataSource.manager;
  }
}
