import {
  aims,
  amountPeriods,
  basicPrinciples,
  countries,
  countryMeant,
  currencies,
  dimensions,
  evaluationConducted,
  evaluationKinds,
  fundingSources,
  languages,
  licences,
  nutsBreach,
  objectivesAchieved,
  organiserKinds,
  partnerKinds,
  ranges,
  replicated,
  targetGroups,
  themes,
} from '#contracts';
import type {
  Aim,
  AmountPeriod,
  BasicPrinciple,
  Country,
  Currency,
  Dimension,
  EvaluationConducted,
  EvaluationKind,
  FundingSource,
  Language,
  Licence,
  ObjectivesAchieved,
  OrganiserKind,
  PartnerKind,
  Range,
  Replicated,
  TargetGroup,
  Theme,
} from '#contracts';
import { isThere } from './fact-sheet.fields.js';
import {
  Code,
  Codes,
  EmailAddress,
  Flag,
  Line,
  Money,
  Nested,
  NestedList,
  NutsCode,
  PartialDate,
  Prose,
  Quantity,
  Uuid,
  WebAddress,
  excluded,
  missing,
} from './fact-sheet.validators.js';

/** One text in several languages. A value of null means the same as an absent language. */
export type LanguageMapInput = Partial<Record<Language, string | null>>;

const given = (value: unknown): boolean => value !== null && value !== undefined;

/** Who runs the practice. */
export class OrganiserDto {
  @Line(500, { description: 'Name of the organisation.', example: 'Regione Lombardia', search: 'B' })
  name?: string | null;

  @Code('OrganiserKind', organiserKinds, { description: 'Kind of organisation.', example: 'region' })
  kind?: OrganiserKind | null;
}

/** Where the practice takes place. */
export class PlaceDto {
  @Line(300, { description: 'Name of the city, region or area.', example: 'Lombardia', search: 'B' })
  name?: string | null;

  @NutsCode({
    description:
      'Code of the region in the Nomenclature of Territorial Units for Statistics (NUTS) of 2024, or a former one; in one of the countries, if there are any.',
    example: 'ITC4',
  })
  nutsCode?: string | null;

  @Quantity(
    { min: -90, max: 90 },
    {
      description: 'Latitude in degrees (WGS 84); together with the longitude.',
      example: 45.47,
      requiredIf: (place) => (given(place['longitude']) ? 'Must be given together with the longitude.' : undefined),
    },
  )
  latitude?: number | null;

  @Quantity(
    { min: -180, max: 180 },
    {
      description: 'Longitude in degrees (WGS 84); together with the latitude.',
      example: 9.19,
      requiredIf: (place) => (given(place['latitude']) ? 'Must be given together with the latitude.' : undefined),
    },
  )
  longitude?: number | null;
}

/** When the practice ran. */
export class PeriodDto {
  @PartialDate({ description: 'First year, month or day.', example: '2011', needed: 'when it began; a year is enough' })
  start?: string | null;

  @PartialDate({
    description: 'Last year, month or day. Not together with `ongoing: true`.',
    example: '2013',
    notBefore: 'start',
    and: (_end, period) =>
      period['ongoing'] === true
        ? excluded('An ongoing practice must not have an end. Omit the end or set `ongoing` to false.')
        : [],
  })
  end?: string | null;

  @Flag({ description: 'The practice is still running.' })
  ongoing?: boolean | null;

  @Flag({ description: 'The project has ended and continues as a regular programme.' })
  continuedAsProgramme?: boolean | null;
}

/** An amount of money and what it covers. */
export class AmountDto {
  @Money({ description: 'Decimal string, not negative.', example: '800000.00', required: true })
  amount!: string;

  @Code('Currency', currencies, { description: 'ISO 4217 code.', example: 'EUR', required: true })
  currency!: Currency;

  @Code('AmountPeriod', amountPeriods, { description: 'What the amount covers.', example: 'per-edition' })
  period?: AmountPeriod | null;

  @PartialDate({ description: 'First year, month or day that the amount covers.', example: '2011' })
  from?: string | null;

  @PartialDate({ description: 'Last year, month or day that the amount covers.', example: '2012', notBefore: 'from' })
  to?: string | null;

  @Code('FundingSource', fundingSources, { description: 'The source that contributed this amount.', example: 'eu' })
  contributor?: FundingSource | null;

  @Flag({ description: 'The amount is approximate.' })
  approximate?: boolean | null;
}

/** How the practice is paid for. */
export class FundingDto {
  @NestedList(() => AmountDto, 100, { description: 'Amounts as reported.' })
  amounts?: AmountDto[] | null;

  @Codes('FundingSource', fundingSources, {
    description: 'Sources of the funding.',
    example: ['eu', 'national'],
    needed: 'a funding source, or `funding.unknown: true`',
    isThere: (sources, funding) => isThere(sources) || funding['unknown'] === true,
  })
  sources?: FundingSource[] | null;

  @Flag({
    description: 'The sources are unknown. Must not be combined with `sources`.',
    and: (unknown, funding) =>
      unknown === true && Array.isArray(funding['sources']) && funding['sources'].length > 0
        ? excluded('The sources cannot be unknown if some are named. Set `unknown` to false or empty `sources`.')
        : [],
  })
  unknown?: boolean | null;
}

/** An organisation that takes part; at least its kind, name or membership is given. */
export class PartnerDto {
  @Code('PartnerKind', partnerKinds, {
    description: 'Kind of partner.',
    example: 'migrant-associations',
    requiredIf: (partner) =>
      given(partner['name']) || given(partner['memberId'])
        ? undefined
        : 'A partner must have a kind, a name or a memberId.',
  })
  kind?: PartnerKind | null;

  @Line(500, { description: 'Name of the partner.', example: 'Association of Migrant Women', search: 'D' })
  name?: string | null;

  @Uuid('Must be the id of a member, a UUID.', {
    description: 'Id of the partner as a member of the network.',
    example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
  })
  memberId?: string | null;
}

/** How many people were reached. */
export class BeneficiariesDto {
  @Quantity({ min: 0, max: 2_147_483_647, integer: true }, { description: 'How many.', example: 1800 })
  count?: number | null;

  @Prose({ description: 'What is counted.', max: 500, example: { en: 'course users' } })
  counted?: LanguageMapInput | null;
  @Flag({ description: 'The number is an estimate.' })
  estimate?: boolean | null;
}

/** A measured outcome. */
export class IndicatorDto {
  @Prose({
    description: 'What is measured.',
    max: 500,
    example: { en: 'courses offered' },
    required: true,
    and: (name) => (isThere(name) ? [] : missing('An indicator must have a name in at least one language.')),
  })
  name!: LanguageMapInput;

  @Quantity({}, { description: 'Value before the practice.', example: 0 })
  baseline?: number | null;

  @Quantity({}, { description: 'Value reached.', example: 154 })
  value?: number | null;

  @Line(100, { description: 'Unit of both values.', example: 'courses' })
  unit?: string | null;

  @Quantity({ min: 1900, max: 2100, integer: true }, { description: 'Year of the value.', example: 2012 })
  year?: number | null;
}

/** The national programme that the practice belongs to. */
export class NationalProgrammeDto {
  @Flag({ description: 'The practice is part of a national programme.' })
  part?: boolean | null;

  @Line(500, { description: 'Name of the programme.', example: 'National integration programme', search: 'D' })
  name?: string | null;
}

/** How the practice was evaluated. */
export class EvaluationDto {
  @Code('EvaluationConducted', evaluationConducted, { description: 'Whether it was evaluated.', example: 'planned' })
  conducted?: EvaluationConducted | null;

  @Code('EvaluationKind', evaluationKinds, { description: 'Kind of evaluation.', example: 'external' })
  kind?: EvaluationKind | null;

  @Prose({ description: 'What the evaluation found.' }) summary?: LanguageMapInput | null;
  @WebAddress({ description: 'Where the evaluation can be read.', example: 'https://example.org/evaluation.pdf' })
  url?: string | null;
}

/** A page or file about the practice. */
export class LinkDto {
  @WebAddress({ description: 'Address (http or https).', example: 'https://example.org/', required: true })
  url!: string;

  @Line(500, { description: 'What is found there.', example: 'Final report', search: 'D' })
  label?: string | null;
}

/** A contact person. Personal data: stored apart, shown only with consent. */
export class ContactDto {
  @Line(300, {
    description: 'Name of the person or office.',
    example: 'Integration office',
    requiredIf: (contact) => (given(contact['email']) ? undefined : 'A contact must have a name or an e-mail address.'),
  })
  name?: string | null;

  @EmailAddress({ description: 'E-mail address.', example: 'integration@example.org' })
  email?: string | null;

  @Flag({ description: 'The person agrees to be shown to everyone; default: no.' })
  consentToPublish?: boolean | null;
}

/**
 * A fact sheet as clients send it: the template of the 2012 study (Appendix A) and its questionnaire (Appendix E,
 * part 2). Null and absent mean the same in every optional field. A draft needs the original language and a title in
 * it.
 *
 * This is the only list of the fields. Each declaration determines how the field is checked, documented, stored,
 * translated, shown in one language, searched, imported and erased, and whether publication requires it.
 */
export class FactSheetDto {
  @Code('Language', languages, {
    description: 'Original language (ISO 639-1) of the fact sheet.',
    example: 'it',
    required: true,
    needed: 'the language in which the fact sheet was written',
  })
  originalLanguage!: Language;

  @Prose({
    description: 'Title.',
    note: 'Required in the original language.',
    search: 'A',
    needed: 'a title',
    max: 300,
    example: { it: 'Vivere in Italia', en: 'Live in Italy' },
    required: true,
    and: (title, sheet) => {
      const language = sheet['originalLanguage'];
      // A wrong original language is reported at its own place: no title could match it.
      if (typeof language !== 'string' || !(languages as readonly string[]).includes(language)) return [];
      return isThere((title as Readonly<Record<string, unknown>>)[language])
        ? []
        : missing(`The title is required in the original language (${language}).`, `/${language}`);
    },
  })
  title!: LanguageMapInput;

  @Nested(() => OrganiserDto, {
    description: 'The organiser of the practice.',
    needed: 'the name of the organiser',
    isThere: (organiser) => isThere((organiser as OrganiserDto | undefined)?.name),
  })
  organiser?: OrganiserDto | null;

  @Prose({
    search: 'B',
    description: 'Type of project, in your own words.',
    max: 1000,
    example: { en: 'Citizenship and language' },
  })
  projectType?: LanguageMapInput | null;
  @Code('Range', ranges, {
    description: 'Range of the practice.',
    example: 'regional-municipal',
    needed: 'the range of the practice',
  })
  range?: Range | null;

  @Codes('Country', countries, {
    description: 'Countries (ISO 3166-1 alpha-2); none when EU-wide.',
    example: ['IT'],
    meant: countryMeant,
    needed: 'a country, unless the range is EU-wide or international',
    isThere: (list, { range }) => (range === 'eu-international' ? undefined : isThere(list)),
  })
  countries?: Country[] | null;

  @Nested(() => PlaceDto, {
    description: 'Where the practice takes place.',
    and: (place, { countries }) => {
      const { nutsCode } = place as PlaceDto;
      const breach =
        typeof nutsCode === 'string' && Array.isArray(countries) ? nutsBreach(nutsCode, countries) : undefined;
      return breach?.code === 'other-country' ? [{ ...breach, pointer: '/nutsCode' }] : [];
    },
  })
  place?: PlaceDto | null;

  @Nested(() => PeriodDto, { description: 'When the practice ran.' })
  period?: PeriodDto | null;

  @Codes('Dimension', dimensions, {
    description: 'Dimensions of integration; the first is the primary one.',
    example: ['legal-political', 'cultural'],
    needed: 'a dimension of integration, the primary one first',
  })
  dimensions?: Dimension[] | null;

  @Codes('Theme', themes, { description: 'Themes.', example: ['language-training'] })
  themes?: Theme[] | null;

  @Codes('Aim', aims, { description: 'Aims (study, Table 3.10).', example: ['education'], needed: 'an aim' })
  aims?: Aim[] | null;

  @Codes('BasicPrinciple', basicPrinciples, {
    description: 'Numbers of the Common Basic Principles of integration policy that it addresses.',
    example: [4, 5],
  })
  basicPrinciples?: BasicPrinciple[] | null;

  @Prose({ description: 'Introduction and context.' }) context?: LanguageMapInput | null;
  @Prose({ description: 'Policy challenges.' }) challenges?: LanguageMapInput | null;
  @Prose({ description: 'Objectives.', needed: 'its objectives, in any language' })
  objectives?: LanguageMapInput | null;
  @Prose({ description: 'Assistance given.' }) assistance?: LanguageMapInput | null;
  @Prose({ description: 'Main activities.', needed: 'its activities, in any language' })
  activities?: LanguageMapInput | null;
  @Prose({ description: 'Relations to national initiatives and other partners.' }) relations?: LanguageMapInput | null;
  @Prose({ description: 'Outcomes.' }) outcomes?: LanguageMapInput | null;
  @Prose({ description: 'Training of staff.' }) staffTraining?: LanguageMapInput | null;
  @Prose({ description: 'Lessons for others.' }) lessons?: LanguageMapInput | null;
  @Prose({ description: 'Scope for replication.' }) replicationScope?: LanguageMapInput | null;
  @Code('Replicated', replicated, { description: 'Whether it was replicated elsewhere.', example: 'scope' })
  replicated?: Replicated | null;

  @Codes('TargetGroup', targetGroups, {
    description: 'Target groups.',
    example: ['women', 'job-seekers'],
    needed: 'a target group',
  })
  targetGroups?: TargetGroup[] | null;

  @Nested(() => FundingDto, { description: 'How it is funded.' })
  funding?: FundingDto | null;

  @NestedList(() => PartnerDto, 500, { description: 'Who takes part.' })
  partners?: PartnerDto[] | null;

  @Nested(() => BeneficiariesDto, { description: 'How many were reached.' })
  beneficiaries?: BeneficiariesDto | null;

  @Code('ObjectivesAchieved', objectivesAchieved, {
    description: 'How far the objectives were achieved.',
    example: 'partially',
  })
  objectivesAchieved?: ObjectivesAchieved | null;

  @NestedList(() => IndicatorDto, 200, { description: 'Measured outcomes.' })
  indicators?: IndicatorDto[] | null;

  @Nested(() => NationalProgrammeDto, { description: 'The national programme it belongs to.' })
  nationalProgramme?: NationalProgrammeDto | null;

  @Nested(() => EvaluationDto, { description: 'How it was evaluated.' })
  evaluation?: EvaluationDto | null;

  @NestedList(() => LinkDto, 100, { description: 'Pages and files about it.' })
  links?: LinkDto[] | null;

  @NestedList(() => ContactDto, 50, { description: 'Contacts. Personal data, shown only with consent.' })
  contacts?: ContactDto[] | null;

  @Prose({ description: 'Anything else.' }) notes?: LanguageMapInput | null;
  @Code('Licence', licences, { description: 'Licence of the text (SPDX identifier).', example: 'CC-BY-4.0' })
  licence?: Licence | null;
}
