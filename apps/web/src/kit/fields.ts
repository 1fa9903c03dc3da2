import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';
import type { CodeList } from '../words/words.js';
import { isProse } from './prose.js';

/** Fields that have a name on the fact sheet, with the list that names their codes. */
export const named: Readonly<Record<string, readonly [Key, CodeList?]>> = {
  title: ['sheet.versions.title'],
  organiser: ['sheet.versions.organiser'],
  originalLanguage: ['sheet.versions.language'],
  countries: ['sheet.fact.country', 'countries'],
  place: ['sheet.fact.place'],
  period: ['sheet.fact.when'],
  targetGroups: ['search.facet.targetGroup', 'targetGroups'],
  beneficiaries: ['sheet.fact.reached'],
  themes: ['search.facet.theme', 'themes'],
  aims: ['search.facet.aim', 'aims'],
  range: ['search.facet.range', 'ranges'],
  dimensions: ['figures.by.dimension', 'dimensions'],
  funding: ['sheet.cost', 'fundingSources'],
  partners: ['sheet.fact.partners'],
  indicators: ['sheet.indicators'],
  evaluation: ['sheet.evaluation', 'evaluationConducted'],
  links: ['sheet.links'],
  replicated: ['figures.by.replicated', 'replicated'],
  basicPrinciples: ['figures.by.basicPrinciple', 'basicPrinciples'],
  objectivesAchieved: ['sheet.versions.achieved', 'objectivesAchieved'],
  nationalProgramme: ['sheet.versions.programme'],
  projectType: ['sheet.versions.kind'],
  licence: ['sheet.versions.licence', 'licences'],
};

/** By the name of a field, what its part of a fact sheet is called. */
export const labelOf = ({ t }: Visit, field: string): string | undefined => {
  const key = isProse(field) ? (`sheet.field.${field}` as Key) : named[field]?.[0];
  return key && t(key);
};
