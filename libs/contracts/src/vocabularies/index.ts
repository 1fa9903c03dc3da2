import { countries, countryNotes } from './countries.js';
import { currencies } from './currencies.js';
import { languages, type EuLanguage } from './languages.js';
import { memberKinds } from './member-codes.js';
import { namer, namesIn } from './names.js';
import * as practice from './practice-codes.js';

export * from './countries.js';
export * from './currencies.js';
export * from './language-tags.js';
export * from './languages.js';
export * from './member-codes.js';
export { nutsBreach, nutsForm, presentNutsCodes } from './nuts.js';
export * from './practice-codes.js';

/** Every closed list of codes of the public API. */
const lists = {
  dimensions: practice.dimensions,
  themes: practice.themes,
  aims: practice.aims,
  basicPrinciples: practice.basicPrinciples,
  ranges: practice.ranges,
  organiserKinds: practice.organiserKinds,
  memberKinds,
  targetGroups: practice.targetGroups,
  fundingSources: practice.fundingSources,
  partnerKinds: practice.partnerKinds,
  amountPeriods: practice.amountPeriods,
  objectivesAchieved: practice.objectivesAchieved,
  evaluationConducted: practice.evaluationConducted,
  evaluationKinds: practice.evaluationKinds,
  replicated: practice.replicated,
  currencies,
  countries,
  languages,
  licences: practice.licences,
  labels: practice.labels,
  adoptionStatuses: practice.adoptionStatuses,
};

/** One code as `GET /v1/vocabularies` shows it. */
export interface CodeEntry {
  code: string | number;
  /** Its name, for people. */
  label: string;
  /** Synonyms in the requested language. */
  synonyms?: readonly string[];
  /** The note that must accompany the label. */
  note?: string;
  /** Of a theme. */
  dimension?: practice.Dimension;
}

/** What people search for and no code stands for, with the words for it in a language. */
export const subjectsIn = (language: EuLanguage): CodeEntry[] =>
  Object.entries(namesIn(language).subjects).map(([code, [label = code, ...synonyms]]) => ({ code, label, synonyms }));

/** Properties that some codes have besides their labels. */
const more: Readonly<Record<string, (code: string | number) => Partial<CodeEntry>>> = {
  themes: (code) => ({ dimension: practice.themeDimension[code as practice.Theme] }),
  countries: (code) => (code in countryNotes ? { note: countryNotes[code as keyof typeof countryNotes] } : {}),
};

/**
 * Every list with labels: the response of `GET /v1/vocabularies`.
 *
 * @param language of the labels and synonyms; without it, labels are English and have no synonyms
 */
export function vocabularies(language?: EuLanguage): Readonly<Record<keyof typeof lists, CodeEntry[]>> {
  const entries = Object.entries(lists).map(([list, codes]) => {
    const name = namer(list, language ?? 'en');
    const synonyms = language && namesIn(language).synonyms[list];
    return [
      list,
      codes.map((code): CodeEntry => {
        const note = more[list]?.(code);
        // A code that needs a note is marked in every language.
        const label = note?.note && !name(code).endsWith('*') ? `${name(code)}*` : name(code);
        return { code, label, ...(synonyms?.[code] && { synonyms: synonyms[code] }), ...note };
      }),
    ];
  });
  return Object.fromEntries(entries) as Readonly<Record<keyof typeof lists, CodeEntry[]>>;
}
