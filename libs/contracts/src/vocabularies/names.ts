import { readFileSync } from 'node:fs';
import type { EuLanguage } from './languages.js';

/** The file that a translator edits: `names/<language>.json`. */
export interface NamesFile {
  /** Whether a speaker of that language has reviewed it. */
  readonly reviewed: boolean;
  /** By list and code. */
  readonly names: Readonly<Record<string, Readonly<Record<string | number, string>>>>;
  /** Synonyms that people search for, by list and code. */
  readonly synonyms: Readonly<Record<string, Readonly<Record<string | number, readonly string[]>>>>;
  /** What people search for and no code stands for, by its English name: the words for it. */
  readonly subjects: Readonly<Record<string, readonly string[]>>;
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

/** Lists whose names every runtime has in many languages. English names are written out, so the same everywhere. */
const kept: Readonly<Record<string, Intl.DisplayNamesType>> = {
  countries: 'region',
  languages: 'language',
  currencies: 'currency',
};

/** The names of a list's codes in a language: from its file, or else from the runtime, or else in English. */
export function namer(list: string, language: EuLanguage): (code: string | number) => string {
  const written = namesIn(language).names[list];
  const type = kept[list];
  const known = type && new Intl.DisplayNames(language, { type, fallback: 'none' });
  return (code) => written?.[code] ?? known?.of(String(code)) ?? namesIn('en').names[list]![code]!;
}
