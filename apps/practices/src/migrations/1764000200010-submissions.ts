import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Submissions1764000200010 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the gateway handed over. The event that follows applies it.
      create table submission (
        id             uuid primary key,
        member_id      uuid not null,
        -- Id of the principal that sent it.
        sent_by        text not null,
        external_id    text not null,
        source_version bigint not null,
        -- {sheet, sourceUrl, retrievedAt}. Kept only until it is settled, because it may contain personal data.
        content        jsonb,
        received_at    timestamptz not null,
        settled_at     timestamptz
      );
      create index submission_settled on submission (settled_at) where settled_at is not null;

      -- The latest content applied from each source, by external id. A null hash means that the source withdrew it.
      create table source_mark (
        member_id      uuid not null,
        external_id    text not null,
        source_version bigint not null,
        content_hash   text,
        primary key (member_id, external_id)
      );
    `);
  }
}
