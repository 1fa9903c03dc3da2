import * as codes from '#contracts';
import type { Field } from '../form/form.js';
import { labelOf } from '../kit/fields.js';
import type { Visit } from '../page/visit.js';
import type { CodeList } from '../words/words.js';

/** Fields that belong together, under a heading. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly Field[];
}

const [LINE, PROSE] = [500, 20_000];

/**
 * A fact sheet as a form, in the language in which it was written; each field is one line here. What readers see, too, has
 * the same name here and there.
 */
export function sheetSections(visit: Visit, lang: string): readonly Section[] {
  const { t } = visit;
  const options = (list: CodeList, of: readonly (string | number)[]) =>
    of.map((code) => [code, visit.words.code(list, code)] as const);
  const named = (list: CodeList, of: readonly string[]) =>
    options(list, of).toSorted(([, a], [, b]) => a.localeCompare(b, visit.lang));
  const called = (field: string) => labelOf(visit, field) ?? '';
  const prose = (field: Prose): Field =>
    ({ pointer: `/${field}/${lang}`, kind: 'lines', label: called(field), hint: t(`edit.${field}.hint`), maxLength: PROSE, lang }); // prettier-ignore
  const section = (id: SectionId, fields: readonly Field[]): Section => ({
    id,
    title: t(`edit.section.${id}`),
    fields,
  });
  return [
    section('what', [
      { pointer: `/title/${lang}`, kind: 'text', label: called('title'), hint: t('edit.title.hint'), isRequired: true, maxLength: 300, lang },
      { pointer: `/projectType/${lang}`, kind: 'text', label: called('projectType'), hint: t('edit.projectType.hint'), maxLength: 1000, lang },
      prose('objectives'),
      prose('activities'),
      { pointer: '/organiser/name', kind: 'text', label: called('organiser'), hint: t('edit.organiser.hint'), maxLength: LINE },
      { pointer: '/organiser/kind', kind: 'select', label: t('edit.organiser.kind'), options: options('organiserKinds', codes.organiserKinds) },
    ]),
    section('where', [
      { pointer: '/range', kind: 'select', label: called('range'), hint: t('edit.range.hint'), options: options('ranges', codes.ranges) },
      {
        pointer: '/countries', kind: 'list', label: called('countries'), hint: t('edit.countries.hint'),
        of: [{ pointer: '', kind: 'select', label: called('countries'), options: named('countries', codes.countries) }],
      },
      { pointer: '/place/name', kind: 'text', label: t('edit.place'), maxLength: 300 },
      { pointer: '/place/nutsCode', kind: 'text', label: t('edit.nuts'), hint: t('edit.nuts.hint'), maxLength: 5 },
      { pointer: '/place/latitude', kind: 'number', label: t('edit.latitude'), hint: t('edit.latitude.hint') },
      { pointer: '/place/longitude', kind: 'number', label: t('edit.longitude') },
      { pointer: '/period/start', kind: 'date', label: t('edit.start'), hint: t('edit.start.hint') },
      { pointer: '/period/end', kind: 'date', label: t('edit.end') },
      { pointer: '/period/ongoing', kind: 'flag', label: t('edit.ongoing') },
      { pointer: '/period/continuedAsProgramme', kind: 'flag', label: t('edit.continued') },
    ]),
    section('whom', [
      { pointer: '/targetGroups', kind: 'codes', label: called('targetGroups'), options: options('targetGroups', codes.targetGroups) },
      { pointer: '/dimensions', kind: 'list', label: called('dimensions'), hint: t('edit.dimensions.hint'), of: [{ pointer: '', kind: 'select', label: called('dimensions'), options: options('dimensions', codes.dimensions) }] },
      { pointer: '/themes', kind: 'codes', label: called('themes'), hint: t('edit.themes.hint'), options: options('themes', codes.themes) },
      { pointer: '/aims', kind: 'codes', label: called('aims'), hint: t('edit.aims.hint'), options: options('aims', codes.aims) },
      { pointer: '/basicPrinciples', kind: 'codes', label: called('basicPrinciples'), hint: t('edit.principles.hint'), options: options('basicPrinciples', codes.basicPrinciples) },
    ]),
    section('how', [prose('context'), prose('challenges'), prose('assistance'), prose('relations')]),
    section('results', [
      prose('outcomes'),
      { pointer: '/objectivesAchieved', kind: 'select', label: called('objectivesAchieved'), options: options('objectivesAchieved', codes.objectivesAchieved) },
      { pointer: '/beneficiaries/count', kind: 'count', label: called('beneficiaries'), hint: t('edit.reached.hint') },
      { pointer: `/beneficiaries/counted/${lang}`, kind: 'text', label: t('edit.counted'), hint: t('edit.counted.hint'), maxLength: LINE, lang },
      { pointer: '/beneficiaries/estimate', kind: 'flag', label: t('edit.estimate') },
      {
        pointer: '/indicators', kind: 'list', label: called('indicators'), hint: t('edit.indicators.hint'),
        of: [
          { pointer: `/name/${lang}`, kind: 'text', label: t('edit.indicator'), maxLength: LINE, lang },
          { pointer: '/baseline', kind: 'number', label: t('edit.baseline') },
          { pointer: '/value', kind: 'number', label: t('edit.value'), hint: t('edit.value.hint') },
          { pointer: '/unit', kind: 'text', label: t('edit.unit'), maxLength: 100 },
          { pointer: '/year', kind: 'count', label: t('edit.year') },
        ],
      },
      { pointer: '/evaluation/conducted', kind: 'select', label: t('figures.by.evaluation'), options: options('evaluationConducted', codes.evaluationConducted) },
      { pointer: '/evaluation/kind', kind: 'select', label: t('edit.evaluation.kind'), options: options('evaluationKinds', codes.evaluationKinds) },
      { pointer: `/evaluation/summary/${lang}`, kind: 'lines', label: called('evaluation'), maxLength: PROSE, lang },
      { pointer: '/evaluation/url', kind: 'url', label: t('edit.evaluation.url'), maxLength: 2000 },
    ]),
    section('elsewhere', [
      prose('lessons'),
      prose('replicationScope'),
      { pointer: '/replicated', kind: 'select', label: called('replicated'), options: options('replicated', codes.replicated) },
      prose('staffTraining'),
    ]),
    section('means', [
      { pointer: '/funding/sources', kind: 'codes', label: t('search.facet.fundingSource'), options: options('fundingSources', codes.fundingSources) },
      { pointer: '/funding/unknown', kind: 'flag', label: t('edit.sources.unknown') },
      {
        pointer: '/funding/amounts', kind: 'list', label: t('edit.amounts'), hint: t('edit.amounts.hint'),
        of: [
          { pointer: '/amount', kind: 'amount', label: t('edit.amount'), hint: t('edit.amount.hint'), maxLength: 20 },
          { pointer: '/currency', kind: 'currency', label: t('edit.currency'), hint: t('edit.currency.hint'), options: options('currencies', codes.currencies) },
          { pointer: '/period', kind: 'select', label: t('edit.amount.period'), options: options('amountPeriods', codes.amountPeriods) },
          { pointer: '/from', kind: 'date', label: t('edit.amount.from') },
          { pointer: '/to', kind: 'date', label: t('edit.amount.to') },
          { pointer: '/contributor', kind: 'select', label: t('edit.amount.contributor'), options: options('fundingSources', codes.fundingSources) },
          { pointer: '/approximate', kind: 'flag', label: t('edit.amount.approximate') },
        ],
      },
      {
        pointer: '/partners', kind: 'list', label: called('partners'),
        of: [
          { pointer: '/name', kind: 'text', label: t('edit.partner'), maxLength: LINE },
          { pointer: '/kind', kind: 'select', label: t('edit.partner.kind'), options: options('partnerKinds', codes.partnerKinds) },
        ],
      },
      { pointer: '/nationalProgramme/part', kind: 'flag', label: t('edit.programme.part') },
      { pointer: '/nationalProgramme/name', kind: 'text', label: called('nationalProgramme'), maxLength: LINE },
    ]),
    section('more', [
      {
        pointer: '/contacts', kind: 'list', label: t('edit.contacts'), hint: t('edit.contacts.hint'),
        of: [
          { pointer: '/name', kind: 'text', label: t('edit.contact'), maxLength: 300 },
          { pointer: '/email', kind: 'email', label: t('edit.email'), maxLength: 254 },
          { pointer: '/consentToPublish', kind: 'flag', label: t('edit.consent') },
        ],
      },
      {
        pointer: '/links', kind: 'list', label: called('links'),
        of: [
          { pointer: '/url', kind: 'url', label: t('edit.url'), maxLength: 2000 },
          { pointer: '/label', kind: 'text', label: t('edit.link'), maxLength: LINE },
        ],
      },
      prose('notes'),
      { pointer: '/licence', kind: 'select', label: called('licence'), hint: t('edit.licence.hint'), options: options('licences', codes.licences) },
    ]),
  ]; // prettier-ignore
}

type SectionId = 'what' | 'where' | 'whom' | 'how' | 'results' | 'elsewhere' | 'means' | 'more';
type Prose =
  | 'objectives'
  | 'activities'
  | 'context'
  | 'challenges'
  | 'assistance'
  | 'relations'
  | 'outcomes'
  | 'lessons'
  | 'replicationScope'
  | 'staffTraining'
  | 'notes';

export const fieldsOf = (sections: readonly Section[]): readonly Field[] => sections.flatMap(({ fields }) => fields);
