import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/**
 * Each owner has its own sources: the key of a practice gains its owner, and an import waits only for earlier ones of
 * the same owner and source. A member's unnamed source used to be named by the member's id; now all unnamed sources
 * share one name. If the member itself used that name for another source, the conflicting practices get another one.
 */
export class KeysOfOwners1764000200160 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index practice_external_id;

      create function unnamed_source(profile text) returns text language sql immutable
        return case when profile is null or profile = 'plain' then 'import' else profile end;
      create temporary table renamed on commit drop as
        select id, owner_member_id, external_id,
               case when provenance ->> 'kind' = 'federation' then 'import' else unnamed_source(provenance ->> 'profile') end as source
          from practice where import_key = owner_member_id::text;
      update practice p set provenance = jsonb_set(p.provenance, '{source}', to_jsonb(p.import_key || ':' || p.id))
        from renamed r where p.owner_member_id = r.owner_member_id and p.import_key = r.source and p.external_id = r.external_id;
      update practice p set provenance = jsonb_set(p.provenance, '{source}', to_jsonb(r.source)) from renamed r where p.id = r.id;
      create unique index practice_key on practice (import_key, external_id, owner_member_id) nulls not distinct
        where external_id is not null;

      update import_job set source = unnamed_source(profile) where source = member_id::text;
      drop function unnamed_source;
      alter table import_job drop column any_owner;
      drop index import_job_waiting;
      create index import_job_waiting on import_job (source, member_id, created_at, id) where state in ('queued', 'running');
    `);
  }
}
