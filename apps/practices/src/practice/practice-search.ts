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

/** A version, of which the words are stored. */
export interface Searched {
  readonly practiceId: string;
  readonly number: number;
  readonly shown: boolean;
  readonly factSheet: Partial<FactSheet>;
}

/** Stores by which words versions are found, in the transaction that stores the versions. */
export async function storeWords(tx: EntityManager, versions: readonly Searched[]): Promise<void> {
  const texts = versions.map(({ factSheet }) => searchedText(factSheet));
  await tx.query(
    prepared(`insert into practice_search (practice_id, number, shown, words)
     select t.practice_id, t.number, t.shown, search_words(t.a, t.b, t.d)
       from unnest($1::uuid[], $2::integer[], $3::boolean[], $4::text[], $5::text[], $6::text[]) as t(practice_id, number, shown, a, b, d)
     on conflict (practice_id, number) do update set shown = excluded.shown, words = excluded.words`),
    [
      versions.map(({ practiceId }) => practiceId), versions.map(({ number }) => number), versions.map(({ shown }) => shown),
      texts.map(({ A }) => A), texts.map(({ B }) => B), texts.map(({ D }) => D),
    ], // prettier-ignore
  );
}

/** What lists and counts of practices are made from: `p`, its versions `v` and their words `s`, which cost nothing where nobody asks for them. */
export const PRACTICES = `practice p join practice_version v on v.practice_id = p.id
  left join practice_search s on s.practice_id = v.practice_id and s.number = v.number`;

/** The query of full-text search for a placeholder, cut into words as the texts are. */
export const searchQuery = (placeholder: string): string => `websearch_to_tsquery('simple', searched(${placeholder}))`;
