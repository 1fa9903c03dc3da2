import type { CodeEntry } from './code-list.js';
import { entriesOf } from './code-list.js';
import { countryLabels, countryNotes } from './countries.js';
import { currencyLabels } from './currencies.js';
import { languageLabels } from './languages.js';
import { memberKindLabels } from './member-codes.js';
import * as practice from './practice-codes.js';

export type { CodeEntry } from './code-list.js';
export * from './countries.js';
export * from './currencies.js';
export * from './language-tags.js';
export * from './languages.js';
export * from './member-codes.js';
export { nutsBreach, nutsForm, presentNutsCodes } from './nuts.js';
export * from './practice-codes.js';

/** Every closed code list of the public API with English labels: the answer of `GET /v1/vocabularies`. */
export function vocabularies() {
  const basicPrinciples: CodeEntry<number>[] = practice.basicPrinciples.map((code) => ({
    code,
    label: practice.basicPrincipleLabels[code],
  }));
  return {
    dimensions: entriesOf(practice.dimensionLabels),
    themes: entriesOf(practice.themeLabels).map((theme) => ({
      ...theme,
      dimension: practice.themeDimension[theme.code],
    })),
    aims: entriesOf(practice.aimLabels),
    basicPrinciples,
    ranges: entriesOf(practice.rangeLabels),
    organiserKinds: entriesOf(practice.organiserKindLabels),
    memberKinds: entriesOf(memberKindLabels),
    targetGroups: entriesOf(practice.targetGroupLabels),
    fundingSources: entriesOf(practice.fundingSourceLabels),
    partnerKinds: entriesOf(practice.partnerKindLabels),
    amountPeriods: entriesOf(practice.amountPeriodLabels),
    objectivesAchieved: entriesOf(practice.objectivesAchievedLabels),
    evaluationConducted: entriesOf(practice.evaluationConductedLabels),
    evaluationKinds: entriesOf(practice.evaluationKindLabels),
    replicated: entriesOf(practice.replicatedLabels),
    currencies: entriesOf(currencyLabels),
    countries: entriesOf(countryLabels).map((country) => {
      const note = countryNotes[country.code];
      return note ? { ...country, note } : country;
    }),
    languages: entriesOf(languageLabels),
    licences: entriesOf(practice.licenceLabels),
    labels: entriesOf(practice.labelLabels),
    adoptionStatuses: entriesOf(practice.adoptionStatusLabels),
  };
}

/** The answer of `GET /v1/vocabularies`. */
export type Vocabularies = ReturnType<typeof vocabularies>;
