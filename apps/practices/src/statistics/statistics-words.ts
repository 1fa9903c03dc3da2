import { vocabularies, type EuLanguage } from '#contracts';
import { Catalogue } from '#messages';
import type { StatisticsDimension } from './practice-statistics.repository.js';

/** The list that names the values of each dimension; years have no names. */
const listOf = {
  country: 'countries',
  range: 'ranges',
  aim: 'aims',
  fundingSource: 'fundingSources',
  dimension: 'dimensions',
  theme: 'themes',
  targetGroup: 'targetGroups',
  label: 'labels',
  organiserKind: 'organiserKinds',
  partnerKind: 'partnerKinds',
  evaluation: 'evaluationConducted',
  replicated: 'replicated',
  basicPrinciple: 'basicPrinciples',
} as const satisfies Record<Exclude<StatisticsDimension, 'endDate'>, keyof ReturnType<typeof vocabularies>>;

/** How a table of statistics is worded in one language. */
export interface StatisticsWords {
  readonly language: EuLanguage;
  readonly say: (
    key: StatisticsDimension | 'practices' | 'largest',
    values?: Readonly<Record<string, number>>,
  ) => string;
  /** The name of a value. */
  readonly name: (dimension: StatisticsDimension, key: string | null) => string;
  /** What must accompany the name of a value. */
  readonly note: (dimension: StatisticsDimension, key: string | null) => string | undefined;
}

const catalogue = Catalogue.in(new URL('messages/', import.meta.url));
const known = new Map<EuLanguage, StatisticsWords>();

export function wordsIn(language: EuLanguage): StatisticsWords {
  let words = known.get(language);
  if (!words) known.set(language, (words = wordsOf(language)));
  return words;
}

function wordsOf(language: EuLanguage): StatisticsWords {
  const lists = vocabularies(language);
  const say = catalogue.in(language, 'statistics');
  const entries = new Map(
    Object.entries(listOf).flatMap(([dimension, list]) =>
      lists[list].map((entry) => [`${dimension}:${entry.code}`, entry] as const),
    ),
  );
  const ends = (key: string) =>
    key === 'continuing' ? say(key) : key.startsWith('before-') ? say('before', { year: key.slice(7) }) : key;
  return {
    language,
    say,
    name: (dimension, key) =>
      key === null
        ? say('notStated')
        : dimension === 'endDate'
          ? ends(key)
          : (entries.get(`${dimension}:${key}`)?.label ?? key),
    note: (dimension, key) => entries.get(`${dimension}:${key}`)?.note,
  };
}
