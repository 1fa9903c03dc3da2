import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId, type Seek } from '#database';
import type { ProblemPlace } from '#problems';
import type {
  Overwrote,
  Sender,
  SourceStatement,
  Submission,
  SubmissionContent,
  SubmissionState,
} from './submission.js';

/** A submission whose content is still here. */
export interface WaitingSubmission {
  readonly id: string;
  readonly streamId: string;
  readonly memberId: string;
  readonly sentBy: string;
  readonly externalId: string;
  readonly sourceVersion: number;
  readonly withdraws: boolean;
  /** Empty when the practice is withdrawn. */
  readonly content: Partial<SubmissionContent>;
  readonly acceptedAt: Date;
}

/** The outcome of a submission, as the registry reports it. */
export interface Outcome {
  readonly state: SubmissionState;
  readonly practiceId: string | null;
  readonly errors: readonly ProblemPlace[] | null;
  readonly overwrote: Overwrote | null;
}

/** Kind of the jobs that hold streams back; the key of each is the id of its stream. */
export const SET_ASIDE = 'submission.again';

const waiting = `s.id, s.stream_id as "streamId", s.member_id as "memberId", s.sent_by as "sentBy", stream.external_id as "externalId",
  s.source_version as "sourceVersion", s.withdraws, s.content, s.accepted_at as "acceptedAt"
  from submission s join submission_stream stream on stream.id = s.stream_id`;

/** How long a settled submission can be read; the newest of each external id stays. */
const READABLE = `interval '90 days'`;

const view = `s.id, s.position, stream.external_id as "externalId", s.source_version as "sourceVersion", s.withdraws, s.state,
  s.practice_id as "practiceId", s.errors, s.overwrote, s.accepted_at as "acceptedAt", s.settled_at as "settledAt"
  from submission s join submission_stream stream on stream.id = s.stream_id`;

type Row<T> = Omit<T, 'sourceVersion'> & { readonly sourceVersion: string };

const fromRow = <T>(row: Row<T>) => ({ ...row, sourceVersion: Number(row.sourceVersion) }) as unknown as T;

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Whether nothing newer was sent under the external id of submission `s`. */
const LATEST = `not exists (select from submission newer where newer.stream_id = s.stream_id
                             and (newer.source_version, newer.position) > (s.source_version, s.position))`;

/** All SQL of submissions. */
@Injectable()
export class SubmissionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Stores submissions in order and returns their ids. Locks their streams, in the order of their external ids, until
   * the commit.
   */
  async insert(
    tx: EntityManager,
    sender: Pick<Sender, 'id' | 'memberId'>,
    statements: readonly SourceStatement[],
    now: Date,
  ): Promise<string[]> {
    const externalIds = [...new Set(statements.map(({ externalId }) => externalId))].sort();
    const streams = await tx.query<{ id: string; external_id: string }[]>(
      `insert into submission_stream (id, member_id, external_id)
       select id, $1, external_id from unnest($2::uuid[], $3::text[]) with ordinality as s(id, external_id, n) order by n
       on conflict (member_id, external_id) do update set external_id = excluded.external_id
       returning id, external_id`,
      [sender.memberId, externalIds.map(() => newId()), externalIds],
    );
    const streamOf = new Map(streams.map(({ id, external_id }) => [external_id, id]));
    const ids = statements.map(() => newId());
    await tx.query(
      `insert into submission (id, stream_id, member_id, sent_by, source_version, withdraws, state, content, accepted_at)
       select id, stream_id, $1, $2, source_version, withdraws, 'accepted', content, $3
         from unnest($4::uuid[], $5::uuid[], $6::bigint[], $7::boolean[], $8::jsonb[])
              with ordinality as s(id, stream_id, source_version, withdraws, content, n)
        order by n`,
      [
        sender.memberId,
        sender.id,
        now,
        ids,
        statements.map(({ externalId }) => streamOf.get(externalId)),
        statements.map(({ sourceVersion }) => sourceVersion),
        statements.map(({ content }) => content === null),
        statements.map(({ content }) => JSON.stringify(content ?? {})),
      ],
    );
    return ids;
  }

  /** Whether the member has ever sent anything under this id. */
  async knows(tx: EntityManager, memberId: string, externalId: string): Promise<boolean> {
    const found = await tx.query<unknown[]>(
      'select 1 from submission_stream where member_id = $1 and external_id = $2',
      [memberId, externalId],
    );
    return found.length > 0;
  }

  async find(memberId: string, id: string): Promise<Submission | undefined> {
    return this.first(`select ${view} where s.id = $1 and s.member_id = $2`, [id, memberId]);
  }

  /** The submission with the highest version under this id; of several with that number the last. */
  async findByExternalId(memberId: string, externalId: string): Promise<Submission | undefined> {
    return this.first(
      `select ${view} where stream.member_id = $1 and stream.external_id = $2
        order by s.source_version desc, s.position desc limit 1`,
      [memberId, externalId],
    );
  }

  /** The newest first. @param latest of each external id only the one with the highest version */
  list(memberId: string, states: readonly SubmissionState[] | undefined, latest = false) {
    const condition = `s.member_id = $1 and ($2::text[] is null or s.state = any($2)) and (not $3 or ${LATEST})`;
    const parameters = [memberId, states ?? null, latest];
    return {
      read: async (seek: Seek, most: number): Promise<Submission[]> => {
        const { where, orderBy, values } = seek.sql({ 's.position': 'bigint' }, 4, 'desc');
        const rows = await this.dataSource.query<Row<Submission>[]>(
          `select ${view} where ${condition} and ${where} order by ${orderBy} limit $5`,
          [...parameters, ...values, most],
        );
        return rows.map((row) => fromRow<Submission>(row));
      },
      count: async (): Promise<number> => {
        const [row] = await this.dataSource.query<[{ n: number }]>(
          `select count(*)::int as n from submission s where ${condition}`,
          parameters,
        );
        return row.n;
      },
    };
  }

  /** How many were refused and not sent again since, and when the first of them was. */
  async refused(memberId: string): Promise<{ count: number; since: Date }> {
    const [row] = await this.dataSource.query<[{ count: number; since: Date }]>(
      `select count(*)::int as count, min(s.settled_at) as since from submission s
        where s.member_id = $1 and s.state = 'refused' and ${LATEST}`,
      [memberId],
    );
    return row;
  }

  /**
   * A member's oldest submissions whose content is still here; none of a stream that was set aside, unless it is being
   * retried.
   */
  async waitingOf(memberId: string, limit: number): Promise<WaitingSubmission[]> {
    const rows = await this.dataSource.query<Row<WaitingSubmission>[]>(
      `select ${waiting}
        where s.member_id = $1 and s.content is not null
          and not exists (select from job where kind = $2 and key = s.stream_id::text and state <> 'running')
        order by s.position limit $3`,
      [memberId, SET_ASIDE, limit],
    );
    return rows.map((row) => fromRow<WaitingSubmission>(row));
  }

  /** The oldest one of a stream whose content is still here. */
  firstOf(streamId: string): Promise<WaitingSubmission | undefined> {
    return this.first<WaitingSubmission>(
      `select ${waiting} where s.stream_id = $1 and s.content is not null order by s.position limit 1`,
      [streamId],
    );
  }

  /** Of these, the ones whose content is still here, locked, in order. */
  async stillWaiting(tx: EntityManager, ids: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }[]>(
      'select id from submission where id = any($1) and content is not null order by position for update',
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Stores that the registry has the content, and deletes the content here. */
  async handedOver(tx: EntityManager, ids: readonly string[], now: Date): Promise<void> {
    await tx.query('update submission set content = null, handed_over_at = $2 where id = any($1)', [ids, now]);
  }

  /** Stores the outcome of a submission; does nothing when it is already known. */
  async settle(
    tx: EntityManager,
    id: string,
    { state, practiceId, errors, overwrote }: Outcome,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update submission set state = $2, practice_id = $3, errors = $4, overwrote = $5, settled_at = $6, content = null
        where id = $1 and state = 'accepted'`,
      [id, state, practiceId, json(errors), json(overwrote), now],
    );
  }

  /** Deletes a few whose retention has ended, so that no single settlement pays for all of them. */
  async forget(tx: EntityManager, now: Date): Promise<void> {
    await tx.query(
      `delete from submission where id in (
         select id from submission old where settled_at < $1::timestamptz - ${READABLE}
            and exists (select from submission newer where newer.stream_id = old.stream_id
                           and (newer.source_version, newer.position) > (old.source_version, old.position))
          order by settled_at limit 50 for update skip locked)`,
      [now],
    );
  }

  private async first<T = Submission>(sql: string, parameters: unknown[]): Promise<T | undefined> {
    const [row] = await this.dataSource.query<Row<T>[]>(sql, parameters);
    return row && fromRow<T>(row);
  }
}
