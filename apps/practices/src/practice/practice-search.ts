import type { EntityManager } from 'typeorm';
import { prepared } from '#database';
import { FactSheetDto } from '../fact-sheet/fact-sheet.dto.js';
import { filledIn, type Weight } from '../fact-sheet/fact-sheet.fields.js';
import type { FactSheet, LanguageMap } from '../fact-sheet/fact-sheet.js';

/** What is found in a fact sheet, by how much it counts: of each field that says so, in all languages. */
export function searchedText(sheet: Partial<FactSheet>): Readonly<Record<Weight, string>> {
  const texts: Record<Weight, string[]> = { A: [], B: [], D: [] };
  for (const { field, value } of filledIn(FactSheetDto, sheet)) {
    if (field.search)
      texts[field.search].push(...(typeof value === 'string' ? [value] : Object.values(value as LanguageMap)));
  }
  return { A: texts.A.join(' '), B: texts.B.join(' '), D: texts.D.join(' ') };
}

/** A version by its key, with what it says. */
export interface Searched {
  readonly practiceId: string;
  readonly number: number;
  readonly factSheet: Partial<FactSheet>;
}

/** What of a version `v` lists and statistics filter, count and sort by, and by what duplicates are found: each with its SQL. */
const facets: Readonly<Record<string, string>> = {
  countries: `text_array(v.fact_sheet -> 'countries')`,
  dimensions: `text_array(v.fact_sheet -> 'dimensions')`,
  themes: `text_array(v.fact_sheet -> 'themes')`,
  aims: `text_array(v.fact_sheet -> 'aims')`,
  target_groups: `text_array(v.fact_sheet -> 'targetGroups')`,
  funding_sources: `text_array(v.fact_sheet #> '{funding,sources}')`,
  languages: `text_array(jsonb_path_query_array(v.fact_sheet -> 'title', '$.keyvalue().key'))`,
  range: `v.fact_sheet ->> 'range'`,
  period_start: `v.fact_sheet #>> '{period,start}'`,
  period_end: `v.fact_sheet #>> '{period,end}'`,
  ongoing: `coalesce((v.fact_sheet #>> '{period,ongoing}')::boolean, false)`,
  sort_title: `left(folded(v.fact_sheet -> 'title' ->> (v.fact_sheet ->> 'originalLanguage')), 200)`,
  match_titles: `each_folded(v.fact_sheet -> 'title')`,
  match_title: `left(all_text(v.fact_sheet, '$.title.*'), 2000)`,
  match_organiser: `nullif(folded(v.fact_sheet #>> '{organiser,name}'), '')`,
};
const columns = Object.keys(facets).join(', ');

/** Stores by what versions are found, in the transaction that has stored them. */
export async function storeSearched(tx: Pick<EntityManager, 'query'>, versions: readonly Searched[]): Promise<void> {
  const texts = versions.map(({ factSheet }) => searchedText(factSheet));
  await tx.query(
    prepared(`insert into practice_search (practice_id, number, shown, complete, updated_at, words, ${columns})
     select v.practice_id, v.number, v.shown, v.complete, v.updated_at, search_words(t.a, t.b, t.d), ${Object.values(facets).join(', ')}
       from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::text[]) as t(id, number, a, b, d)
       join practice_version v on v.practice_id = t.id and v.number = t.number
     on conflict (practice_id, number) do update
        set (shown, complete, updated_at, words, ${columns}) =
            (excluded.shown, excluded.complete, excluded.updated_at, excluded.words, ${Object.keys(facets).map((name) => `excluded.${name}`).join(', ')})`), // prettier-ignore
    [
      versions.map(({ practiceId }) => practiceId), versions.map(({ number }) => number),
      texts.map(({ A }) => A), texts.map(({ B }) => B), texts.map(({ D }) => D),
    ], // prettier-ignore
  );
}

/** What lists and counts of practices are made from: the practice `p` and what its versions are found by, `s`. */
export const FOUND = 'practice_search s join practice p on p.id = s.practice_id';

/** The same with the versions themselves, `v`. */
export const PRACTICES = `${FOUND} join practice_version v on v.practice_id = s.practice_id and v.number = s.number`;

/** The query of full-text search for a placeholder, cut into words as the texts are. */
export const searchQuery = (placeholder: string): string => `websearch_to_tsquery('simple', searched(${placeholder}))`;
