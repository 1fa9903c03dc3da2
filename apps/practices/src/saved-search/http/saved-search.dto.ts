import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { ObjectOf } from '#validation';
import { PracticeListQuery } from '../../practice/http/practice.dto.js';
import type { SavedSearch, SearchedFor } from '../saved-search.js';

export class SavedQueryDto extends OmitType(PracticeListQuery, ['limit', 'cursor', 'total'] as const) {}

export class SavedSearchDto {
  @ApiProperty({ maxLength: 200, description: 'How you call it.', example: 'Language courses in Italy' })
  @IsString()
  @Matches(/\S/, { message: 'name must not be blank' })
  @MaxLength(200)
  name!: string;

  @ApiProperty({
    type: SavedQueryDto,
    description: 'Parameters of `GET /v1/practices`, except those that choose a page.',
    example: { q: 'language', country: ['IT'] },
  })
  @ObjectOf(() => SavedQueryDto)
  query!: SavedQueryDto;
}

export class SavedSearchView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'How you call it.', example: 'Language courses in Italy' }) name!: string;
  @ApiProperty({
    type: SavedQueryDto,
    description: 'What it searches for; the values of each list are in order.',
    example: { q: 'language', country: ['IT'] },
  })
  query!: SearchedFor;
  @ApiProperty({ description: 'Where its results are.', example: '/v1/practices?country=IT&q=language' }) href!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
}

export function toSavedSearchView({ id, name, query, createdAt }: SavedSearch): SavedSearchView {
  const parameters = Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]);
  const search = new URLSearchParams(parameters.sort(([one], [other]) => (one < other ? -1 : 1))).toString();
  return { id, name, query, href: `/v1/practices${search && `?${search}`}`, createdAt };
}
