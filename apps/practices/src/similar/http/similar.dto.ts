import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { practiceStates, type PracticeState } from '../../practice/practice.workflow.js';
import type { SimilarPractice } from '../similar-practice.repository.js';

const share = { type: 'number', minimum: 0, maximum: 1 } as const;

export class MatchView {
  @ApiProperty({ ...share, example: 0.92, description: 'Similarity of the titles, in any language.' })
  title!: number;
  @ApiPropertyOptional({ ...share, example: 1, description: 'Similarity of the organisers’ names.' })
  organiser?: number;
  @ApiPropertyOptional({ ...share, example: 1, description: '1 if they have a country in common.' })
  country?: number;
  @ApiPropertyOptional({ ...share, example: 1, description: '1 if their periods have a year in common.' })
  period?: number;
}

export class SimilarPracticeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Where it is.', example: '/v1/practices/01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' })
  href!: string;
  @ApiProperty({ enum: practiceStates, description: '`published`, or its state before publication.' })
  status!: PracticeState;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'By language.',
    example: { en: 'Language café' },
  })
  title!: object;
  @ApiProperty({ type: String, isArray: true, description: 'ISO 3166-1 alpha-2.', example: ['FI'] })
  countries!: readonly string[];
  @ApiProperty({
    ...share,
    example: 0.95,
    description: 'Weighted mean of the parts that both state; 1: the same in all of them.',
  })
  score!: number;
  @ApiProperty({ description: 'Parts of the score; a part is absent if one of the two does not state it.' })
  match!: MatchView;
}

export class SimilarPracticesView {
  @ApiProperty({ type: SimilarPracticeView, isArray: true, maxItems: 20, description: 'Most likely first.' })
  items!: readonly SimilarPracticeView[];
}

/** Two digits: the rest is noise. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

export const toSimilarView = (one: SimilarPractice): SimilarPracticeView => ({
  id: one.id,
  href: `/v1/practices/${one.id}`,
  status: one.status,
  title: one.title,
  countries: one.countries,
  score: rounded(one.score),
  match: {
    title: rounded(one.titleMatch),
    ...(one.organiserMatch === undefined ? {} : { organiser: rounded(one.organiserMatch) }),
    ...(one.countryMatch === undefined ? {} : { country: one.countryMatch }),
    ...(one.periodMatch === undefined ? {} : { period: one.periodMatch }),
  },
});
