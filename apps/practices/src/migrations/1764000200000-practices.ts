import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/**
 * The fact sheet is one JSON document per version, so that a field is added in one place. The values to filter, count
 * or sort by are generated columns and cannot differ from it (docs/adr/0003).
 */
export class Practices1764000200000 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function text_array(list jsonb) returns text[] language sql immutable parallel safe
        return case when jsonb_typeof(list) = 'array' then array(select jsonb_array_elements_text(list)) else '{}'::text[] end;

      -- Removes case and accents, however they are encoded. PostgreSQL marks unaccent as stable only because its
      -- dictionary could change; ours never does.
      create function folded(value text) returns text language sql immutable parallel safe
        return translate(extensions.unaccent('extensions.unaccent'::regdictionary,
                           regexp_replace(normalize(lower(coalesce(value, '')), nfkd), '[\\u0300-\\u036f]', '', 'g')), 'ς', 'σ');

      -- The full-text parser reads "education/training" as a file path, and would find neither word.
      create function searchable(value text) returns text language sql immutable parallel safe
        return translate(folded(value), '/', ' ');

      create function all_text(sheet jsonb, path jsonpath) returns text language sql immutable parallel safe
        return searchable((select string_agg(t.value #>> '{}', ' ') from jsonb_path_query(sheet, path) as t(value)));

      create function weighted(value text, weight "char") returns tsvector language sql immutable parallel safe
        return setweight(to_tsvector('simple', value), weight);

      -- Titles in all languages weigh most, then the names of organiser and place, then all prose.
      create function search_vector(sheet jsonb) returns tsvector language plpgsql immutable as $$
        declare
          titles text := all_text(sheet, '$.title.*');
          names  text := all_text(sheet, '$.keyvalue() ? (@.key == "organiser" || @.key == "place").value.name');
          prose  text := concat_ws(' ',
            all_text(sheet, '$.keyvalue() ? (@.key == "projectType" || @.key == "context" || @.key == "challenges" || @.key == "objectives"
              || @.key == "assistance" || @.key == "activities" || @.key == "relations" || @.key == "outcomes" || @.key == "staffTraining"
              || @.key == "lessons" || @.key == "replicationScope" || @.key == "notes").value.*'),
            all_text(sheet, '$.partners[*].name'), all_text(sheet, '$.indicators[*].name.*'), all_text(sheet, '$.links[*].label'),
            all_text(sheet, '$.beneficiaries.counted.*'), all_text(sheet, '$.nationalProgramme.name'), all_text(sheet, '$.evaluation.summary.*'));
        begin
          return weighted(titles, 'A') || weighted(names, 'B') || weighted(prose, 'D');
        exception when program_limit_exceeded then
          -- A vector holds 1 MB; of a text beyond that the beginning is found.
          return weighted(left(titles, 20000), 'A') || weighted(names, 'B') || weighted(left(prose, 80000), 'D');
        end $$;

      create table practice (
        id                uuid primary key,
        owner_member_id   uuid,
        -- draft, submitted, changes-requested: never published so far; then published or withdrawn.
        status            text not null check (status in ('draft', 'submitted', 'changes-requested', 'published', 'withdrawn')),
        revision          integer not null,
        published_version integer,
        -- Number of the version in work, whether or not there is also a published one.
        work_version      integer,
        -- How it arrived: {kind: direct | import | federation, source?, externalId?, retrievedAt?, ...}
        provenance        jsonb not null,
        import_key        text generated always as (provenance ->> 'source') stored,
        external_id       text generated always as (provenance ->> 'externalId') stored,
        created_at        timestamptz not null,
        updated_at        timestamptz not null,
        -- First publication of the practice; each version has the time of its own.
        published_at      timestamptz,
        withdrawn_at      timestamptz,
        withdrawal_reason text
      );
      create unique index practice_external_id on practice (import_key, external_id);
      create index practice_owner on practice (owner_member_id, id);
      create index practice_status on practice (status, id);
      create index practice_published on practice (published_at desc, id desc) where status = 'published';

      create table practice_version (
        practice_id     uuid not null references practice,
        number          integer not null,
        state           text not null check (state in ('draft', 'submitted', 'changes-requested', 'published', 'withdrawn')),
        -- The version that everyone sees now.
        shown           boolean not null default false,
        fact_sheet      jsonb not null,
        content_hash    text not null,
        complete        boolean not null,
        -- What the secretariat asked for: [{pointer, comment}]
        change_request  jsonb,
        reason          text,
        created_at      timestamptz not null,
        updated_at      timestamptz not null,
        published_at    timestamptz,
        published_by    text,
        range           text generated always as (fact_sheet ->> 'range') stored,
        countries       text[] generated always as (text_array(fact_sheet -> 'countries')) stored,
        dimensions      text[] generated always as (text_array(fact_sheet -> 'dimensions')) stored,
        themes          text[] generated always as (text_array(fact_sheet -> 'themes')) stored,
        aims            text[] generated always as (text_array(fact_sheet -> 'aims')) stored,
        target_groups   text[] generated always as (text_array(fact_sheet -> 'targetGroups')) stored,
        funding_sources text[] generated always as (text_array(fact_sheet #> '{funding,sources}')) stored,
        period_start    text generated always as (fact_sheet #>> '{period,start}') stored,
        period_end      text generated always as (fact_sheet #>> '{period,end}') stored,
        ongoing         boolean generated always as (coalesce((fact_sheet #>> '{period,ongoing}')::boolean, false)) stored,
        languages       text[] generated always as (text_array(jsonb_path_query_array(fact_sheet -> 'title', '$.keyvalue().key'))) stored,
        search          tsvector generated always as (search_vector(fact_sheet)) stored,
        sort_title      text collate "C" generated always as (left(folded(fact_sheet -> 'title' ->> (fact_sheet ->> 'originalLanguage')), 200)) stored,
        primary key (practice_id, number)
      );
      create unique index practice_version_shown on practice_version (practice_id) where shown;
      -- Without a pending list: every search would read it, and after an import the planner would avoid the index.
      create index practice_version_search on practice_version using gin (search) with (fastupdate = off) where shown;
      create index practice_version_countries on practice_version using gin (countries) where shown;
      create index practice_version_themes on practice_version using gin (themes) where shown;
      create index practice_version_aims on practice_version using gin (aims) where shown;
      create index practice_version_target_groups on practice_version using gin (target_groups) where shown;
      create index practice_version_title on practice_version (sort_title, practice_id, number) where shown;
      create index practice_version_updated on practice_version (updated_at desc, practice_id desc, number desc) where shown;

      -- Personal data are stored apart from the fact sheet: shown only with consent, and in no event, export or index.
      create table practice_contact (
        practice_id        uuid not null,
        number             integer not null,
        position           smallint not null,
        name               text,
        email              text,
        consent_to_publish boolean not null,
        primary key (practice_id, number, position),
        foreign key (practice_id, number) references practice_version
      );

      -- What network tells about members: who may write, and the name that practices show.
      create table member (
        id     uuid primary key,
        name   text not null,
        status text not null
      );
    `);
  }
}
