import { euLanguages, languages, type Language } from '#contracts';
import type { Visit } from '../page/visit.js';

export const isLanguage = (lang: string | undefined): lang is Language =>
  (languages as readonly (string | undefined)[]).includes(lang);

/** Languages to choose from, by name: those of the Union first. Two of one name are told apart by their codes. */
export function languageOptions({ words, lang }: Visit, without: readonly string[] = []) {
  const named = (of: readonly string[]) =>
    of.map((code) => [code, words.language(code)] as const).toSorted(([, a], [, b]) => a.localeCompare(b, lang));
  const others = languages.filter((code) => !(euLanguages as readonly string[]).includes(code));
  const all = [...named(euLanguages), ...named(others)];
  const isShared = (name: string) => all.filter(([, other]) => other === name).length > 1;
  return all
    .filter(([code]) => !without.includes(code))
    .map(([code, name]) => [code, isShared(name) ? `${name} (${code})` : name] as const);
}
