import { createHash } from 'node:crypto';
import type { Language } from '#contracts';
import type { FactSheet, LanguageMap } from '../fact-sheet/fact-sheet.js';

/** The fields of a fact sheet that are prose in languages, but for those inside of others. */
export const proseFields = [
  'title', 'projectType', 'context', 'challenges', 'objectives', 'assistance', 'activities', 'relations', 'outcomes', 'staffTraining',
  'lessons', 'replicationScope', 'notes',
] as const satisfies readonly (keyof FactSheet)[]; // prettier-ignore

/** A fact sheet as it is stored. */
export type Sheet = Omit<FactSheet, 'contacts'>;

/** The same fact sheet with something else in the place of each map of languages. */
export function mapProse(
  sheet: Sheet,
  change: (map: LanguageMap, pointer: string) => unknown,
): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...sheet };
  for (const field of proseFields) if (sheet[field]) changed[field] = change(sheet[field], `/${field}`);
  const { beneficiaries, evaluation, indicators } = sheet;
  if (beneficiaries?.counted)
    changed['beneficiaries'] = { ...beneficiaries, counted: change(beneficiaries.counted, '/beneficiaries/counted') };
  if (evaluation?.summary)
    changed['evaluation'] = { ...evaluation, summary: change(evaluation.summary, '/evaluation/summary') };
  if (indicators)
    changed['indicators'] = indicators.map((one, n) => ({ ...one, name: change(one.name, `/indicators/${n}/name`) }));
  return changed;
}

/** All prose of a fact sheet, by JSON Pointer. */
export function proseOf(sheet: Sheet): Map<string, LanguageMap> {
  const found = new Map<string, LanguageMap>();
  mapProse(sheet, (map, pointer) => found.set(pointer, map));
  return found;
}

const isText = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** A text of the fact sheet itself. */
export interface Written {
  readonly language: Language;
  readonly text: string;
}

/** In which order languages are taken where the wanted ones have nothing: English, the original, then any. */
export const fallbacks = (map: LanguageMap, original: Language): Language[] => [
  'en',
  original,
  ...(Object.keys(map) as Language[]).sort(),
];

/** What a translation is made from: the text in the original language, else in English, else in any. */
export function sourceOf(map: LanguageMap, original: Language): Written | undefined {
  for (const language of [original, ...fallbacks(map, original)]) {
    const text = map[language];
    if (isText(text)) return { language, text };
  }
  return undefined;
}

/** By which a translation is known to be of the present text. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
