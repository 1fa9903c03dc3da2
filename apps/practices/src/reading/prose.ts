import { createHash } from 'node:crypto';
import type { Language } from '#contracts';
import { FactSheetDto } from '../fact-sheet/fact-sheet.dto.js';
import { fieldsOf, filledIn, hasProse, type FieldsClass } from '../fact-sheet/fact-sheet.fields.js';
import type { FactSheet, LanguageMap } from '../fact-sheet/fact-sheet.js';

/** A fact sheet as it is stored. */
export type Sheet = Omit<FactSheet, 'contacts'>;

type Change = (map: LanguageMap, pointer: string) => unknown;

/** The same fact sheet with another value in place of each language map. */
export const mapProse = (sheet: Sheet, change: Change): Record<string, unknown> =>
  mapped(FactSheetDto, sheet, '', change);

function mapped(type: FieldsClass, object: object, pointer: string, change: Change): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...object };
  for (const { name, prose, of, most } of fieldsOf(type).filter(hasProse)) {
    const [value, at] = [changed[name], `${pointer}/${name}`];
    if (value === undefined) continue;
    const inside = (item: object, itemAt: string) => mapped(of!(), item, itemAt, change);
    if (prose !== undefined) changed[name] = change(value as LanguageMap, at);
    else if (most === undefined) changed[name] = inside(value as object, at);
    else changed[name] = (value as object[]).map((item, n) => inside(item, `${at}/${n}`));
  }
  return changed;
}

/** All prose of a fact sheet, by JSON Pointer. */
export function proseOf(sheet: Sheet): Map<string, LanguageMap> {
  const prose = [...filledIn(FactSheetDto, sheet)].filter(({ field }) => field.prose !== undefined);
  return new Map(prose.map(({ pointer, value }) => [pointer, value as LanguageMap]));
}

const isText = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** A text of the fact sheet itself. */
export interface Written {
  readonly language: Language;
  readonly text: string;
}

/** The order of languages when none of the requested ones has a text: English, the original, then any. */
export const fallbacks = (map: LanguageMap, original: Language): Language[] => [
  'en',
  original,
  ...(Object.keys(map) as Language[]).sort(),
];

/** The source of a translation: the text in the original language, otherwise in English, otherwise in any. */
export function sourceOf(map: LanguageMap, original: Language): Written | undefined {
  for (const language of [original, ...fallbacks(map, original)]) {
    const text = map[language];
    if (isText(text)) return { language, text };
  }
  return undefined;
}

/** A hash that shows whether a translation belongs to the present text. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
