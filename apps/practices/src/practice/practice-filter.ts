import { Transform } from 'class-transformer';
import { IsString, IsUUID, Matches, MaxLength, ValidateBy } from 'class-validator';
import {
  aims,
  basicPrinciples,
  countries,
  countryMeant,
  dimensions,
  evaluationConducted,
  fundingSources,
  labels,
  languages,
  languagesFor,
  organiserKinds,
  partnerKinds,
  ranges,
  replicated,
  targetGroups,
  themes,
  type Language,
} from '#contracts';
import { asList, OptionalProperty, QueryBoolean, QueryCodes, QueryInt } from '#http';
import { intervalOf } from '../fact-sheet/partial-date.js';
import { searchCondition, type Condition } from './practice-search.js';

const IsPartialDate = () =>
  ValidateBy(
    {
      name: 'partialDate',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && intervalOf(value) !== undefined,
        defaultMessage: () => '$property must be YYYY, YYYY-MM or YYYY-MM-DD',
      },
    },
    { context: { schema: { type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' } } },
  );

/** The label of a practice `p` as a code. */
export const LABEL_CODE = `(case when (p.label ->> 'awarded') = 'true' then 'good-practice' else 'none' end)`;

/** The year in which `s` ends. */
const END_YEAR = `(case when s.ongoing then 'continuing' else left(s.period_end, 4) end)`;

/** What a list can be counted by; the filter has the same name. */
interface Counted {
  /** The values of one practice, for `select`. */
  readonly values: string;
  /** The same as an array. */
  readonly list: string;
}

/** What statistics can be counted by too. */
interface Facet extends Counted {
  readonly condition: (placeholder: string) => string;
  /** Whether a practice has no value. */
  readonly none: string;
  /** Whether a practice without a value leaves a question open. */
  readonly mayBeUnanswered: boolean;
  /** Its values, when they are a closed list. */
  readonly codes: readonly string[] | undefined;
}

const several = (column: string, codes: readonly string[]): Facet => ({
  values: `unnest(${column})`,
  list: column,
  condition: (list) => `${column} && ${list}::text[]`,
  none: `cardinality(${column}) = 0`,
  mayBeUnanswered: true,
  codes,
});
const single = (column: string, codes: readonly string[]): Facet => ({
  values: column,
  list: `array[${column}]`,
  condition: (list) => `${column} = any(${list}::text[])`,
  none: `${column} is null`,
  mayBeUnanswered: false,
  codes,
});

/** The code that stands for having no value. */
export const NOT_STATED = 'not-stated';

const endDate: Facet = {
  ...single(END_YEAR, []),
  // What ends before one of several years ends before the latest of them.
  condition: (list) => `(${END_YEAR} = any(${list}::text[]) or not s.ongoing and left(s.period_end, 4) <
    (select max(substr(code, 8)) from unnest(${list}::text[]) as code where starts_with(code, 'before-')))`,
  codes: undefined,
};

export const facetColumns = {
  // Without a country a practice concerns the whole Union, or others.
  country: { ...several('s.countries', countries), mayBeUnanswered: false },
  dimension: several('s.dimensions', dimensions),
  theme: several('s.themes', themes),
  aim: several('s.aims', aims),
  targetGroup: several('s.target_groups', targetGroups),
  fundingSource: several('s.funding_sources', fundingSources),
  range: single('s.range', ranges),
  organiserKind: single('s.organiser_kind', organiserKinds),
  partnerKind: several('s.partner_kinds', partnerKinds),
  evaluation: single('s.evaluation', evaluationConducted),
  replicated: single('s.replicated', replicated),
  basicPrinciple: several('s.basic_principles', basicPrinciples.map(String)),
  label: single(LABEL_CODE, labels),
  endDate,
} satisfies Record<string, Facet>;
export type FacetName = keyof typeof facetColumns;
export const facetNames = Object.keys(facetColumns) as FacetName[];

export const countedColumns = {
  ...facetColumns,
  member: { values: 'p.owner_member_id::text', list: 'array[p.owner_member_id]' },
} satisfies Record<string, Counted>;
export type CountedName = keyof typeof countedColumns;
export const countedNames = Object.keys(countedColumns) as CountedName[];

const takes = (name: FacetName, code: string): boolean =>
  code === NOT_STATED || (facetColumns[name].codes?.includes(code) ?? /^(continuing|(before-)?\d{4})$/.test(code));

const QueryFacet = (name: FacetName, told: Parameters<typeof QueryCodes>[1]) =>
  QueryCodes([...(facetColumns[name].codes ?? []), NOT_STATED], told);

/** In a body it may be anything: a list with one condition reads like it, and is none. */
const isCondition = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  const [name = '', code = '', ...more] = value.split(':');
  return more.length === 0 && facetNames.includes(name as FacetName) && takes(name as FacetName, code);
};

/**
 * Filters of lists, statistics and exports of practices. Several values of one parameter (repeated or separated by
 * commas) match any of them; several parameters must all match. With codes, `not-stated`
 * matches practices that have none.
 */
export class PracticeFilterQuery {
  @OptionalProperty({
    description:
      'Words to find, in any language: in titles, prose and names, and as names of codes, so that `mieszkanie` finds practices about housing. Accents, case, endings and small mistakes do not matter; what has all the words comes first. With "quotation marks", OR or -not exactly what is written is found.',
    example: 'language courses',
  })
  @IsString()
  @MaxLength(500)
  q?: string;

  @QueryCodes(languages, {
    description:
      'Languages in which a title exists, original or translated. Tags such as `pt-BR` count as their language; `no`, `nb` and `nn` as each other.',
    example: ['it'],
    read: (tag) => languagesFor(tag)[0],
  })
  lang?: Language[];

  @QueryFacet('country', { description: 'Countries (ISO 3166-1 alpha-2).', example: ['IT'], meant: countryMeant })
  country?: string[];

  @QueryFacet('dimension', { description: 'Dimensions of integration.', example: ['cultural'] })
  dimension?: string[];

  @QueryFacet('theme', { description: 'Themes.', example: ['language-training'] })
  theme?: string[];

  @QueryFacet('aim', { description: 'Aims.', example: ['education'] })
  aim?: string[];

  @QueryFacet('targetGroup', { description: 'Target groups.', example: ['women'] })
  targetGroup?: string[];

  @QueryFacet('fundingSource', { description: 'Funding sources.', example: ['eu'] })
  fundingSource?: string[];

  @QueryFacet('range', { description: 'Range of the practice.', example: ['national'] })
  range?: string[];

  @QueryFacet('organiserKind', { description: 'Kinds of organisers.', example: ['city'] })
  organiserKind?: string[];

  @QueryFacet('partnerKind', { description: 'Kinds of partners.', example: ['ngos'] })
  partnerKind?: string[];

  @QueryFacet('evaluation', { description: 'Whether it was evaluated.', example: ['yes'] })
  evaluation?: string[];

  @QueryFacet('replicated', { description: 'Whether it was replicated elsewhere.', example: ['scope'] })
  replicated?: string[];

  @QueryFacet('basicPrinciple', { description: 'Common Basic Principles, by number.', example: ['4'] })
  basicPrinciple?: string[];

  @OptionalProperty({
    type: String,
    isArray: true,
    description: 'Ends: a year, `before-` a year, `continuing`, or `not-stated`.',
    example: ['before-2010'],
  })
  @Transform(asList)
  @ValidateBy(
    {
      name: 'endDate',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && takes('endDate', value),
        defaultMessage: () => '$property must be a year, before-<year>, continuing or not-stated',
      },
    },
    { each: true },
  )
  endDate?: string[];

  @OptionalProperty({
    type: String,
    isArray: true,
    description:
      'Conditions that must all hold besides, each as `parameter:code`: with `aim=employment`, `also=aim:training` finds practices that have both aims.',
    example: ['aim:training'],
  })
  @Transform(asList)
  @ValidateBy(
    {
      name: 'also',
      validator: {
        validate: isCondition,
        defaultMessage: () =>
          `$property must be <parameter>:<code>, with one of the parameters ${facetNames.join(', ')} and one of its codes`,
      },
    },
    { each: true },
  )
  also?: string[];

  @QueryCodes(facetNames, { description: 'Practices that have a value for each of these.', example: ['aim'] })
  answered?: FacetName[];

  @QueryCodes(facetNames, { description: 'Practices that have no value for at least one of these.', example: ['aim'] })
  unanswered?: FacetName[];

  @QueryBoolean({ description: 'Whether it says how staff is trained.' })
  staffTraining?: boolean;

  @OptionalProperty({
    type: String,
    isArray: true,
    description: 'Regions (NUTS): a code stands for all regions in it.',
    example: ['ITC4'],
  })
  @Transform(asList)
  @Matches(/^[A-Z]{2}[0-9A-Z]{0,3}$/, { each: true, message: 'nuts must be a NUTS code of two to five characters' })
  nuts?: string[];

  @QueryInt(0, 1e15, { description: 'Beneficiaries, at least.' })
  beneficiariesFrom?: number;

  @QueryInt(0, 1e15, { description: 'Beneficiaries, at most.' })
  beneficiariesTo?: number;

  @QueryInt(0, 1e15, { description: 'Largest amount in euros, whatever it covers, at least.' })
  budgetFrom?: number;

  @QueryInt(0, 1e15, { description: 'Largest amount in euros, whatever it covers, at most.' })
  budgetTo?: number;

  @QueryBoolean({ description: 'Whether the practice is still running.' })
  ongoing?: boolean;

  @OptionalProperty({ description: 'Ids of the members that own the practice.' })
  @Transform(asList)
  @IsUUID(undefined, { each: true })
  member?: string[];

  @QueryFacet('label', { description: '`good-practice`: awarded by peers; `none`: not.', example: ['good-practice'] })
  label?: string[];

  @QueryBoolean({ description: 'Whether the fact sheet has everything that publication requires.' })
  complete?: boolean;

  @OptionalProperty({
    description: 'Started on this day or later; a date of which only the year is known counts if it may fit.',
    example: '2010',
  })
  @IsPartialDate()
  startedFrom?: string;

  @OptionalProperty({
    description: 'Started on this day or earlier; a date of which only the year is known counts if it may fit.',
    example: '2012-06',
  })
  @IsPartialDate()
  startedTo?: string;
}

export const hasWords = (filter: PracticeFilterQuery): filter is PracticeFilterQuery & { q: string } =>
  Boolean(filter.q?.trim());

export const practiceSorts = [
  'published',
  'updated',
  'started',
  'submitted',
  'title',
  'adoptions',
  'relevance',
  'due',
] as const;
/**
 * `published`, `updated`, `started`, `adoptions`, `relevance`: newest, most and best first; `submitted`: longest
 * waiting first; `title`: in the original language, from a to z; `due`: tasks of a queue by due date, then those
 * without a date by waiting time.
 */
export type PracticeSort = (typeof practiceSorts)[number];

/** What everyone may see, on `FOUND`. It names both: each has indexes for this. */
export const SEEN_BY_ALL = `(s.shown and p.status = 'published')`;

/** Conditions and their parameters. */
export interface SqlFilter {
  /** Conditions on `FOUND`; `true` when there are none. */
  readonly sql: string;
  readonly parameters: unknown[];
}

/** The conditions of a filter on `FOUND`, each by itself; not of `q`. */
export function filterConditions(filter: PracticeFilterQuery): Condition[] {
  const conditions: Condition[] = [];
  const where = (value: unknown, condition: (placeholder: string) => string) => {
    if (value !== undefined) conditions.push((add) => condition(add(value)));
  };
  where(filter.lang?.flatMap(languagesFor), (list) => `s.languages && ${list}::text[]`);
  const hasOneOf =
    (name: FacetName, codes: readonly string[]): Condition =>
    (add) => {
      const given = codes.filter((code) => code !== NOT_STATED);
      const { condition, none } = facetColumns[name];
      const ways = [
        ...(given.length > 0 ? [condition(add(given))] : []),
        ...(codes.includes(NOT_STATED) ? [none] : []),
      ];
      return `(${ways.join(' or ')})`;
    };
  for (const name of facetNames) if (filter[name]) conditions.push(hasOneOf(name, filter[name]));
  for (const [name, code] of (filter.also ?? []).map((one) => one.split(':', 2)))
    conditions.push(hasOneOf(name as FacetName, [code!]));
  for (const name of filter.answered ?? []) conditions.push(() => `not (${facetColumns[name].none})`);
  const { unanswered } = filter;
  if (unanswered) conditions.push(() => `(${unanswered.map((name) => facetColumns[name].none).join(' or ')})`);
  where(filter.ongoing, (value) => `s.ongoing = ${value}::boolean`);
  where(filter.member, (list) => `p.owner_member_id = any(${list}::uuid[])`);
  where(filter.complete, (value) => `s.complete = ${value}::boolean`);
  where(filter.staffTraining, (value) => `s.staff_training = ${value}::boolean`);
  where(
    filter.nuts,
    (list) => `exists (select from unnest(${list}::text[]) as region where starts_with(s.nuts, region))`,
  );
  where(filter.beneficiariesFrom, (count) => `s.beneficiaries >= ${count}::numeric`);
  where(filter.beneficiariesTo, (count) => `s.beneficiaries <= ${count}::numeric`);
  where(filter.budgetFrom, (euros) => `s.budget >= ${euros}::numeric`);
  where(filter.budgetTo, (euros) => `s.budget <= ${euros}::numeric`);
  // Partial dates compare to the shorter precision: a start in `2011` may well lie after `2011-05`.
  where(
    filter.startedFrom,
    (day) => `left(s.period_start, length(${day}::text)) >= left(${day}::text, length(s.period_start))`,
  );
  where(
    filter.startedTo,
    (day) => `left(s.period_start, length(${day}::text)) <= left(${day}::text, length(s.period_start))`,
  );
  return conditions;
}

/** Whether it leaves out anything. */
export const isFiltering = (filter: PracticeFilterQuery): boolean =>
  hasWords(filter) || filterConditions(filter).length > 0;

/**
 * The filter as SQL on `FOUND`.
 * @param firstParameter number of its first placeholder
 */
export function practiceFilter(filter: PracticeFilterQuery, firstParameter = 1): SqlFilter {
  const parameters: unknown[] = [];
  const add = (value: unknown) => `$${firstParameter + parameters.push(value) - 1}`;
  const conditions = [...(hasWords(filter) ? [searchCondition(filter.q)] : []), ...filterConditions(filter)];
  return { sql: conditions.map((condition) => condition(add)).join(' and ') || 'true', parameters };
}
