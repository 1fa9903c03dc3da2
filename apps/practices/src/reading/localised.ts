import type { Language } from '#contracts';
import type { LanguageMap } from '../fact-sheet/fact-sheet.js';
import { fallbacks, hashOf, mapProse, sourceOf, type Sheet } from './prose.js';
import type { Texts } from './translation.js';

/** One text as a reader sees it. */
export interface LocalisedText {
  readonly text: string;
  readonly lang: Language;
  /** `none`: the text of the fact sheet itself. */
  readonly translation: 'none' | 'human' | 'machine';
  /** Whether the source text has changed since. */
  readonly stale: boolean;
}

/** The translations of a practice. */
export type Translations = ReadonlyMap<Language, Texts>;

/**
 * The text for a reader: in the first requested language that exists, in the fact sheet itself or translated; otherwise
 * in English, in the original language, in any. Undefined when there is no text at all.
 */
export function localisedText(
  map: LanguageMap,
  pointer: string,
  { originalLanguage }: Pick<Sheet, 'originalLanguage'>,
  translations: Translations,
  wanted: readonly Language[],
): LocalisedText | undefined {
  const source = sourceOf(map, originalLanguage);
  for (const lang of [...wanted, ...fallbacks(map, originalLanguage)]) {
    const own = map[lang];
    if (own !== undefined && own.trim() !== '') return { text: own, lang, translation: 'none', stale: false };
    const made = translations.get(lang)?.[pointer];
    if (made) {
      const stale = source === undefined || hashOf(source.text) !== made.sourceHash;
      return { text: made.text, lang, translation: made.origin, stale };
    }
  }
  return undefined;
}

/** A text at a place, and where it is from. */
export type TextAt = Omit<LocalisedText, 'stale'>;

/** All texts that readers may get at a place: the fact sheet's own, and translations into the languages that it lacks. */
export function* textsAt(map: LanguageMap, pointer: string, translations: Translations): Generator<TextAt> {
  for (const [lang, text] of Object.entries(map) as [Language, string][]) yield { text, lang, translation: 'none' };
  for (const [lang, texts] of translations) {
    const made = texts[pointer];
    if (made && (map[lang] ?? '').trim() === '') yield { text: made.text, lang, translation: made.origin };
  }
}

/** A fact sheet with one text in place of each language map. */
export const localised = (
  sheet: Sheet,
  translations: Translations,
  wanted: readonly Language[],
): Record<string, unknown> =>
  mapProse(sheet, (map, pointer) => localisedText(map, pointer, sheet, translations, wanted));
