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
import { searchCondition } from './practice-search.js';

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

/**
 * Filters of lists, statistics and exports of practices. Several values of one parameter (repeated or separated by
 * commas) match any of them; several parameters must all match.
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

  @QueryCodes(countries, { description: 'Countries (ISO 3166-1 alpha-2).', example: ['IT'], meant: countryMeant })
  country?: string[];

  @QueryCodes(dimensions, { description: 'Dimensions of integration.', example: ['cultural'] })
  dimension?: string[];

  @QueryCodes(themes, { description: 'Themes.', example: ['language-training'] })
  theme?: string[];

  @QueryCodes(aims, { description: 'Aims.', example: ['education'] })
  aim?: string[];

  @QueryCodes(targetGroups, { description: 'Target groups.', example: ['women'] })
  targetGroup?: string[];

  @QueryCodes(fundingSources, { description: 'Funding sources.', example: ['eu'] })
  fundingSource?: string[];

  @QueryCodes(ranges, { description: 'Range of the practice.', example: ['national'] })
  range?: string[];

  @QueryCodes(organiserKinds, { description: 'Kinds of organisers.', example: ['city'] })
  organiserKind?: string[];

  @QueryCodes(partnerKinds, { description: 'Kinds of partners.', example: ['ngos'] })
  partnerKind?: string[];

  @QueryCodes(evaluationConducted, { description: 'Whether it was evaluated.', example: ['yes'] })
  evaluation?: string[];

  @QueryCodes(replicated, { description: 'Whether it was replicated elsewhere.', example: ['scope'] })
  replicated?: string[];

  @QueryCodes(basicPrinciples.map(String), { description: 'Common Basic Principles, by number.', example: ['4'] })
  basicPrinciple?: string[];

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

  @QueryCodes(labels, { description: '`good-practice`: awarded by peers; `none`: not.', example: ['good-practice'] })
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

/** The label of a practice `p` as a code. */
export const LABEL_CODE = `(case when (p.label ->> 'awarded') = 'true' then 'good-practice' else 'none' end)`;

/** What a list can be counted by; the filter has the same name. */
interface Facet {
  /** The values of one practice, for `select`. */
  readonly values: string;
  readonly condition: (placeholder: string) => string;
}

const several = (column: string): Facet => ({
  values: `unnest(${column})`,
  condition: (list) => `${column} && ${list}::text[]`,
});
const single = (column: string): Facet => ({ values: column, condition: (list) => `${column} = any(${list}::text[])` });

export const facetColumns = {
  country: several('s.countries'),
  dimension: several('s.dimensions'),
  theme: several('s.themes'),
  aim: several('s.aims'),
  targetGroup: several('s.target_groups'),
  fundingSource: several('s.funding_sources'),
  range: single('s.range'),
  organiserKind: single('s.organiser_kind'),
  partnerKind: several('s.partner_kinds'),
  evaluation: single('s.evaluation'),
  replicated: single('s.replicated'),
  basicPrinciple: several('s.basic_principles'),
  label: single(LABEL_CODE),
} as const;
export type FacetName = keyof typeof facetColumns;
export const facetNames = Object.keys(facetColumns) as FacetName[];

/** Conditions and their parameters. */
export interface SqlFilter {
  /** Conditions on `FOUND`; `true` when there are none. */
  readonly sql: string;
  readonly parameters: unknown[];
}

/**
 * The filter as SQL on `FOUND`.
 * @param firstParameter number of its first placeholder
 */
export function practiceFilter(filter: PracticeFilterQuery, firstParameter = 1): SqlFilter {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  const add = (value: unknown) => `$${firstParameter + parameters.push(value) - 1}`;
  const where = (value: unknown, condition: (placeholder: string) => string) => {
    if (value !== undefined) conditions.push(condition(add(value)));
  };
  if (filter.q?.trim()) conditions.push(searchCondition(filter.q, add));
  where(filter.lang?.flatMap(languagesFor), (list) => `s.languages && ${list}::text[]`);
  for (const name of facetNames) where(filter[name], (list) => facetColumns[name].condition(list));
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
  return { sql: conditions.length > 0 ? conditions.join(' and ') : 'true', parameters };
}
