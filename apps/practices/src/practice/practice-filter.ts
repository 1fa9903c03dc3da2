import { Transform } from 'class-transformer';
import { IsString, IsUUID, MaxLength, ValidateBy } from 'class-validator';
import {
  aims,
  countries,
  countryMeant,
  dimensions,
  fundingSources,
  labels,
  languages,
  languagesFor,
  ranges,
  targetGroups,
  themes,
  type Language,
} from '#contracts';
import { asList, OptionalProperty, QueryBoolean, QueryCodes } from '#http';
import { intervalOf } from '../fact-sheet/partial-date.js';
import { searchQuery } from './practice-search.js';

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
 * What a list of practices, their statistics and their exports can be narrowed to. Several values of one parameter
 * (repeated or separated by commas): any of them; several parameters: all of them.
 */
export class PracticeFilterQuery {
  @OptionalProperty({
    description:
      'Words to find in titles, prose and names, in any language; accents and case do not matter. "in quotes", OR, -not.',
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

export const practiceSorts = ['published', 'updated', 'submitted', 'title', 'relevance', 'due'] as const;
/**
 * `published`, `updated`, `relevance`: the newest and best first; `submitted`: what waits longest first; `title`: in the original
 * language, from a to z; `due`: the tasks of a queue, what is due first, and what has no date by how long it waits.
 */
export type PracticeSort = (typeof practiceSorts)[number];

/** What everyone may see, on `FOUND`. Said of both: each has indexes of that alone. */
export const SEEN_BY_ALL = `(s.shown and p.status = 'published')`;

/** The label of a practice `p` as a code. */
export const LABEL_CODE = `(case when (p.label ->> 'awarded') = 'true' then 'good-practice' else 'none' end)`;

/** Conditions and their parameters, numbered from the first on. */
export interface SqlFilter {
  /** Conditions on `FOUND`; `true` when there is none. */
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
  const where = (value: unknown, condition: (placeholder: string) => string) => {
    if (value === undefined) return;
    parameters.push(value);
    conditions.push(condition(`$${firstParameter + parameters.length - 1}`));
  };
  where(filter.q?.trim() ? filter.q : undefined, (q) => `s.words @@ ${searchQuery(q)}`);
  where(
    filter.lang?.flatMap(languagesFor),
    (list) => `(s.languages && ${list}::text[] or exists (select from translation t
      where t.practice_id = s.practice_id and t.language = any(${list}::text[]) and t.texts ? '/title'))`,
  );
  where(filter.country, (list) => `s.countries && ${list}::text[]`);
  where(filter.dimension, (list) => `s.dimensions && ${list}::text[]`);
  where(filter.theme, (list) => `s.themes && ${list}::text[]`);
  where(filter.aim, (list) => `s.aims && ${list}::text[]`);
  where(filter.targetGroup, (list) => `s.target_groups && ${list}::text[]`);
  where(filter.fundingSource, (list) => `s.funding_sources && ${list}::text[]`);
  where(filter.range, (list) => `s.range = any(${list}::text[])`);
  where(filter.ongoing, (value) => `s.ongoing = ${value}::boolean`);
  where(filter.member, (list) => `p.owner_member_id = any(${list}::uuid[])`);
  where(filter.label, (list) => `${LABEL_CODE} = any(${list}::text[])`);
  where(filter.complete, (value) => `s.complete = ${value}::boolean`);
  // Partial dates are compared as far as both go: a start in `2011` may well lie after `2011-05`.
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
