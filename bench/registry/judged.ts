import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { FactSheet } from '../../apps/practices/src/fact-sheet/fact-sheet.js';
import { caseStudiesProfile } from '../../apps/practices/src/import/profile/case-studies.profile.js';
import { distractors } from '../../apps/practices/test/relevance/distractors.js';
import { judgedQueries } from '../../apps/practices/test/relevance/judged-queries.js';
import { ndcgAt10 } from '../../apps/practices/test/relevance/ndcg.js';
import { idOf } from './corpus-load.js';

const studies = parse<Record<string, string>>(readFileSync('demo/data/case-studies.csv'), { bom: true, columns: true }).map((row) =>
  caseStudiesProfile.toFactSheet(row),
); // prettier-ignore

/** The case studies among the distractors. */
export const judgedSheets: readonly Partial<FactSheet>[] = [
  ...studies.map(({ factSheet }) => factSheet as Partial<FactSheet>),
  ...distractors(),
];

const names = new Map(studies.map(({ externalId }, n) => [idOf(n), (externalId as { id: string }).id]));

/**
 * The mean nDCG@10 of the judged queries, by what a program answers to each.
 * @param languageParameter of a program that must know in which language it is asked
 */
export async function judge(url: string, languageParameter?: string): Promise<number> {
  let sum = 0;
  for (const { q, language, relevant } of judgedQueries) {
    const answer = await fetch(
      `${url}/v1/practices?${new URLSearchParams({ q, ...(languageParameter && { [languageParameter]: language }) })}`,
    );
    const { items } = (await answer.json()) as { items: { id: string }[] };
    sum += ndcgAt10(items.slice(0, 10).map(({ id }) => names.get(id) ?? id), relevant); // prettier-ignore
  }
  return sum / judgedQueries.length;
}
