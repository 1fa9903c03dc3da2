import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SourceMark } from './source-version.js';
import type { Submission, SubmissionContent } from './submission.js';

interface Row {
  id: string;
  memberId: string;
  sentBy: string;
  externalId: string;
  sourceVersion: string;
  /** Null once it is settled. */
  content: SubmissionContent | null;
}

/** How long a settled submission is remembered, without its content: far longer than a handover can take. */
const REMEMBERED = `interval '7 days'`;

/** All SQL of submissions. */
@Injectable()
export class SubmissionRepository {
  /** Stores submissions from a handover. One that is already here, or settled, stays as it is. */
  async insert(tx: EntityManager, submissions: readonly Submission[], now: Date): Promise<void> {
    await tx.query(
      `insert into submission (id, member_id, sent_by, external_id, source_version, content, received_at)
       select *, $7 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::jsonb[])
       on conflict (id) do nothing`,
      [
        submissions.map(({ id }) => id),
        submissions.map(({ memberId }) => memberId),
        submissions.map(({ sentBy }) => sentBy),
        submissions.map(({ externalId }) => externalId),
        submissions.map(({ sourceVersion }) => sourceVersion),
        submissions.map(({ content }) => JSON.stringify(content)),
        now,
      ],
    );
  }

  /** The submission with its content, locked; undefined when it was lost or is settled. */
  async waiting(tx: EntityManager, id: string): Promise<Submission | undefined> {
    const [row] = await tx.query<Row[]>(
      `select id, member_id as "memberId", sent_by as "sentBy", external_id as "externalId", source_version as "sourceVersion", content
         from submission where id = $1 for update`,
      [id],
    );
    if (!row?.content) return undefined;
    return { ...row, sourceVersion: Number(row.sourceVersion), content: row.content };
  }

  /** Stores that a submission is settled, and deletes its content. */
  async settle(tx: EntityManager, id: string, now: Date): Promise<void> {
    await tx.query('update submission set content = null, settled_at = $2 where id = $1', [id, now]);
  }

  /** Deletes a few whose retention has ended. */
  async forget(tx: EntityManager, now: Date): Promise<void> {
    await tx.query(
      `delete from submission where id in (
         select id from submission where settled_at < $1::timestamptz - ${REMEMBERED} order by settled_at limit 200
            for update skip locked)`,
      [now],
    );
  }

  /** What was last applied under this external id, locked. */
  async mark(tx: EntityManager, memberId: string, externalId: string): Promise<SourceMark | undefined> {
    const [row] = await tx.query<{ sourceVersion: string; contentHash: string | null }[]>(
      `select source_version as "sourceVersion", content_hash as "contentHash"
         from source_mark where member_id = $1 and external_id = $2 for update`,
      [memberId, externalId],
    );
    return row && { sourceVersion: Number(row.sourceVersion), contentHash: row.contentHash };
  }

  async setMark(tx: EntityManager, memberId: string, externalId: string, mark: SourceMark): Promise<void> {
    await tx.query(
      `insert into source_mark (member_id, external_id, source_version, content_hash) values ($1, $2, $3, $4)
       on conflict (member_id, external_id) do update
          set source_version = excluded.source_version, content_hash = excluded.content_hash`,
      [memberId, externalId, mark.sourceVersion, mark.contentHash],
    );
  }
}
