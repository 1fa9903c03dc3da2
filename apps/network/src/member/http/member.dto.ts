import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsNotEmpty, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { countries, countryMeant, memberKinds } from '#contracts';
import { asList, DEFAULT_LIMIT, IsDay, OptionalProperty, PageQuery, QueryCodes, QueryInt } from '#http';
import { memberFacets, type MemberFacet } from '../member.repository.js';
import type { Member, RecordedChange } from '../member.js';

const statuses = ['approved', 'suspended', 'ended'] as const;

/** Members on one page: who puts them in an order of their own, as by country, needs them all. */
export const MOST_MEMBERS = 1000;

export class MemberQuery extends PageQuery {
  @QueryInt(1, MOST_MEMBERS, { description: 'Items on one page.', default: DEFAULT_LIMIT })
  override limit?: number;

  @OptionalProperty({ type: String, isArray: true, format: 'uuid', description: 'Only these members, by their ids.' })
  @Transform(asList)
  @IsUUID(undefined, { each: true })
  id?: string[];

  @QueryCodes(memberKinds, { description: 'Kinds of members.' })
  kind?: string[];

  @QueryCodes(countries, { description: 'ISO 3166-1 alpha-2 codes.', example: ['DE'], meant: countryMeant })
  country?: string[];

  @QueryCodes(statuses, { description: 'States of the membership.' })
  status?: string[];

  @OptionalProperty({
    description: 'Only members with this in their name, whatever its case and accents.',
    example: 'tampere',
  })
  @IsString()
  @MaxLength(200)
  q?: string;

  @QueryCodes(memberFacets, {
    description: 'What to count by, among all members of the list and without the filter of the same name.',
    example: ['country'],
  })
  facets?: MemberFacet[];

  @OptionalProperty({ description: 'Only members with the right to vote on this day.', example: '2026-05-01' })
  @IsDay()
  votingOn?: string;
}

export const memberFacetsSchema = {
  type: 'object',
  description: 'With `facets`: how many members have each code, the most frequent first.',
  additionalProperties: {
    type: 'array',
    items: {
      type: 'object',
      required: ['code', 'count'],
      properties: {
        code: { type: 'string', description: 'As in the filter.', example: 'FI' },
        count: { type: 'integer', minimum: 1, description: 'Members.', example: 12 },
      },
    },
  },
};

export class MembershipChangeDto {
  @ApiProperty({
    example: 'The fees for two years are unpaid.',
    description: 'The reason; kept in the history of the membership.',
  })
  @IsString()
  @IsNotEmpty()
  @Matches(/\S/, { message: 'reason must not be blank' })
  @MaxLength(2000)
  reason!: string;

  @OptionalProperty({ description: 'Day from which it takes effect, in Brussels; default: today.' })
  @IsDay()
  effectiveOn?: string | null;
}

/** What is told of an authority. */
export class AuthorityView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Name of the authority or institution.', example: 'City of Tampere' }) name!: string;
  @ApiProperty({ description: 'Kind of member.', enum: memberKinds }) kind!: string;
  @ApiProperty({ description: 'ISO 3166-1 alpha-2', example: 'FI' }) country!: string;
  @ApiProperty({ description: 'City, region or area.', example: 'Tampere', type: String, nullable: true }) place!:
    string | null;
  @ApiProperty({ description: 'Code of the region (NUTS).', example: 'FI197', type: String, nullable: true })
  nutsCode!: string | null;
  @ApiProperty({ description: 'Its website.', example: 'https://www.tampere.fi', type: String, nullable: true })
  website!: string | null;
}

export class MemberView extends AuthorityView {
  @ApiProperty({ description: 'State of the membership.', enum: statuses }) status!: string;
  @ApiProperty({ format: 'date', description: 'Day of the admission.' }) since!: string;
}

/** One change of a membership. */
export class MembershipStepView {
  @ApiProperty({ description: 'State from then on.', enum: statuses }) status!: string;
  @ApiProperty({ format: 'date', description: 'Day from which it applies, in Brussels.' }) effectiveOn!: string;
  @ApiProperty({ description: 'Why.', example: 'The fees for two years are unpaid.' }) reason!: string;
  @ApiProperty({ description: 'Id of the principal.', example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' }) by!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was recorded.' }) at!: Date;
}

export const toStepView = ({ status, effectiveOn, reason, decidedBy, recordedAt }: RecordedChange): MembershipStepView => ({
  status, effectiveOn, reason, by: decidedBy, at: recordedAt,
}); // prettier-ignore

export const toMemberView = ({ id, name, kind, country, place, nutsCode, website, status, since }: Member): MemberView => ({
  id, name, kind, country, place, nutsCode, website, status, since,
}); // prettier-ignore
