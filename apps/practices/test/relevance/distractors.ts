import type { Aim, Dimension, TargetGroup, Theme } from '#contracts';
import type { FactSheet } from '../../src/fact-sheet/fact-sheet.js';
import { subjects, wordings, type Subject } from './distractor-words.js';

const COUNT = 2000;

interface Codes {
  readonly dimensions: readonly Dimension[];
  readonly themes: readonly Theme[];
  readonly aims: readonly Aim[];
  readonly targetGroups: readonly TargetGroup[];
}

const everyone: Codes = {
  dimensions: ['socio-economic'],
  themes: [],
  aims: ['other'],
  targetGroups: ['general', 'host-community'],
};
const services: Codes = { ...everyone, dimensions: ['cultural'], themes: ['public-service-adaptation'] };

/** What a subject may be coded as: of the target groups one is drawn, or all. */
const codes: Readonly<Record<Subject, Codes>> = {
  waste: everyone,
  cycling: everyone,
  museums: { ...services, aims: ['cultural'], themes: [] },
  taxes: { ...services, dimensions: ['legal-political'] },
  sports: { ...everyone, aims: ['social-integration', 'other'], targetGroups: ['workers', 'employers'] },
  computing: { ...services, aims: ['training'], targetGroups: ['civil-servants'] },
  harbours: { ...everyone, targetGroups: ['workers', 'professionals'] },
  lighting: everyone,
  water: everyone,
  trees: { ...everyone, aims: ['other', 'social-integration'] },
  buses: services,
  archives: { ...services, aims: ['cultural', 'other'], targetGroups: ['general', 'professionals'] },
};

/** Repeatable chance (mulberry32), from 0 to below 1. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The `index`-th of a list that begins again after its end. */
function turn<T>(list: readonly T[], index: number): T {
  const item = list[Math.floor(index) % list.length];
  if (item === undefined) throw new Error('the list is empty');
  return item;
}

/**
 * Complete fact sheets of practices in other fields and cities than those which the judged queries ask for, in twelve languages: the
 * same on each call, each with its own title. They share everyday words with the queries (project, course, training, integration) and
 * some codes and countries, but answer none.
 */
export function distractors(): FactSheet[] {
  const chance = chanceFrom(37);
  const pick = <T>(list: readonly T[]): T => turn(list, chance() * list.length);
  const between = (min: number, max: number): number => min + Math.floor(chance() * (max - min + 1));

  return Array.from({ length: COUNT }, (_, index): FactSheet => {
    // Each combination of language, subject, city and kind of title once.
    const wording = turn(wordings, index);
    const round = index / wordings.length;
    const subject = turn(subjects, round);
    const [city, country] = turn(wording.cities, round / subjects.length);
    const title = turn(wording.titles, round / subjects.length / wording.cities.length);

    const { dimensions, themes, aims, targetGroups } = codes[subject];
    const [name, work] = wording.subjects[subject];
    const text = (template: string) => ({
      [wording.language]: template.replaceAll('{subject}', name).replaceAll('{city}', city),
    });
    const organiserKind = pick(['city', 'city', 'agency'] as const);
    const start = between(1998, 2012);
    const ongoing = chance() < 0.5;
    return {
      originalLanguage: wording.language,
      title: text(title),
      organiser: { name: wording.organisers[organiserKind].replace('{city}', city), kind: organiserKind },
      projectType: text(name),
      range: 'regional-municipal',
      countries: [country],
      place: { name: city },
      period: ongoing
        ? { start: String(start), ongoing }
        : { start: String(start), end: String(start + between(1, 4)), ongoing },
      dimensions: [...dimensions],
      ...(themes.length > 0 && { themes: [...themes] }),
      aims: [pick(aims)],
      context: text(pick(wording.contexts)),
      objectives: text(pick(wording.objectives)),
      activities: text(`${work} ${pick(wording.activities)}`),
      targetGroups: chance() < 0.3 ? [...targetGroups] : [pick(targetGroups)],
      funding: {
        amounts: [{ amount: `${String(between(5, 900))}000.00`, currency: 'EUR', period: 'total' }],
        sources: pick([['local'], ['local', 'regional'], ['national'], ['eu', 'local']] as const).slice(),
      },
      beneficiaries: { count: between(50, 20_000), counted: text(wording.counted), estimate: true },
      replicated: pick(['scope', 'no', 'unknown'] as const),
      licence: 'CC-BY-4.0',
    };
  });
}
