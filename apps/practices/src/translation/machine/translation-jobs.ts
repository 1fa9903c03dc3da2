import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#database';
import type { TranslationJob } from './translation-job.js';

const columns = `id, practice_id as "practiceId", language, state, version, sent_version as "sentVersion", sources, attempts,
  last_error as "lastError", created_at as "createdAt", sent_at as "sentAt", finished_at as "finishedAt"`;

/** How long a job in hand is left to who claimed it, in milliseconds. */
const LEASE_MS = 60_000;

/** All SQL of translation jobs. */
@Injectable()
export class TranslationJobs {
  constructor(private readonly dataSource: DataSource) {}

  /** Asks for versions in further languages; a job that is open already will be about it too. */
  async ask(
    tx: EntityManager,
    wanted: readonly Pick<TranslationJob, 'practiceId' | 'version' | 'language'>[],
    by: string,
    at: Date,
  ): Promise<string[]> {
    if (wanted.length === 0) return [];
    const rows = await tx.query<{ id: string }[]>(
      `insert into translation_job as j (id, practice_id, version, language, state, next_attempt_at, requested_by, created_at)
       select id, practice_id, version, language, 'queued', $6::timestamptz, $5, $6
         from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[]) as t(id, practice_id, version, language)
       on conflict (practice_id, language) where state in ('queued', 'running')
         do update set version = excluded.version returning id`,
      [
        wanted.map(() => newId()), wanted.map(({ practiceId }) => practiceId), wanted.map(({ version }) => version),
        wanted.map(({ language }) => language), by, at,
      ], // prettier-ignore
    );
    return rows.map(({ id }) => id);
  }

  async find(id: string, tx: EntityManager = this.dataSource.manager, lock = ''): Promise<TranslationJob | undefined> {
    const [job] = await tx.query<TranslationJob[]>(`select ${columns} from translation_job where id = $1 ${lock}`, [
      id,
    ]);
    return job;
  }

  /** The next due job, in the caller's hand for a minute. */
  async claim(now: Date): Promise<TranslationJob | undefined> {
    const [[job]] = await this.dataSource.query<[TranslationJob[], number]>(
      `update translation_job set claimed_until = $2 where id = (
         select id from translation_job where next_attempt_at <= $1 and (claimed_until is null or claimed_until <= $1)
          order by next_attempt_at, id limit 1 for update skip locked) returning ${columns}`,
      [now, new Date(now.getTime() + LEASE_MS)],
    );
    return job;
  }

  async nextDueAt(): Promise<Date | undefined> {
    const [row] = await this.dataSource.query<{ at: Date | null }[]>(
      `select min(greatest(next_attempt_at, coalesce(claimed_until, next_attempt_at))) as at from translation_job where next_attempt_at is not null`,
    );
    return row?.at ?? undefined;
  }

  /** Characters that were sent since a moment. */
  async sentSince(from: Date): Promise<number> {
    const [row] = await this.dataSource.query<{ sum: string }[]>(
      'select coalesce(sum(characters), 0) as sum from translation_job where sent_at >= $1',
      [from],
    );
    return Number(row?.sum ?? 0);
  }

  async postpone(id: string, until: Date, why: string): Promise<void> {
    await this.dataSource.query(
      'update translation_job set next_attempt_at = $2, last_error = $3, claimed_until = null where id = $1',
      [id, until, why],
    );
  }

  /** Noted before it is sent, so that what it costs counts whatever happens then. */
  async sending(
    id: string,
    sent: { version: number; sources: Record<string, string>; characters: number; at: Date; answerBy: Date },
  ): Promise<void> {
    await this.dataSource.query(
      `update translation_job set state = 'running', sent_version = $2, sources = $3, characters = characters + $4, sent_at = $5,
              next_attempt_at = $6, attempts = attempts + 1, claimed_until = null where id = $1`,
      [id, sent.version, JSON.stringify(sent.sources), sent.characters, sent.at, sent.answerBy],
    );
  }

  async end(
    tx: EntityManager,
    id: string,
    state: 'done' | 'failed',
    at: Date,
    error: string | null = null,
  ): Promise<void> {
    await tx.query(
      `update translation_job set state = $2, finished_at = $3, last_error = $4, next_attempt_at = null, claimed_until = null where id = $1`,
      [id, state, at, error],
    );
  }

  /** A newer version came while the former was translated. */
  async again(tx: EntityManager, id: string, at: Date): Promise<void> {
    await tx.query(
      `update translation_job set state = 'queued', attempts = 0, next_attempt_at = $2, claimed_until = null where id = $1`,
      [id, at],
    );
  }

  get manager(): EntityManager {
    return this.dataSource.manager;
  }
}
