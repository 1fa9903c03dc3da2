import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The values to filter, count and sort by are stored beside the search words: a step computes and stores them once. */
export class Facets1764000200400 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table practice_search
        add column complete        boolean,
        add column updated_at      timestamptz,
        add column countries       text[],
        add column dimensions      text[],
        add column themes          text[],
        add column aims            text[],
        add column target_groups   text[],
        add column funding_sources text[],
        -- Of the title.
        add column languages       text[],
        add column range           text,
        add column period_start    text,
        add column period_end      text,
        add column ongoing         boolean,
        -- The title in the original language, without case and accents.
        add column sort_title      text collate "C",
        -- For finding duplicates: one text for each language; the joined ones are for the index.
        add column match_titles    text[],
        add column match_title     text,
        add column match_organiser text;
      update practice_search s
         set complete = v.complete, updated_at = v.updated_at, countries = v.countries, dimensions = v.dimensions, themes = v.themes,
             aims = v.aims, target_groups = v.target_groups, funding_sources = v.funding_sources, languages = v.languages,
             range = v.range, period_start = v.period_start, period_end = v.period_end, ongoing = v.ongoing,
             sort_title = v.sort_title, match_titles = v.match_titles, match_title = v.match_title, match_organiser = v.match_organiser
        from practice_version v where v.practice_id = s.practice_id and v.number = s.number;
      alter table practice_search
        alter column complete set not null, alter column updated_at set not null, alter column countries set not null,
        alter column dimensions set not null, alter column themes set not null, alter column aims set not null,
        alter column target_groups set not null, alter column funding_sources set not null, alter column languages set not null,
        alter column ongoing set not null, alter column match_titles set not null;
      create index practice_search_countries on practice_search using gin (countries) where shown;
      create index practice_search_themes on practice_search using gin (themes) where shown;
      create index practice_search_aims on practice_search using gin (aims) where shown;
      create index practice_search_target_groups on practice_search using gin (target_groups) where shown;
      create index practice_search_title on practice_search (sort_title, practice_id, number) where shown;
      create index practice_search_updated on practice_search (updated_at desc, practice_id desc, number desc) where shown;
      create index practice_search_match_title on practice_search using gin (match_title extensions.gin_trgm_ops)
        with (fastupdate = off) where shown;
      alter table practice_version
        drop column range, drop column countries, drop column dimensions, drop column themes, drop column aims,
        drop column target_groups, drop column funding_sources, drop column period_start, drop column period_end,
        drop column ongoing, drop column languages, drop column sort_title, drop column match_titles, drop column match_title,
        drop column match_organiser;
      analyze practice_search;
    `);
  }
}
