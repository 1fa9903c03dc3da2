import { codes } from './code-list.js';

/*
 * The closed lists of the fact sheet. Codes come from the 2012 study on local and regional integration practices:
 * Tables 3.7 (range), 3.10 (aims), 3.11 (funding sources), 3.12 to 3.15 (dimensions and their sub-themes), Appendix A
 * and E. A code is never renamed or taken away once released; new ones may be added.
 */

export const dimensions = codes('legal-political', 'socio-economic', 'cultural');
export type Dimension = (typeof dimensions)[number];

export const themes = codes(
  'civic-participation', 'reception-and-legal-support', 'employment', 'education-and-training', 'housing-and-health',
  'anti-racism-and-intercultural-dialogue', 'language-training', 'public-service-adaptation',
); // prettier-ignore
export type Theme = (typeof themes)[number];

/** The dimension in which the study places a theme. A fact sheet may name themes of other dimensions than its own. */
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

export const aims = codes(
  'employment', 'training', 'education', 'social-integration', 'cultural', 'health', 'legal-political', 'other',
); // prettier-ignore
export type Aim = (typeof aims)[number];

/** The Common Basic Principles for Immigrant Integration Policy in the European Union (Council, 2004), by number. */
export const basicPrinciples = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;
export type BasicPrinciple = (typeof basicPrinciples)[number];

export const ranges = codes('regional-municipal', 'national', 'eu-international');
export type Range = (typeof ranges)[number];

/** Kinds of organisers of a practice; members of the network have a separate list. */
export const organiserKinds = codes(
  'city', 'region', 'province', 'national-authority', 'ngo', 'university', 'agency', 'company', 'other',
); // prettier-ignore
export type OrganiserKind = (typeof organiserKinds)[number];

export const targetGroups = codes(
  'newly-arrived', 'women', 'parents', 'children', 'youth', 'students', 'elderly', 'refugees-asylum-seekers', 'undocumented',
  'low-literacy', 'disadvantaged', 'job-seekers', 'workers', 'entrepreneurs', 'employers', 'civil-servants', 'professionals',
  'policymakers', 'host-community', 'general',
); // prettier-ignore
export type TargetGroup = (typeof targetGroups)[number];

export const fundingSources = codes('local', 'regional', 'national', 'eu', 'private', 'other');
export type FundingSource = (typeof fundingSources)[number];

export const partnerKinds = codes(
  'migrant-associations', 'ngos', 'employers-trade-unions', 'public-authorities', 'academia', 'other',
); // prettier-ignore
export type PartnerKind = (typeof partnerKinds)[number];

/** What an amount of money covers. */
export const amountPeriods = codes(
  'total', 'per-year', 'per-year-minimum', 'per-year-maximum', 'per-edition', 'start-up', 'equivalent-of-previous',
  'not-stated',
); // prettier-ignore
export type AmountPeriod = (typeof amountPeriods)[number];

export const objectivesAchieved = codes('completely', 'partially', 'not-at-all', 'too-early');
export type ObjectivesAchieved = (typeof objectivesAchieved)[number];

export const evaluationConducted = codes('yes', 'no', 'planned', 'unknown');
export type EvaluationConducted = (typeof evaluationConducted)[number];

export const evaluationKinds = codes('internal', 'external', 'both');
export type EvaluationKind = (typeof evaluationKinds)[number];

export const replicated = codes('yes', 'no', 'scope', 'unknown');
export type Replicated = (typeof replicated)[number];

export const labels = codes('good-practice', 'none');
export type LabelCode = (typeof labels)[number];

/** The five criteria by which the study judges a practice (Section 5). */
export const criteria = [
  'relevance', 'efficiency', 'effectiveness', 'impactAndAddedValue', 'sustainability',
] as const; // prettier-ignore
export type Criterion = (typeof criteria)[number];

/** The scores of a criterion: not at all, fully. */
export const scale = { least: 1, most: 5 } as const;

/** What the label `good-practice` needs: so many persons who assessed a practice, and this median of every criterion. */
export const labelRule = { assessors: 2, median: 4 } as const;

export const adoptionStatuses = codes('planned', 'under-way', 'completed', 'abandoned');
export type AdoptionStatus = (typeof adoptionStatuses)[number];

/** SPDX identifiers of the licences under which a member may give a fact sheet's text to the network. */
export const licences = codes(
  'CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-ND-4.0', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'CC-BY-NC-ND-4.0', 'EUPL-1.2',
  'ODC-By-1.0', 'ODbL-1.0', 'PDDL-1.0', 'DL-DE-BY-2.0', 'etalab-2.0', 'OGL-UK-3.0',
); // prettier-ignore
export type Licence = (typeof licences)[number];
