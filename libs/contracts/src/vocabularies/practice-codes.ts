import { codesOf } from './code-list.js';

/*
 * The closed lists of the fact sheet. Codes come from the 2012 study on local and regional integration practices:
 * Tables 3.7 (range), 3.10 (aims), 3.11 (funding sources), 3.12 to 3.15 (dimensions and their sub-themes), Appendix A
 * and E. A code is never renamed or taken away once released; new ones may be added.
 */

export const dimensionLabels = {
  'legal-political': 'Legal and political integration',
  'socio-economic': 'Socio-economic integration',
  cultural: 'Cultural integration',
} as const;
export type Dimension = keyof typeof dimensionLabels;
export const dimensions = codesOf(dimensionLabels);

export const themeLabels = {
  'civic-participation': 'Civic participation',
  'reception-and-legal-support': 'Reception and legal support',
  employment: 'Employment',
  'education-and-training': 'Education and training',
  'housing-and-health': 'Housing and health',
  'anti-racism-and-intercultural-dialogue': 'Anti-racism and intercultural dialogue',
  'language-training': 'Language training',
  'public-service-adaptation': 'Adaptation of public services',
} as const;
export type Theme = keyof typeof themeLabels;
export const themes = codesOf(themeLabels);

/** Under which dimension the study groups a theme. A fact sheet may name themes of other dimensions than its own. */
export const themeDimension: Readonly<Record<Theme, Dimension>> = {
  'civic-participation': 'legal-political',
  'reception-and-legal-support': 'legal-political',
  employment: 'socio-economic',
  'education-and-training': 'socio-economic',
  'housing-and-health': 'socio-economic',
  'anti-racism-and-intercultural-dialogue': 'cultural',
  'language-training': 'cultural',
  'public-service-adaptation': 'cultural',
};

export const aimLabels = {
  employment: 'Employment',
  training: 'Training',
  education: 'Education',
  'social-integration': 'Social integration',
  cultural: 'Cultural',
  health: 'Health',
  'legal-political': 'Legal and political',
  other: 'Other',
} as const;
export type Aim = keyof typeof aimLabels;
export const aims = codesOf(aimLabels);

/** The Common Basic Principles for Immigrant Integration Policy in the European Union (Council, 2004), by number. */
export const basicPrinciples = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;
export type BasicPrinciple = (typeof basicPrinciples)[number];
export const basicPrincipleLabels: Readonly<Record<BasicPrinciple, string>> = {
  1: 'Integration is a two-way process of mutual accommodation',
  2: 'Respect for the basic values of the European Union',
  3: 'Employment is a key part of integration',
  4: "Basic knowledge of the host society's language, history and institutions",
  5: 'Access to education',
  6: 'Access to institutions, public and private goods and services',
  7: 'Frequent interaction between immigrants and citizens',
  8: 'Practice of diverse cultures and religions',
  9: 'Participation in the democratic process, especially at local level',
  10: 'Mainstreaming of integration in all policies and levels of government',
  11: 'Clear goals, indicators and evaluation',
};

export const rangeLabels = {
  'regional-municipal': 'Regional or municipal',
  national: 'National',
  'eu-international': 'EU-wide or international',
} as const;
export type Range = keyof typeof rangeLabels;
export const ranges = codesOf(rangeLabels);

/** Kinds of organisers of a practice; members of the network have a list of their own. */
export const organiserKindLabels = {
  city: 'City or municipality',
  region: 'Region',
  province: 'Province or county',
  'national-authority': 'National authority',
  ngo: 'Non-governmental organisation',
  university: 'University',
  agency: 'Agency',
  company: 'Company',
  other: 'Other',
} as const;
export type OrganiserKind = keyof typeof organiserKindLabels;
export const organiserKinds = codesOf(organiserKindLabels);

export const targetGroupLabels = {
  'newly-arrived': 'Newly arrived migrants',
  women: 'Women',
  parents: 'Parents',
  children: 'Children',
  youth: 'Young people',
  students: 'Students',
  elderly: 'Elderly people',
  'refugees-asylum-seekers': 'Refugees and asylum seekers',
  undocumented: 'Undocumented migrants',
  'low-literacy': 'People with low literacy',
  disadvantaged: 'Disadvantaged people',
  'job-seekers': 'Job seekers',
  workers: 'Workers',
  entrepreneurs: 'Entrepreneurs',
  employers: 'Employers',
  'civil-servants': 'Civil servants',
  professionals: 'Professionals',
  policymakers: 'Policymakers',
  'host-community': 'Host community',
  general: 'Third-country nationals in general',
} as const;
export type TargetGroup = keyof typeof targetGroupLabels;
export const targetGroups = codesOf(targetGroupLabels);

export const fundingSourceLabels = {
  local: 'Local',
  regional: 'Regional',
  national: 'National',
  eu: 'European Union',
  private: 'Private',
  other: 'Other',
} as const;
export type FundingSource = keyof typeof fundingSourceLabels;
export const fundingSources = codesOf(fundingSourceLabels);

export const partnerKindLabels = {
  'migrant-associations': 'Migrant associations',
  ngos: 'Non-governmental organisations',
  'employers-trade-unions': 'Employers and trade unions',
  'public-authorities': 'Public authorities',
  academia: 'Universities and research',
  other: 'Other',
} as const;
export type PartnerKind = keyof typeof partnerKindLabels;
export const partnerKinds = codesOf(partnerKindLabels);

/** What an amount of money covers. */
export const amountPeriodLabels = {
  total: 'In total',
  'per-year': 'Per year',
  'per-year-minimum': 'Per year, at least',
  'per-year-maximum': 'Per year, at most',
  'per-edition': 'Per edition',
  'start-up': 'For the start',
  'equivalent-of-previous': 'The amount before it, in another currency',
  'not-stated': 'Not stated',
} as const;
export type AmountPeriod = keyof typeof amountPeriodLabels;
export const amountPeriods = codesOf(amountPeriodLabels);

export const objectivesAchievedLabels = {
  completely: 'Completely',
  partially: 'Partially',
  'not-at-all': 'Not at all',
  'too-early': 'Too early to say',
} as const;
export type ObjectivesAchieved = keyof typeof objectivesAchievedLabels;
export const objectivesAchieved = codesOf(objectivesAchievedLabels);

export const evaluationConductedLabels = { yes: 'Yes', no: 'No', planned: 'Planned', unknown: 'Not known' } as const;
export type EvaluationConducted = keyof typeof evaluationConductedLabels;
export const evaluationConducted = codesOf(evaluationConductedLabels);

export const evaluationKindLabels = {
  internal: 'Internal',
  external: 'External',
  both: 'Internal and external',
} as const;
export type EvaluationKind = keyof typeof evaluationKindLabels;
export const evaluationKinds = codesOf(evaluationKindLabels);

export const replicatedLabels = {
  yes: 'Replicated elsewhere',
  no: 'Not replicated',
  scope: 'There is scope for replication',
  unknown: 'Not known',
} as const;
export type Replicated = keyof typeof replicatedLabels;
export const replicated = codesOf(replicatedLabels);

export const labelLabels = { 'good-practice': 'Good practice, by the judgement of peers', none: 'No label' } as const;
export type LabelCode = keyof typeof labelLabels;
export const labels = codesOf(labelLabels);

export const adoptionStatusLabels = {
  planned: 'Planned',
  'under-way': 'Under way',
  completed: 'Completed',
  abandoned: 'Abandoned',
} as const;
export type AdoptionStatus = keyof typeof adoptionStatusLabels;
export const adoptionStatuses = codesOf(adoptionStatusLabels);

/** SPDX identifiers of the licences under which a fact sheet's text may be given to the network. */
export const licenceLabels = {
  'CC0-1.0': 'Creative Commons Zero 1.0 (no rights reserved)',
  'CC-BY-4.0': 'Creative Commons Attribution 4.0',
  'CC-BY-SA-4.0': 'Creative Commons Attribution Share Alike 4.0',
  'CC-BY-ND-4.0': 'Creative Commons Attribution No Derivatives 4.0',
  'CC-BY-NC-4.0': 'Creative Commons Attribution Non Commercial 4.0',
  'CC-BY-NC-SA-4.0': 'Creative Commons Attribution Non Commercial Share Alike 4.0',
  'CC-BY-NC-ND-4.0': 'Creative Commons Attribution Non Commercial No Derivatives 4.0',
  'EUPL-1.2': 'European Union Public Licence 1.2',
  'ODC-By-1.0': 'Open Data Commons Attribution 1.0',
  'ODbL-1.0': 'Open Data Commons Open Database 1.0',
  'PDDL-1.0': 'Open Data Commons Public Domain Dedication 1.0',
  'DL-DE-BY-2.0': 'Data licence Germany, attribution, 2.0',
  'etalab-2.0': 'Etalab Open Licence 2.0 (France)',
  'OGL-UK-3.0': 'Open Government Licence 3.0 (United Kingdom)',
} as const;
export type Licence = keyof typeof licenceLabels;
export const licences = codesOf(licenceLabels);
