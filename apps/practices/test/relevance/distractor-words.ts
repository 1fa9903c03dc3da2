import { readFileSync } from 'node:fs';
import type { Country, Language } from '#contracts';

export const subjects = [
  'waste',
  'cycling',
  'museums',
  'taxes',
  'sports',
  'computing',
  'harbours',
  'lighting',
  'water',
  'trees',
  'buses',
  'archives',
] as const;

/** What a distractor is about. No judged query asks for any of these. */
export type Subject = (typeof subjects)[number];

/** Templates and words of one language: `{subject}` and `{city}` stand for words in their basic form. */
export interface Wording {
  readonly language: Language;
  readonly cities: readonly (readonly [name: string, country: Country])[];
  readonly organisers: { readonly city: string; readonly agency: string };
  readonly titles: readonly string[];
  readonly contexts: readonly string[];
  readonly objectives: readonly string[];
  readonly activities: readonly string[];
  readonly counted: string;
  /** The name of each subject, and what is done there. */
  readonly subjects: Readonly<Record<Subject, readonly [name: string, work: string]>>;
}

const languages = ['en', 'de', 'fr', 'es', 'it', 'pl', 'el', 'nl', 'pt', 'sv', 'fi', 'cs'];

/** Each language's words are in `wordings/<language>.json`. */
export const wordings = languages.map(
  (language) => JSON.parse(readFileSync(`apps/practices/test/relevance/wordings/${language}.json`, 'utf8')) as Wording,
);
