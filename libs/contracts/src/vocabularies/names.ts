import { readFileSync } from 'node:fs';
import type { EuLanguage } from './languages.js';

/** What a translator edits: `names/<language>.json`. */
export interface NamesFile {
  /** Whether somebody of that language has read it through. */
  readonly reviewed: boolean;
  /** By list and code. */
  readonly names: Readonly<Record<string, Readonly<Record<string | number, string>>>>;
  /** Other words that people look for it by, by list and code. */
  readonly synonyms: Readonly<Record<string, Readonly<Record<string | number, readonly string[]>>>>;
}

const files = new Map<EuLanguage, NamesFile>();

/** The names of codes in a language; each file is read when first asked for. */
export function namesIn(language: EuLanguage): NamesFile {
  let file = files.get(language);
  if (!file) {
    file = JSON.parse(readFileSync(new URL(`names/${language}.json`, import.meta.url), 'utf8')) as NamesFile;
    files.set(language, file);
  }
  return file;
}

/** Lists whose names every runtime has in many languages; in English they are written out, so that they are the same everywhere. */
const kept: Readonly<Record<string, Intl.DisplayNamesType>> = {
  countries: 'region',
  languages: 'language',
  currencies: 'currency',
};

/** How a language calls the codes of a list: as its file says, else as the runtime does, else as English does. */
export function namer(list: string, language: EuLanguage): (code: string | number) => string {
  const written = namesIn(language).names[list];
  const type = kept[list];
  const known = type && new Intl.DisplayNames(language, { type, fallback: 'none' });
  return (code) => written?.[code] ?? known?.of(String(code)) ?? namesIn('en').names[list]![code]!;
}
