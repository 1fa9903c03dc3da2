import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { IdParams, PathInt, QueryInt } from '#http';
import { FactSheetDto } from '../../fact-sheet/fact-sheet.dto.js';
import type { FieldChange } from '../../fact-sheet/fact-sheet-changes.js';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { practiceSteps, type PracticeStep, type PracticeStepKind } from '../practice-step.js';
import type { StepOfPractice } from '../practice-history.repository.js';
import type { PracticeVersion } from '../practice-version.js';

export class VersionParams extends IdParams {
  @ApiProperty({ description: 'Number of the version.', example: 2 })
  @PathInt()
  number!: number;
}

export class VersionChangesQuery {
  @QueryInt(1, 999_999_999, {
    description: 'Number of the version to compare with; default: the one published before it.',
  })
  from?: number;
}

export class VersionView {
  @ApiProperty({ description: 'Its number.', example: 2 }) version!: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null for the working version, which its owner and the steering committee see.',
  })
  publishedAt!: Date | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Reason for the version.',
    example: 'New figures of 2026.',
  })
  reason!: string | null;
  @ApiPropertyOptional({
    description: 'Id of who published it, for its owner and the steering committee.',
    example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
  })
  publishedBy?: string;
  @ApiProperty({ type: FactSheetDto, description: 'Without contacts, which only the practice itself shows.' })
  factSheet!: Omit<FactSheet, 'contacts'>;
}

/** A value without parts. */
const leaf = {
  oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
  nullable: true,
} satisfies ApiPropertyOptions;

export class FieldChangeView implements FieldChange {
  @ApiProperty({
    description: 'JSON Pointer into the fact sheet; one for each value and language.',
    example: '/title/en',
  })
  pointer!: string;
  @ApiProperty({ ...leaf, description: 'The previous value; null if there was none.', example: 'Live in Italy' })
  before!: unknown;
  @ApiProperty({ ...leaf, description: 'The new value; null if there is none.', example: 'Living in Italy' })
  after!: unknown;
}

export class VersionChangesView {
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Null for the first version, which is compared with nothing.',
  })
  from!: number | null;
  @ApiProperty({ description: 'Number of the later version.', example: 2 }) to!: number;
  @ApiProperty({ type: FieldChangeView, isArray: true, description: 'In the order of the fact sheet.' })
  items!: FieldChangeView[];
}

export class StepView implements PracticeStep {
  @ApiProperty({ description: 'The ETag of the practice after this step.', example: 4 }) revision!: number;
  @ApiProperty({ description: 'The version concerned.', example: 1 }) version!: number;
  @ApiProperty({ enum: practiceSteps, description: 'What was done.' }) kind!: PracticeStepKind;
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'JSON Pointers of the fields that it changed.',
    example: ['/title/en'],
  })
  pointers!: readonly string[];
  @ApiProperty({ type: String, nullable: true, description: 'Why.', example: 'New figures of 2026.' }) reason!:
    string | null;
  @ApiProperty({ description: 'Id of the principal.', example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' }) by!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'When.' }) at!: Date;
}

export class StepOfPracticeView extends StepView implements StepOfPractice {
  @ApiProperty({ format: 'uuid', description: 'The practice.' }) practiceId!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Its present title, by language.',
    example: { en: 'Language café' },
  })
  title!: StepOfPractice['title'];
  @ApiProperty({ description: 'Whether a version of it was ever published.' }) published!: boolean;
}

/** @param mayChange whether the caller is the owner or on the steering committee */
export const toVersionView = (version: PracticeVersion, mayChange: boolean): VersionView => ({
  version: version.number,
  publishedAt: version.publishedAt,
  reason: version.reason,
  ...(mayChange && version.publishedBy !== null ? { publishedBy: version.publishedBy } : {}),
  factSheet: version.factSheet,
});

export class MergedPracticeView {
  @ApiProperty({ format: 'uuid', description: 'Id of the merged practice.' }) id!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Its title, by language.',
    example: { en: 'Language café' },
  })
  title!: object;
  @ApiProperty({
    description: 'Its versions, which stay readable; its only one, if it was never published.',
    example: '/v1/practices/01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11/versions',
  })
  href!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was merged.' }) mergedAt!: Date;
}
